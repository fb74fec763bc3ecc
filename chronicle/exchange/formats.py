"""All formats, in the order in which a reader is told of them."""

from __future__ import annotations

from typing import Final

from chronicle.exchange import (
    acled,
    acled_losses,
    flat,
    geojson,
    hxl,
    kml,
    records,
    sqlite,
    timeline,
    ucdp,
    ucdp_losses,
)
from chronicle.exchange.format import Format

FORMATS: Final = (
    Format(
        slug="csv",
        file="incidents.csv",
        label="CSV",
        marked="incidents-excel.csv",
        doc="One row an incident, for R, pandas and other programs. For Excel take incidents-excel.csv: it is the same "
        "but begins with a byte order mark, without which Excel garbles all letters beyond ASCII.",
        media_type="text/csv",
        says=("url",),
        layout=flat.layout,
        columns=flat.COLUMNS,
        losses=flat.LOSSES,
    ),
    Format(
        slug="json",
        file="incidents.json",
        label="JSON",
        doc="Everything but the texts, for programs; every claim, source and place with its details.",
        media_type="application/json",
        layout=records.layout,
        losses=records.LOSSES,
    ),
    Format(
        slug="jsonl",
        file="incidents.jsonl",
        label="JSON Lines",
        doc="Everything with the texts, an incident a line, for programs that read one at a time.",
        media_type="application/jsonl",
        has_texts=True,
        layout=records.layout_of_lines,
    ),
    Format(
        slug="geojson",
        file="incidents.geojson",
        label="GeoJSON",
        doc="A point an incident, for maps and GIS; one without a known position has no geometry. Read the position "
        "with location_precision: from district on it is the middle of an area.",
        media_type="application/geo+json",
        says=("url",),
        layout=geojson.layout,
        columns=geojson.COLUMNS,
        losses=geojson.LOSSES,
    ),
    Format(
        slug="kml",
        file="incidents.kml",
        label="KML",
        doc="A placemark an incident with the time in which it was, for Google Earth and its like. A pale one stands "
        "in the middle of an area; one without a known position is only in the list.",
        media_type="application/vnd.google-earth.kml+xml",
        says=("title", "description", "url"),
        layout=kml.layout,
        columns=kml.COLUMNS,
        losses=kml.LOSSES,
    ),
    Format(
        slug="acled",
        file="acled.csv",
        label="ACLED",
        doc="The columns of the Armed Conflict Location & Event Data project, for tools that read its exports.",
        media_type="text/csv",
        says=("types",),
        layout=acled.layout,
        columns=acled.COLUMNS,
        losses=acled_losses.LOSSES,
    ),
    Format(
        slug="ucdp",
        file="ucdp-ged.csv",
        label="UCDP GED",
        doc="The columns of the Georeferenced Event Dataset of the Uppsala Conflict Data Program.",
        media_type="text/csv",
        layout=ucdp.layout,
        columns=ucdp.COLUMNS,
        losses=ucdp_losses.LOSSES,
    ),
    Format(
        slug="hxl",
        file="incidents-hxl.csv",
        label="HXL",
        doc="The CSV with HXL hashtags in its second line, for humanitarian tools. In a column with +list semicolons "
        "stand between the values; a column without a hashtag is not for these tools.",
        media_type="text/csv",
        says=("url",),
        layout=hxl.layout,
        like="csv",
        columns=flat.COLUMNS,
        losses=flat.LOSSES,
    ),
    Format(
        slug="timeline",
        file="timeline.json",
        label="TimelineJS",
        doc="A slide an incident, for a timeline that TimelineJS shows on any page.",
        media_type="application/json",
        says=("title", "description", "url", "language", "types"),
        layout=timeline.layout,
        losses=timeline.LOSSES,
    ),
    Format(
        slug="sqlite",
        file="chronicle.db",
        label="SQLite",
        doc="Everything with the texts in one database with full-text search, for SQL, Datasette and DB Browser.",
        media_type="application/vnd.sqlite3",
        has_texts=True,
        says=("title", "description", "url", "language", "types", "places"),
        library=sqlite.LIBRARY,
        layout=sqlite.Database,
    ),
)
BY_SLUG: Final = {each.slug: each for each in FORMATS}
