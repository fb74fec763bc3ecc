"""The files for machines: all incidents in the formats that the settings ask for, and the page that explains them."""
