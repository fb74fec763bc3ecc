"""What an incident's page says to machines: a schema.org NewsArticle about an Event at a Place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.pages import addresses
from chronicle.pages.maps.precision import has_point

if TYPE_CHECKING:
    from collections.abc import Callable

    from chronicle.linking.chronicle import Citation, LinkedIncident
    from chronicle.pages.edition import Edition
    from chronicle.text.dates import When

Data = dict[str, object]


def linked_data(edition: Edition, incident: LinkedIncident, canonical: str, place_data: Callable[[str], Data]) -> Data:
    """The JSON-LD of an incident; dates keep their precision (ISO 8601), what is not known is left out.

    `place_data` gives that of a place.
    """
    entry = incident.entry
    changed = max((update.date for update in entry.updates), default=None)
    publisher = {"@type": "Organization", "name": edition.config.title, "url": edition.config.url}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        **filled(
            headline=entry.title,
            description=entry.summary,
            inLanguage=edition.config.language,
            url=canonical,
            datePublished=start(entry.added),
            dateModified=start(changed or entry.added),
            publisher=filled(**publisher),
            about=_event(edition, incident, place_data),
            citation=[_source(citation) for citation in incident.citations],
            correction=[
                {"@type": "CorrectionComment", "text": update.text, "datePublished": start(update.date)}
                for update in entry.updates
                if update.kind == "correction"
            ],
        ),
    }


def filled(**values: object) -> Data:
    """The values without those that say nothing."""
    return {name: value for name, value in values.items() if value}


def start(when: When | None) -> str:
    """The beginning of a date (ISO 8601), empty for none."""
    return when.iso.partition("/")[0] if when else ""


def _event(edition: Edition, incident: LinkedIncident, place_data: Callable[[str], Data]) -> Data:
    entry = incident.entry
    end = "" if entry.date.open_ended else entry.date.iso.partition("/")[2]
    chronicle = edition.chronicle
    whole = chronicle.incidents.get(incident.part_of)
    return filled(
        **{"@type": "Event"},
        name=entry.title,
        startDate=start(entry.date),
        endDate=end,
        location=[place_data(slug) for slug in incident.places],
        superEvent=_whole(edition, whole) if whole else None,
    )


def _whole(edition: Edition, incident: LinkedIncident) -> Data:
    address = edition.canonical(addresses.incident(incident.entry.slug))
    return filled(**{"@type": "Event"}, name=incident.entry.title, url=address)


def place_data(edition: Edition, slug: str) -> Data:
    """The JSON-LD of a place."""
    place = edition.chronicle.places[slug]
    entry = place.entry
    geo = None
    if entry and entry.coordinates and entry.precision and has_point(entry):
        latitude, longitude = entry.coordinates  # of an area they would be a false point
        geo = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    around = edition.chronicle.places[place.ancestors[-1]].name if place.ancestors else ""
    within = filled(**{"@type": "Place"}, name=around) if around else None
    return filled(**{"@type": "Place"}, name=place.name, geo=geo, containedInPlace=within)


def _source(citation: Citation) -> Data:
    publisher = filled(**{"@type": "Organization"}, name=citation.publisher) if citation.publisher else None
    return filled(
        **{"@type": "CreativeWork"},
        name=citation.title or citation.publisher or citation.url,
        url=citation.url,
        datePublished=start(citation.date),
        publisher=publisher,
    )
