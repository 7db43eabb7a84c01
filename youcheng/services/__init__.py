"""Use cases and read models: keyword-only verbs that pages and routes call alike."""
