"""The files with all incidents: one for each format, those of the single years, and the small index of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple, cast

from chronicle.exchange.format import About
from chronicle.exchange.formats import BY_SLUG, FORMATS
from chronicle.exchange.layout import Layout
from chronicle.pages import addresses
from chronicle.pages.data.counting import (
    Days,
    counted,
    days_in,
    days_of,
    digest_of,
    losses_of,
    lost_in,
    records_in,
    texts_in,
)
from chronicle.pages.data.facts import Teller
from chronicle.pages.data.index import Listed, index_page
from chronicle.pages.data.package import package_page
from chronicle.pages.data.places import Places, place_files, places_of
from chronicle.pages.data.schemas import schema_pages
from chronicle.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from chronicle.config import Config
    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import Format, Written
    from chronicle.pages.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Incidents:
    """Incidents to be written, told one after the other whenever they are asked for; `digest` stands for them all.

    `lines` has what stands for each, in the same order.
    """

    tell: Callable[[str], Facts]
    slugs: tuple[str, ...]
    lines: Callable[[], Mapping[str, str]]
    digest: Callable[[], str]

    def __iter__(self) -> Iterator[Facts]:
        return map(self.tell, self.slugs)

    def __repr__(self) -> str:
        return self.digest()


class FileView(NamedTuple):
    """What a file of a format is written from, and with what."""

    format: str
    about: About
    incidents: Incidents
    library: str = ""
    has_mark: bool = False


class Files(NamedTuple):
    """The incidents that files are written from: all of them, the same with their texts, and those of each year."""

    incidents: Incidents
    with_texts: Incidents
    years: Mapping[int, Incidents]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All that is published for machines; `days` are those of the incidents, by slug, the oldest first.

    `published` is what the files of the last build were written from, if that is known. What there is to tell is
    counted once, when it is first asked for: `lost` has, for each format, how many incidents lose which aspect.
    """

    about: About
    days: Mapping[str, Days]
    now: Files
    published: Files | None
    places: Places
    formats: tuple[Format, ...]
    lost: Callable[[], Mapping[str, Mapping[str, int]]] = field(repr=False)


def export_of(edition: Edition) -> Export:
    """What the chronicle has to tell."""
    config, chronicle = edition.config, edition.chronicle
    formats = tuple(each for each in FORMATS if each.slug in config.data_formats)
    teller = Teller(chronicle)
    days = {slug: _days(edition, slug) for slug in chronicle.order}
    lines = cache(partial(_lines, edition, teller, formats))
    before = {slug: days_in(line) for slug, line in edition.published.items()}
    return Export(
        about=_about(config),
        days=days,
        now=_files_of(teller, days, lines),
        published=_files_of(teller, before, lambda: edition.published) if before else None,
        places=places_of(chronicle),
        formats=formats,
        lost=cache(lambda: lost_in(lines().values(), formats)),
    )


def _files_of(teller: Teller, days: Mapping[str, Days], lines: Callable[[], Mapping[str, str]]) -> Files:
    by_year: dict[int, list[str]] = {}
    for slug, when in days.items():
        by_year.setdefault(when.year, []).append(slug)
    told = cache(lambda: records_in(lines()))
    with_texts = cache(lambda: texts_in(lines()))
    return Files(
        incidents=_incidents(teller.facts, days, told),
        with_texts=_incidents(teller.facts_and_text, days, with_texts),
        years={year: _incidents(teller.facts, slugs, told) for year, slugs in sorted(by_year.items())},
    )


def _incidents(tell: Callable[[str], Facts], slugs: Iterable[str], lines: Callable[[], Mapping[str, str]]) -> Incidents:
    own = cache(lambda: {slug: lines()[slug] for slug in slugs})
    return Incidents(tell=tell, slugs=tuple(slugs), lines=own, digest=cache(lambda: digest_of(own())))


def _days(edition: Edition, slug: str) -> Days:
    known = edition.counted.get(slug)
    return days_in(known) if known else days_of(edition.chronicle.incidents[slug].entry.date)


