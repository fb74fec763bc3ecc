"""An entry under another name, with everything that refers to it."""
