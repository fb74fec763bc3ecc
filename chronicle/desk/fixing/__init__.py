"""Entries' files are mended where that is safe."""
