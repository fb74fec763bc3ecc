"""Bringing articles in, with an editor's decisions or without."""
