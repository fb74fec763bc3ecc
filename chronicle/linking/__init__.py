"""Entries become a chronicle: references resolved, places in a tree, neighbours found."""
