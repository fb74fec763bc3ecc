"""How to cite an incident: BibTeX, and CSL-JSON (citation-style-language, schema 1.0.2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from chronicle.pages.views.incidents import CiteView

if TYPE_CHECKING:
    from chronicle.entries.kinds import Incident
    from chronicle.pages.edition import Edition
    from chronicle.text.dates import Point

_BIBTEX_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def cite(edition: Edition, entry: Incident, address: str) -> CiteView:
    """The forms in which an incident can be cited; the year is that of the entry, the event's date stands beside it."""
    site = edition.config.title
    when = edition.language.when(entry.date)
    return CiteView(
        address=address,
        bibtex=_bibtex(entry, site, address, when),
        csl=_csl(edition, entry, address),
    )


def _bibtex(entry: Incident, site: str, address: str, when: str) -> str:
    fields = {"title": f"{{{_escaped(entry.title)}}}", "howpublished": _escaped(site)}
    if entry.added:
        fields["year"] = f"{entry.added.first.year:04}"
        if entry.added.start.month:
            fields["month"] = str(entry.added.start.month)
    fields["note"] = _escaped(when)
    if address:
        fields["url"] = address
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{entry.slug},", *lines, "}"])


def _escaped(text: str) -> str:
    return text.translate(_BIBTEX_SPECIAL)


def _csl(edition: Edition, entry: Incident, address: str) -> str:
    ends = (entry.date.start, entry.date.end) if entry.date.end else (entry.date.start,)
    item: dict[str, object] = {
        "id": entry.slug,
        "type": "webpage",
        "title": entry.title,
        "container-title": edition.config.title,
        "language": edition.config.language,
        "event-date": {"date-parts": [_parts(point) for point in ends if point]},
    }
    if entry.added:
        item["issued"] = {"date-parts": [_parts(entry.added.start)]}
    if address:
        item["URL"] = address
    # A line a field, put together here: the encoder's own indenting is many times slower.
    lines = ",\n".join(f' "{name}": {_json(value)}' for name, value in item.items())
    return f"[{{\n{lines}\n}}]"


def _parts(point: Point) -> list[int]:
    """[year, month, day] as far as they are known."""
    return [part for part in (point.year, point.month, point.day) if part is not None]
