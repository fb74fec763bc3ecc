"""The page of data: what each format is for, what it holds and what it loses, and how all of them are to be read."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import PRECISIONS
from chronicle.exchange.aspects import ASPECTS
from chronicle.exchange.shapes import SHAPES
from chronicle.pages import addresses
from chronicle.pages.citing import cite_data
from chronicle.pages.data.dataset import dataset
from chronicle.pages.data.dictionary import tables
from chronicle.pages.data.index import IndexView
from chronicle.pages.edition import translated
from chronicle.pages.labels import PRECISION_LABELS
from chronicle.pages.lists import incident_count
from chronicle.pages.maps.precision import POINTS, precision_of
from chronicle.pages.methods_page import span
from chronicle.pages.page import Link, Page
from chronicle.pages.views.data import DataFormat, DataLoss, DataView
from chronicle.pages.views.record import Figure
from chronicle.text.dates import parse_when
from chronicle.text.links import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chronicle.exchange.format import Format
    from chronicle.pages.data.files import Export
    from chronicle.pages.data.index import Listed
    from chronicle.pages.edition import Edition
    from chronicle.pages.maps.located import Located
    from chronicle.text.dates import When

# Every way to write a date, told in the words of the pages.
DATES: Final = tuple(
    "2023-10-19 2023-10 2023 2023-10-19/2023-10-20 2023-10-19/.. 2023-10-19~ 2023-10-19? 2023-10-19%".split()
)


def data_pages(edition: Edition, export: Export, files: Sequence[Page], where: Located) -> Iterator[Page]:
    """The page about these files; none where there are no files."""
    index = next((page.view for page in files if isinstance(page.view, IndexView)), None)
    if index is None:
        return
    text = edition.text
    description = text(
        "The whole record as data: {formats}.", formats=edition.language.listed(_labels(edition, export))
    )
    show = partial(_view, edition, export, files, index, where)
    yield edition.page(addresses.DATA, "data.html", text("Data"), show=show, description=description)


def _view(edition: Edition, export: Export, files: Sequence[Page], index: IndexView, where: Located) -> DataView:
    text, config, changed = edition.text, edition.config, _last_change(edition)
    site = config.title
    line = text("{site}, data set, as of {date}.", site=site, date=edition.short(changed)) if changed else ""
    address = edition.canonical(addresses.DATA)
    return DataView(
        name=text("Data"),
        figures=tuple(_figures(edition, where)),
        license=(config.data_license, web_address(config.data_license).url if config.data_license else ""),
        ask=config.repository,
        formats=tuple(_format(edition, export, each, index) for each in export.formats),
        dates=tuple((date, edition.language.when(parse_when(date))) for date in DATES),
        precisions=_precisions(edition),
        others=_others(edition, files, index),
        examples=tuple(_examples(edition, export.formats)),
        cite_line=line or text("{site}, data set.", site=site),
        cite=cite_data(edition, changed, address),
        linked_data=dataset(edition, export, index, changed),
    )


def _labels(edition: Edition, export: Export) -> list[str]:
    return [translated(each.label, edition.language) for each in export.formats]


def _last_change(edition: Edition) -> When | None:
    """When an incident was last added or changed, as far as the entries say so."""
    entries = [edition.chronicle.outlines[slug] for slug in edition.chronicle.order]
    days = [day for entry in entries for day in (entry.added, *(update.date for update in entry.updates)) if day]
    return max(days, default=None)


# ---- counts of the whole


def _figures(edition: Edition, where: Located) -> Iterator[Figure]:
    chronicle, text, number = edition.chronicle, edition.text, edition.language.number
    every = len(chronicle.order)
    yield Figure(
        label=text("Incidents"),
        number=number(every),
        text=text("Drafts, duplicates and what was withdrawn are not in the files."),
        link=Link(text("All incidents by date"), addresses.ARCHIVE),
    )
    if not every:
        return
    yield Figure(label=text("From and to"), number=span(edition), text="")
    places = sum(bool(place.here) for place in chronicle.places.values())
    if places:
        yield Figure(
            label=text("Places"),
            number=number(places),
            text=text("Places where an incident happened."),
            link=Link(text("Locations"), addresses.TREE),
        )
    yield Figure(
        label=text("On the map"),
        number=_part(edition, every - len(where.nowhere)),
        text=text("There, a place without a position stands in the nearest one around it. The files do not do that."),
        link=Link(text("Map"), addresses.MAP) if where.at else None,
    )
    known = _precision_counts(edition)
    areas = sum(count for precision, count in known.items() if precision not in POINTS)
    words = edition.language.number_text(
        "{number} of them has only those of the middle of an area.",
        "{number} of them have only those of the middle of an area.",
        areas,
    )
    yield Figure(
        label=text("With coordinates"),
        number=_part(edition, known.total()),
        text=words if areas else "",
    )


def _part(edition: Edition, count: int) -> str:
    every = incident_count(edition, len(edition.chronicle.order))
    return edition.text("{part} of {all}", part=edition.language.number(count), all=every)


def _precision_counts(edition: Edition) -> Counter[str]:
    """How exact the coordinates of the main place are → of how many incidents."""
    chronicle = edition.chronicle
    mains = (next(iter(chronicle.outlines[slug].places), "") for slug in chronicle.order)
    entries = (chronicle.places[main].entry for main in mains if main)
    return Counter(precision_of(entry) for entry in entries if entry and entry.coordinates)


def _precisions(edition: Edition) -> tuple[tuple[str, str, str], ...]:
    """(word in the files, what it means, how many incidents)."""
    counts = _precision_counts(edition)
    return tuple((each, _meaning(edition, each), incident_count(edition, counts[each])) for each in PRECISIONS)


def _meaning(edition: Edition, precision: str) -> str:
    words = translated(PRECISION_LABELS[precision], edition.language)
    if precision in POINTS:
        return words
    return edition.text("{where}: the coordinates are only the middle of it", where=words)


# ---- formats


def _format(edition: Edition, export: Export, form: Format, index: IndexView) -> DataFormat:
    language, lost = edition.language, export.lost()[form.slug]
    files = [each for each in index.listed if each.format == form.slug]
    number = sum(bool(lost[loss.aspect]) for loss in form.losses)
    verdict = language.number_text("{number} thing is lost", "{number} things are lost", number)
    return DataFormat(
        slug=form.slug,
        label=translated(form.label, language),
        text=translated(form.doc, language),
        verdict=verdict if number else edition.text("nothing is lost"),
        files=tuple((Link(each.path, each.address), _held(edition, each)) for each in files if not each.year),
        years=tuple((Link(str(each.year), each.address), language.number(each.number)) for each in files if each.year),
        losses=tuple(_losses(edition, form, lost)),
        room=tuple(_label(edition, loss.aspect) for loss in form.losses if not lost[loss.aspect]),
        tables=tuple(tables(language, form)),
    )


def _held(edition: Edition, file: Listed) -> str:
    if file.holds == "incidents":
        return incident_count(edition, file.number)
    return edition.language.number_text("{number} place", "{number} places", file.number)


def _losses(edition: Edition, form: Format, lost: Mapping[str, int]) -> Iterator[DataLoss]:
    for loss in form.losses:
        if lost[loss.aspect]:
            yield DataLoss(
                label=_label(edition, loss.aspect),
                count=_part(edition, lost[loss.aspect]),
                text=translated(loss.why, edition.language),
            )


def _label(edition: Edition, aspect: str) -> str:
    return translated(ASPECTS[aspect].label, edition.language)


# ---- for programs


def _others(edition: Edition, files: Iterable[Page], index: IndexView) -> tuple[tuple[Link, str], ...]:
    """The files beside those with incidents: the index, the data package, then the schemas."""
    text = edition.text
    words = {
        addresses.DATA_INDEX: text("Every file with its size and its SHA-256."),
        addresses.DATA_PACKAGE: text("The same as a Frictionless data package, with the fields of each table."),
    }
    for name, (title, _) in SHAPES.items():
        words[addresses.data_schema(name)] = text("JSON Schema of {file}.", file=translated(title, edition.language))
    there = {page.address for page in files} - {each.address for each in index.listed}
    return tuple(
        (Link(address.removeprefix(addresses.DATA_FOLDER), address), said)
        for address, said in words.items()
        if address in there
    )


def _examples(edition: Edition, formats: Sequence[Format]) -> Iterator[tuple[str, str]]:
    """(tool, what to type) with the addresses of this very site."""
    text, base = edition.text, edition.config.url
    files = {each.slug: base + addresses.data(each.file) for each in formats}
    first = next(iter(files.values()))
    yield text("With curl:"), f"curl -O {shlex.quote(first)}"
    if "csv" in files:
        # Of what pandas takes for nothing, only an empty cell is: NA is Namibia.
        reading = f'pandas.read_csv({json.dumps(files["csv"])}, keep_default_na=False, na_values=[""])'
        yield text("With pandas:"), f"import pandas\nincidents = {reading}"
    if "sqlite" in files:
        name = files["sqlite"].rpartition("/")[2]
        yield text("With Datasette:"), f"curl -O {shlex.quote(files['sqlite'])}\ndatasette {name}"
