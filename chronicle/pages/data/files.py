"""The files with all incidents: one for each format, those of the single years, and the small index of them."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from chronicle.exchange import records
from chronicle.exchange.format import About
from chronicle.exchange.formats import BY_SLUG, FORMATS
from chronicle.pages import addresses
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
    from chronicle.linking.chronicle import Chronicle
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
class Counts:
    """What was counted: digests of all incidents, of their texts, of those of each year; and who loses what.

    `lost` has, for each format, how many incidents lose which aspect.
    """

    whole: str
    texts: str
    years: Mapping[int, str]
    lost: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All that is published for machines. `counts` takes its time, once, when it is first asked for."""

    about: About
    chronicle: Chronicle
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
    by_year: dict[int, list[str]] = {}
    for slug in chronicle.order:
        by_year.setdefault(chronicle.incidents[slug].entry.date.first.year, []).append(slug)
    counts = cache(partial(_counted, teller, chronicle.order, by_year, formats))
    return Export(
        about=_about(config),
        chronicle=chronicle,
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


def _counted(
    teller: Teller, order: Sequence[str], by_year: Mapping[int, Sequence[str]], formats: Sequence[Format]
) -> Counts:
    texts = hashlib.blake2b(digest_size=12)
    years: dict[int, str] = {}
    numbers = dict.fromkeys((loss.is_lost for form in formats for loss in form.losses), 0)
    for year, slugs in by_year.items():
        sha = hashlib.blake2b(digest_size=12)
        for facts in map(teller.facts_and_mark, slugs):
            sha.update(repr(records.record(facts)).encode("utf-8", "surrogatepass"))
            texts.update(f"{facts.text} ".encode())
            for is_lost in numbers:
                numbers[is_lost] += is_lost(facts)
        years[year] = sha.hexdigest()
    whole = hashlib.blake2b(repr((years, order)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return Counts(
        whole=whole,
        texts=f"{whole} {texts.hexdigest()}",
        years=years,
        lost={form.slug: {loss.aspect: numbers[loss.is_lost] for loss in form.losses} for form in formats},
    )


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
    order = [export.chronicle.incidents[slug].entry.date for slug in export.incidents.slugs]
    seals = index_page(export.about, order, listed), package_page(export.about, listed)
    return (*pages, *seals, *schema_pages(export.about, listed))


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
