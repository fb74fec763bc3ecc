"""How to cite an incident, or all of them: BibTeX, and CSL-JSON (citation-style-language, schema 1.0.2)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from chronicle.pages.views.incidents import CiteView
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from chronicle.entries.kinds import Incident
    from chronicle.pages.edition import Edition
    from chronicle.text.dates import Point, When

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


def cite(edition: Edition, entry: Incident, when: str, address: str) -> CiteView:
    """The forms in which an incident can be cited; the year is that of the entry, `when` it happened stands beside."""
    site = edition.config.title
    return CiteView(
        address=address,
        bibtex=_bibtex(entry, site, address, when),
        csl=_csl(edition, entry, address),
    )


def cite_data(edition: Edition, changed: When | None, address: str) -> CiteView:
    """The forms in which all data can be cited; their date is that of the last change."""
    config, key = edition.config, f"{slugify(edition.config.title)}-data"
    fields = {"title": f"{{{_escaped(config.title)}}}", "howpublished": _escaped(edition.text("Data set"))}
    item: dict[str, object] = {"id": key, "type": "dataset", "title": config.title, "language": config.language}
    if changed:
        fields |= _issued(changed)
        item["issued"] = {"date-parts": [_parts(changed.start)]}
    if address:
        fields["url"] = item["URL"] = address
    return CiteView(address=address, bibtex=_misc(key, fields), csl=_csl_item(item))


def _issued(when: When) -> dict[str, str]:
    month = {"month": str(when.start.month)} if when.start.month else {}
    return {"year": f"{when.first.year:04}", **month}


def _bibtex(entry: Incident, site: str, address: str, when: str) -> str:
    fields = {"title": f"{{{_escaped(entry.title)}}}", "howpublished": _escaped(site)}
    if entry.added:
        fields |= _issued(entry.added)
    fields["note"] = _escaped(when)
    if address:
        fields["url"] = address
    return _misc(entry.slug, fields)


def _misc(key: str, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


@lru_cache(maxsize=1024)
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
    return _csl_item(item)


def _csl_item(item: dict[str, object]) -> str:
    # A line a field, put together here: the encoder's own indenting is many times slower.
    lines = ",\n".join(f' "{name}": {_json(value)}' for name, value in item.items())
    return f"[{{\n{lines}\n}}]"


def _parts(point: Point) -> list[int]:
    """[year, month, day] as far as they are known."""
    return [part for part in (point.year, point.month, point.day) if part is not None]
