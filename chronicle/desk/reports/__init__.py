"""A stranger's report becomes the text of an entry, in a comment."""
