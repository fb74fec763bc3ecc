"""What a piece of text means: dates, counts, names, front matter, Markdown. Pure."""
