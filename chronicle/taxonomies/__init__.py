"""Event types and grades: the built-in tables, kept as data."""
