"""The files with all incidents: one for each format, those of the single years, and the small index of them."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, field, replace
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
    from collections.abc import Callable, Generator, Iterator, Mapping

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
    digest: str

    def __iter__(self) -> Iterator[Facts]:
        return map(self.tell, self.slugs)

    def __repr__(self) -> str:
        return self.digest


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
    """All that is published for machines: the files, and for each format how many incidents lose which aspect."""

    about: About
    chronicle: Chronicle
    incidents: Incidents
    with_texts: Incidents
    years: Mapping[int, Incidents]
    places: Places
    formats: tuple[Format, ...]
    lost: Mapping[str, Mapping[str, int]] = field(repr=False)


def export_of(edition: Edition) -> Export:
    """What the chronicle has to tell, counted once."""
    config, chronicle = edition.config, edition.chronicle
    formats = tuple(each for each in FORMATS if each.slug in config.data_formats)
    teller = Teller(chronicle)
    whole, texts = hashlib.blake2b(digest_size=12), hashlib.blake2b(digest_size=12)
    by_year: dict[int, list[str]] = {}
    sums: dict[int, hashlib.blake2b] = {}
    numbers = dict.fromkeys((loss.is_lost for form in formats for loss in form.losses), 0)
    for slug in chronicle.order:
        facts = teller.facts_and_text(slug)
        told = repr(records.record(facts)).encode("utf-8", "surrogatepass")
        whole.update(told)
        texts.update(f"{len(facts.text)} {facts.text}".encode("utf-8", "surrogatepass"))
        year = facts.date.first.year
        by_year.setdefault(year, []).append(slug)
        sums.setdefault(year, hashlib.blake2b(digest_size=12)).update(told)
        for is_lost in numbers:
            numbers[is_lost] += is_lost(facts)
    return Export(
        about=_about(config),
        chronicle=chronicle,
        incidents=Incidents(tell=teller.facts, slugs=chronicle.order, digest=whole.hexdigest()),
        with_texts=Incidents(
            tell=teller.facts_and_text, slugs=chronicle.order, digest=f"{whole.hexdigest()} {texts.hexdigest()}"
        ),
        years={
            year: Incidents(tell=teller.facts, slugs=tuple(slugs), digest=sums[year].hexdigest())
            for year, slugs in sorted(by_year.items())
        },
        places=places_of(chronicle),
        formats=formats,
        lost={form.slug: {loss.aspect: numbers[loss.is_lost] for loss in form.losses} for form in formats},
    )


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