def _lines(edition: Edition, teller: Teller, formats: Sequence[Format]) -> Mapping[str, str]:
    losses, known = losses_of(formats), edition.counted
    for slug in edition.chronicle.order:
        if slug not in known:
            known[slug] = counted(teller.facts_and_mark(slug), losses)
    return {slug: known[slug] for slug in edition.chronicle.order}


def _about(config: Config) -> About:
    return About(
        title=config.title,
        description=config.description,
        url=config.url,
        language=config.language,
        license=config.data_license,
        types={kind.slug: kind for kind in config.types},
    )


def file_pages(export: Export) -> tuple[Page, ...]:
    """The files with the incidents and the places, and what seals them; nothing when no format is asked for."""
    files = [file for form in export.formats for file in _files(form, export)]
    if not files:
        return ()
    files += place_files(export.places, tuple(form.slug for form in export.formats))
    pages, listed = zip(*files, strict=True)
    seals = index_page(export.about, tuple(export.days.values()), listed), package_page(export.about, listed)
    return (*pages, *seals, *schema_pages(export.about, listed))


def files_with_texts(edition: Edition) -> tuple[Page, ...]:
    """Of these, the files that hold texts, and what seals all; nothing when none does."""
    export = export_of(edition)
    if not any(form.has_texts for form in export.formats):
        return ()
    pages = file_pages(export)
    return tuple(page for page in pages if page.seal or getattr(page.view, "incidents", None) is export.now.with_texts)


BY_YEAR = ("json", "geojson")  # formats that a map or a program may want year by year


def _files(form: Format, export: Export) -> Iterator[tuple[Page, Listed]]:
    """The files of a format, all with the same incidents but those of the single years."""
    places = replace(export.places, digest=export.places.uncounted)  # a format has no numbers of them
    about = replace(export.about, places=places).only(form.says)
    view = FileView(format=form.slug, about=about, incidents=_of(form, export.now), library=form.library)
    was = _of(form, export.published) if export.published else None
    name = addresses.data(form.file)
    yield _joining(_parts(form, export), *_file(name, form, view, was))
    if form.marked:
        yield _joining((name,), *_file(addresses.data(form.marked), form, view._replace(has_mark=True), was))
    for year, incidents in export.now.years.items() if form.slug in BY_YEAR else ():
        was = export.published.years.get(year) if export.published else None
        yield _file(addresses.data_of_year(year, form.file), form, view._replace(incidents=incidents), was, year)


def _parts(form: Format, export: Export) -> tuple[str, ...]:
    """The files that have all records of the file of a format one after the other; none where they are made for it."""
    if form.slug in BY_YEAR:
        return tuple(addresses.data_of_year(year, form.file) for year in export.now.years)
    return tuple(addresses.data(each.file) for each in export.formats if each.slug == form.like)


def _of(form: Format, files: Files) -> Incidents:
    return files.with_texts if form.has_texts else files.incidents


def _file(
    address: str, form: Format, view: FileView, published: Incidents | None, year: int = 0
) -> tuple[Page, Listed]:
    number = len(view.incidents.slugs)
    listed = Listed(address=address, format=form.slug, media_type=form.media_type, year=year, number=number)
    was = view._replace(incidents=published) if published else None
    return Page(address=address, view=view, stream=_written, was=was, edit=_edited), listed


def _joining(files: tuple[str, ...], page: Page, listed: Listed) -> tuple[Page, Listed]:
    return page._replace(joins=files, join=_joined), listed


def _written(view: FileView) -> Generator[bytes, None, None]:
    yield from _layout(view).written(view.incidents)


def _edited(was: FileView, view: FileView, path: Path) -> Generator[bytes, None, None]:
    yield from _layout(view).edited(path, was.incidents.lines(), view.incidents.lines(), view.incidents.tell)


def _joined(view: FileView, paths: Sequence[Path]) -> Generator[bytes, None, None]:
    part = view._replace(format=BY_SLUG[view.format].like or view.format, has_mark=False)
    whole, own = (cast("Layout[Facts]", _layout(each)) for each in (view, part))  # no others have such files
    yield from whole.joined(own, paths)


def _layout(view: FileView) -> Written:
    layout = BY_SLUG[view.format].layout(view.about)
    return replace(layout, head=f"\ufeff{layout.head}") if view.has_mark and isinstance(layout, Layout) else layout
