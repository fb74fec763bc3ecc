"""Tables of incidents: a file becomes rows, and a mapping makes flat cells of them."""
