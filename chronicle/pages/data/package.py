"""The data package (Frictionless, v1): each file with its size and digest, each table with its columns and keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from chronicle.exchange import places
from chronicle.exchange.formats import BY_SLUG
from chronicle.exchange.json_text import document
from chronicle.pages import addresses
from chronicle.pages.page import Page, Sum
from chronicle.text.links import web_address
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chronicle.exchange.format import About, Column
    from chronicle.exchange.places import PlaceColumn
    from chronicle.pages.data.index import Listed

# Which tables have our own ids: in those of others an id may be what somebody else calls the incident.
_OWN: Final = ("csv", "hxl")
_HASHTAGS: Final = {"hxl": {"commentChar": "#"}}  # the row below the header is no data
_ITEMS: Final = (
    "Items are joined by a semicolon and a space; a semicolon or backslash in one has a backslash before it."
)


class PackageView(NamedTuple):
    """What the data package says."""

    about: About
    listed: tuple[Listed, ...]


def package_page(about: About, files: Sequence[Listed]) -> Page:
    """The data package of these files."""
    sealed = tuple(each.address for each in files)
    view = PackageView(about=about, listed=tuple(files))
    return Page(address=addresses.DATA_PACKAGE, view=view, seal=_package, sealed=sealed)


def _package(view: PackageView, sums: Mapping[str, Sum]) -> bytes:
    about = view.about
    tables = {each.path: _name(each) for each in view.listed}
    package = {
        "profile": "data-package",
        "name": slugify(about.title),
        "title": about.title,
        **({"description": about.description} if about.description else {}),
        **({"homepage": about.url, "sources": [{"title": about.title, "path": about.url}]} if about.url else {}),
        **({"licenses": [_license(about.license)]} if about.license else {}),
        "resources": [_resource(each, sums[each.address], tables) for each in view.listed],
    }
    return document(package)


def _license(text: str) -> dict[str, str]:
    """An address is a path; words are a title, and their name has only the signs that it may have."""
    address = web_address(text)
    if address.url and not address.fault:
        return {"path": address.url}
    name = re.sub("[^A-Za-z0-9._]+", "-", text).strip("-")
    return {"name": name or "other", "title": text}


def _resource(file: Listed, total: Sum, tables: Mapping[str, str]) -> dict[str, Any]:
    columns = _columns(file)
    shape = {"profile": "tabular-data-resource"} if columns else {"profile": "data-resource", "type": _kind(file)}
    return {
        "name": _name(file),
        "path": file.path,
        **dict(_words(file)),
        **shape,
        "format": file.path.rpartition(".")[2],
        "mediatype": file.media_type,
        **({} if file.format == "sqlite" else {"encoding": "utf-8"}),
        "bytes": total.size,
        "hash": f"sha256:{total.sha256}",
        **({"dialect": _HASHTAGS[file.format]} if file.format in _HASHTAGS else {}),
        **({"schema": _schema(file, columns, tables)} if columns else {}),
    }


def _name(file: Listed) -> str:
    return re.sub("[^a-z0-9]+", "-", file.path)


def _kind(file: Listed) -> str:
    """What a program may take it for: without the word some take a file of lines for a table."""
    return "json" if "json" in file.media_type else "file"


def _words(file: Listed) -> Iterator[tuple[str, str]]:
    if file.holds == "locations":
        yield "title", "Places"
        return
    form = BY_SLUG[file.format]
    yield "title", f"{form.label}, {file.year}" if file.year else form.label
    yield "description", form.doc


def _columns(file: Listed) -> Sequence[Column | PlaceColumn]:
    """The columns of a table; nothing for another file."""
    if file.media_type != "text/csv":
        return ()
    return places.COLUMNS if file.holds == "locations" else BY_SLUG[file.format].columns


def _schema(file: Listed, columns: Sequence[Column | PlaceColumn], tables: Mapping[str, str]) -> dict[str, Any]:
    names = {column.name for column in columns}
    of_places = tables.get("locations.csv", "")
    keys = []
    if file.holds == "locations":
        keys.append(_leads("parent_id", ""))
    elif of_places and "location_id" in names:
        keys.append(_leads("location_id", of_places))
    return {
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
        **({"primaryKey": "id"} if file.holds == "locations" or file.format in _OWN else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _leads(field: str, resource: str) -> dict[str, Any]:
    """A field with the id of a place in a resource; the empty name is the resource itself."""
    return {"fields": field, "reference": {"resource": resource, "fields": "id"}}


def _field(column: Column | PlaceColumn) -> dict[str, str]:
    is_list = column.kind == "list"
    return {
        "name": column.name,
        "type": "string" if is_list else column.kind,
        "description": f"{column.doc} {_ITEMS}" if is_list else column.doc,
    }
