"""KML 2.2: a placemark an incident, for Google Earth and its like, which show what happened when."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import PRECISIONS
from chronicle.exchange import flat
from chronicle.exchange.cells import degrees, last_day
from chronicle.exchange.layout import Layout

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts, PlaceFacts
    from chronicle.exchange.format import About

# The title is the name of the placemark, the position its point.
COLUMNS: Final = tuple(column for column in flat.COLUMNS if column.name not in {"title", "latitude", "longitude"})
LOSSES: Final = flat.LOSSES

_AREAS: Final = frozenset(PRECISIONS[PRECISIONS.index("district") :])  # known no better, it is the middle of an area
_TYPES: Final = {"integer": "int"}  # what a list, a date or a text is to KML: a string
_ILLEGAL: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_PLAIN: Final = re.compile("[^&<>\"'\x00-\x1f\ud800-\udfff\ufffe\uffff]*")  # a text of these alone is XML as it is
_WITH_OFFSET: Final = re.compile(r"(.{5})(Z|[+-](?:0.|1[0-3]):..|[+-]14:00)\Z")  # xs:dateTime ends at 14 hours


_END: Final = "</Placemark>\n"  # in no text, where the first sign is written out


def layout(about: About) -> Layout[Facts]:
    """The document, a placemark an incident."""
    return Layout(
        head=_opening(about),
        record=lambda facts: _placemark(facts, about),
        after=_END,
        tail="</Document>\n</kml>\n",
    )


def _opening(about: About) -> str:
    fields = "".join(
        f'<SimpleField type="{_TYPES.get(column.kind, "string")}" name="{column.name}"/>\n' for column in COLUMNS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        f"{_element('name', about.title)}\n{_element('description', _no_markup(about.description))}\n"
        # A point for what may have been anywhere in a province is pale and has no name beside it.
        '<Style id="area"><IconStyle><color>80ffffff</color></IconStyle>'
        "<LabelStyle><scale>0</scale></LabelStyle></Style>\n"
        f'<Schema name="incident" id="incident">\n{fields}</Schema>\n'
    )


def _placemark(facts: Facts, about: About) -> str:
    """An incident, but for its end; the order of the elements is that of the standard."""
    place = facts.place if facts.place and facts.place.coordinates else None
    cells = [(column.name, column.cell(facts, about)) for column in COLUMNS]
    data = "".join([f'<SimpleData name="{name}">{_escaped(cell)}</SimpleData>' for name, cell in cells if cell])
    described = "\n".join(filter(None, (facts.summary, about.url and about.address(facts))))
    parts = (
        _element("name", facts.title),
        _element("description", _no_markup(described)),
        _time(facts),
        "<styleUrl>#area</styleUrl>" if place and place.precision in _AREAS else "",
        f'<ExtendedData><SchemaData schemaUrl="#incident">{data}</SchemaData></ExtendedData>',
        _point(place) if place else "",
    )
    return f"<Placemark>{''.join(parts)}"


def _time(facts: Facts) -> str:
    """A day with its hour if that is known everywhere; else the days between which it was, an open end without one."""
    when = facts.date
    first, last = when.first.isoformat(), last_day(when)
    if when.is_day:
        timed = _WITH_OFFSET.match(facts.time)
        hour = f"T{timed[1]}:00{timed[2]}" if timed and not when.start.mark else ""
        return f"<TimeStamp><when>{first}{hour}</when></TimeStamp>"
    return f"<TimeSpan><begin>{first}</begin>{f'<end>{last}</end>' if last else ''}</TimeSpan>"


def _point(place: PlaceFacts) -> str:
    latitude, longitude = map(degrees, place.coordinates or ())
    return f"<Point><coordinates>{longitude},{latitude}</coordinates></Point>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>" if text else ""


def _escaped(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else html.escape(_ILLEGAL.sub("", text))


def _no_markup(text: str) -> str:
    """A text in which no program finds HTML, as which it shows what describes a placemark."""
    return text.replace("<", "&lt;")
