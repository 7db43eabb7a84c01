"""Letters in the reader's language, the messages they travel in, and the server that takes them.

Nothing here knows what is stored or why a mail is due.
"""
