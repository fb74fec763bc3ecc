"""The kinds of entry: their fields, parsing, dumping, and reading the content folder."""
