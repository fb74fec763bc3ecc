"""Maps: the basemap, the locator map of a place, the overview of all places, and the map page."""
