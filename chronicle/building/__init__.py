"""Pages become files: templates, cache, output folder, and the order of the work."""
