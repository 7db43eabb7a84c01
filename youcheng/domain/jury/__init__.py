"""The jury: rounds, conflicts of interest, who scores what, and what comes of the scores."""
