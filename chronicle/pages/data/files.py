"""The files with all incidents: one for each format, those of the single years, and the small index of them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from chronicle.exchange.format import About
from chronicle.exchange.formats import BY_SLUG, FORMATS
from chronicle.pages import addresses
from chronicle.pages.data.counting import Counts, Days, counted, counts_of, days_in, days_of, losses_of
from chronicle.pages.data.facts import Teller
from chronicle.pages.data.index import Listed, index_page
from chronicle.pages.data.package import package_page
from chronicle.pages.data.places import Places, place_files, places_of
from chronicle.pages.data.schemas import schema_pages
from chronicle.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

    from chronicle.config import Config
    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import Format
    from chronicle.pages.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Incidents:
    """Incidents to be written, told one after the other whenever they are asked for; `digest` stands for them all."""

    tell: Callable[[str], Facts]
    slugs: tuple[str, ...]
    digest: Callable[[], str]

    def __iter__(self) -> Iterator[Facts]:
        return map(self.tell, self.slugs)

    def __repr__(self) -> str:
        return self.digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """What a file of a format is written from, and with what."""

    format: str
    about: About
    incidents: Incidents
    library: str = ""
    has_mark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All that is published for machines; `days` are those of the incidents, by slug, the oldest first.

    `counts` takes its time, once, when it is first asked for.
    """

    about: About
    days: Mapping[str, Days]
    incidents: Incidents
    with_texts: Incidents
    years: Mapping[int, Incidents]
    places: Places
    formats: tuple[Format, ...]
    counts: Callable[[], Counts] = field(repr=False)


def export_of(edition: Edition) -> Export:
    """What the chronicle has to tell."""
    config, chronicle = edition.config, edition.chronicle
    formats = tuple(each for each in FORMATS if each.slug in config.data_formats)
    teller = Teller(chronicle)
    days = {slug: _days(edition, slug) for slug in chronicle.order}
    by_year: dict[int, list[str]] = {}
    for slug, when in days.items():
        by_year.setdefault(when.year, []).append(slug)
    counts = cache(partial(_counts, edition, teller, formats))
    return Export(
        about=_about(config),
        days=days,
        incidents=Incidents(tell=teller.facts, slugs=chronicle.order, digest=lambda: counts().whole),
        with_texts=Incidents(tell=teller.facts_and_text, slugs=chronicle.order, digest=lambda: counts().texts),
        years={
            year: Incidents(tell=teller.facts, slugs=tuple(slugs), digest=partial(_of_year, counts, year))
            for year, slugs in sorted(by_year.items())
        },
        places=places_of(chronicle),
        formats=formats,
        counts=counts,
    )


def _days(edition: Edition, slug: str) -> Days:
    known = edition.counted.get(slug)
    return days_in(known) if known else days_of(edition.chronicle.incidents[slug].entry.date)


def _counts(edition: Edition, teller: Teller, formats: Sequence[Format]) -> Counts:
    losses, known = losses_of(formats), edition.counted
    for slug in edition.chronicle.order:
        if slug not in known:
            known[slug] = counted(teller.facts_and_mark(slug), losses)
    return counts_of({slug: known[slug] for slug in edition.chronicle.order}, formats)


def _of_year(counts: Callable[[], Counts], year: int) -> str:
    return counts().years[year]


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
    return tuple(page for page in pages if page.seal or getattr(page.view, "incidents", None) is export.with_texts)


BY_YEAR = ("json", "geojson")  # formats that a map or a program may want year by year


def _files(form: Format, export: Export) -> Iterator[tuple[Page, Listed]]:
    """The files of a format, all with the same incidents but those of the single years."""
    about = replace(export.about, places=export.places) if form.has_places else export.about
    view = FileView(
        format=form.slug,
        about=about,
        incidents=export.with_texts if form.has_texts else export.incidents,
        library=form.library,
    )
    yield _file(addresses.data(form.file), form, view)
    if form.marked:
        yield _file(addresses.data(form.marked), form, replace(view, has_mark=True))
    for year, incidents in export.years.items() if form.slug in BY_YEAR else ():
        yield _file(addresses.data_of_year(year, form.file), form, replace(view, incidents=incidents), year)


def _file(address: str, form: Format, view: FileView, year: int = 0) -> tuple[Page, Listed]:
    number = len(view.incidents.slugs)
    listed = Listed(address=address, format=form.slug, media_type=form.media_type, year=year, number=number)
    return Page(address=address, view=view, stream=_written), listed


def _written(view: FileView) -> Generator[bytes, None, None]:
    if view.has_mark:
        yield codecs.BOM_UTF8
    yield from BY_SLUG[view.format].write(view.incidents, view.about)
