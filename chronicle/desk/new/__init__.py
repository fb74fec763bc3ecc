"""A new entry from an editor's answers."""
