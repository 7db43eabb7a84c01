"""Files from outside are opened here and nowhere else, in processes that may be killed."""
