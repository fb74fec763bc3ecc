"""The made-up record as the folder of a chronicle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import Actor, Corpus, Incident, Place

URL: Final = "https://record.example/"
SETTINGS: Final = f'format = 1\ntitle = "Record"\nurl = "{URL}"\nlanguage = "en"\n'
# The default settings add a feed of each place, and files for machines.
PAGES: Final = f"{SETTINGS}[feed]\npages = false\n[data]\nformats = []\n"
# What Hugo's site has, too: years and months, one feed, one index.
LIKE_HUGO: Final = f"{PAGES}[archive]\ndays = false\n"


def write_chronicle(record: Corpus, folder: Path, settings: str = LIKE_HUGO) -> None:
    """Write the whole record into a folder that is empty or new."""
    (folder / "content").mkdir(parents=True)
    (folder / "chronicle.toml").write_text(settings, "utf-8")
    for kind in ("locations", "actors"):
        (folder / "content" / kind).mkdir()
    for place in record.places:
        (folder / "content" / "locations" / f"{place.slug}.md").write_text(place_text(place), "utf-8")
    for actor in record.actors:
        (folder / "content" / "actors" / f"{actor.slug}.md").write_text(actor_text(actor), "utf-8")
    for incident in record.incidents():
        write_incident(incident, folder)


def write_incident(incident: Incident, folder: Path) -> None:
    """Write one incident."""
    path = incident_path(incident, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(incident_text(incident), "utf-8")


def incident_path(incident: Incident, folder: Path) -> Path:
    """Where the entry of an incident lies: by year."""
    return folder / "content" / "incidents" / f"{incident.date:%Y}" / f"{incident.slug}.md"


def address_of(incident: Incident) -> str:
    """The address of an incident's page."""
    return f"incidents/{incident.slug}.html"


def incident_text(incident: Incident) -> str:
    """An incident as an entry."""
    lines = [
        f"title: {quoted(incident.title)}",
        f"date: {incident.date}",
        f"locations: [{', '.join(incident.places)}]",
        f"types: [{', '.join(incident.types)}]",
        "actors:",
        *(f"- {{actor: {slug}, role: {role}}}" for slug, role in incident.actors),
        "casualties:",
        f"- {{killed: {incident.killed}, injured: {incident.injured}}}",
        f"grade: {incident.grade}",
        "sources:",
        *(
            f"- {{publisher: {quoted(source.publisher)}, url: {quoted(source.url)}, accessed: {source.accessed}}}"
            for source in incident.sources
        ),
        f"summary: {quoted(incident.summary)}",
    ]
    return _entry(lines, incident.text)


def place_text(place: Place) -> str:
    """A place as an entry."""
    lines = [f"name: {quoted(place.name)}", f"kind: {place.kind}", *([f"parent: {place.parent}"] * bool(place.parent))]
    return _entry([*lines, f"coordinates: [{place.latitude}, {place.longitude}]"])


def actor_text(actor: Actor) -> str:
    """An actor as an entry."""
    return _entry([f"name: {quoted(actor.name)}", f"kind: {actor.kind}"])


def quoted(text: str) -> str:
    """A text as YAML reads it back, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def _entry(lines: list[str], text: str = "") -> str:
    return "\n".join(["---", *lines, "---", *(["", text] if text else [""])])
