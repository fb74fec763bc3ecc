"""What is wrong, what only editors can tell, and what a change does to the record."""
