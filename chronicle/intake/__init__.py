"""Import: a raw article becomes drafts of entries, each value with its sentence."""
