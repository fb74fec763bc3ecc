"""The commands, a module each: it parses its options, makes one call, and prints."""
