"""Words for the fixed choices of front matter, as messages of the catalogue."""

from __future__ import annotations

from typing import Final

ROLE_LABELS: Final = {
    "perpetrator": "Perpetrator",
    "suspected": "Suspected",
    "claimed": "Claimed responsibility",
    "target": "Target",
    "affected": "Affected",
    "responder": "Responder",
    "other": "Involved",
}
PLACE_LABELS: Final = {
    "country": "Country",
    "province": "Province",
    "district": "District",
    "city": "City",
    "town": "Town",
    "village": "Village",
    "base": "Military base",
    "airport": "Airport",
    "port": "Port",
    "crossing": "Border crossing",
    "site": "Site",
    "area": "Area",
    "sea": "Sea",
}
PRECISION_LABELS: Final = {
    "exact": "exact",
    "vicinity": "in the vicinity",
    "locality": "somewhere in the town",
    "district": "somewhere in the district",
    "province": "somewhere in the province",
    "country": "somewhere in the country",
}
ACTOR_LABELS: Final = {
    "state-force": "State force",
    "armed-group": "Armed group",
    "police": "Police",
    "militia": "Militia",
    "civilians": "Civilians",
    "organisation": "Organisation",
    "person": "Person",
    "other": "Other",
}
GROUP_LABELS: Final = {
    "civilians": "civilians",
    "combatants": "combatants",
    "police": "police",
    "soldiers": "soldiers",
}
COLUMN_LABELS: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "date": "day",
    "list": "list",
    "range": "range",
    "object": "names and values",
    "boolean": "true or false",
}
FIELD_LABELS: Final = {
    "title": "Title",
    "date": "Date",
    "time": "Time",
    "locations": "Place",
    "types": "Type",
    "actors": "Actors",
    "weapons": "Weapons",
    "casualties": "Casualties",
    "grade": "Grade",
    "summary": "Summary",
}
