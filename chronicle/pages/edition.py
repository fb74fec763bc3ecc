"""`Edition`: a chronicle in one language with its settings, and the cards that many pages show."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar
from urllib.parse import quote

from chronicle.entries.kinds import Location
from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.known import UNKNOWN, Known
from chronicle.pages.labels import GROUP_LABELS
from chronicle.pages.page import Head, Link, Page

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from chronicle.config import Config
    from chronicle.entries.kinds import Actor
    from chronicle.linking.chronicle import Chronicle
    from chronicle.linking.outlines import Outline
    from chronicle.pages.touched import Touched
    from chronicle.text.counts import Count
    from chronicle.text.dates import When
    from chronicle.text.wording import Language

_PLAIN: Final = re.compile(r"[A-Za-z0-9_.~/-]*").fullmatch  # an address that stands for itself


T = TypeVar("T")


class Card(NamedTuple):
    """An incident as lists show it. `digest` stands for all of it, so that a list's key is quick to make.

    `facts` stands for that and for all else that the pages of its places, actors, types, sources and days count.
    """

    address: str
    title: str
    summary: str
    when: str
    iso: str
    grade: str
    grade_label: str
    places: tuple[str, ...]
    types: tuple[str, ...]
    toll: str
    is_draft: bool
    digest: str
    facts: str

    def __repr__(self) -> str:
        return self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Everything that pages are made from."""

    chronicle: Chronicle
    config: Config
    language: Language
    cards: dict[str, Card] = field(compare=False, repr=False)
    told: dict[str, str] = field(compare=False, repr=False)  # the facts of each card
    years: dict[str, int] = field(compare=False, repr=False)  # in which each incident began
    who: dict[str, tuple[str, ...]] = field(compare=False, repr=False)  # the actors of each, whatever parts they had
    counted: dict[str, str] = field(compare=False, repr=False)  # for machines, of each that was asked for
    published: Mapping[str, str] = field(compare=False, repr=False)  # see `Known`
    type_labels: dict[str, str]
    overviews: frozenset[str] = frozenset()  # the addresses of pages that are no entry's, once they are known
    feeds: frozenset[str] = frozenset()  # the addresses of the feeds of single places, actors and types
    touched: Touched | None = None  # by an edit, if the pages of all else are not to be thought of

    @property
    def text(self) -> Callable[..., str]:
        """A message in the edition's language."""
        return self.language.text

    def concerned(self, name: str, table: Mapping[str, T]) -> Iterable[tuple[str, T]]:
        """The items of this table of the chronicle of which pages are to be thought of, with their slugs."""
        return self.touched.of(name, table) if self.touched else table.items()

    def canonical(self, address: str) -> str:
        """The full address of a page; empty without `url`."""
        if not self.config.url:
            return ""
        return self.config.url + (address if _PLAIN(address) else quote(address))

    def page(  # noqa: PLR0913 - the parts of a page
        self,
        address: str,
        template: str,
        title: str,
        view: object = None,
        *,
        show: Callable[[], object] | None = None,
        basis: Callable[[], object] | None = None,
        description: str = "",
        source: str = "",
        image: str = "",
    ) -> Page:
        """A page of a template; the template's name without ending is the page's kind. `source` is its entry's file.

        Its view is given, or made by `show` when it is needed; for `basis` see `Page`.
        """
        feed = addresses.feed_of(address)
        head = Head(
            title=title,
            address=address,
            root=addresses.root_of(address),
            kind=template.partition(".")[0],
            description=description or f"{title}. {self.config.description or self.config.title}",
            canonical=self.canonical(address),
            edit=self._edit(source),
            image=image,
            feed=feed if feed in self.feeds else "",
            noindex=self.config.noindex,
        )
        return Page(address=address, template=template, head=head, view=view, show=show, basis=basis, owner=source)

    def _edit(self, source: str) -> str:
        if not source or not self.config.repository:
            return ""
        return f"{self.config.repository}/edit/{quote(self.config.branch)}/{quote(source)}"

    def link(self, target: Target) -> Link:
        """A link to an entry, or to a place or actor known by name."""
        return Link(self.name(target), addresses.entry_address(target))

    def name(self, target: Target) -> str:
        """The name or title of an entry."""
        chronicle = self.chronicle
        if target.kind == "incident":
            return chronicle.outlines[target.slug].title
        if target.kind == "location":
            return chronicle.places[target.slug].name
        if target.kind == "actor":
            return chronicle.actors[target.slug].name
        if target.kind == "article":
            return chronicle.articles[target.slug].entry.title
        return chronicle.notes[target.slug].entry.title

    def facts(self, slugs: Iterable[str]) -> str:
        """What stands for all that a page may show and count of these incidents."""
        return "".join(map(self.told.__getitem__, slugs))

    def incident_link(self, slug: str) -> Link | None:
        """A link to an incident, or None for no slug."""
        return self.link(Target("incident", slug)) if slug else None

    @property
    def day_address(self) -> Callable[[dt.date], str]:
        """What gives the address of a day that has incidents: its page, or its place in the list of its month."""
        return addresses.day if self.config.day_pages else addresses.day_in_month

    def links(self, targets: Sequence[Target]) -> tuple[Link, ...]:
        """Links to entries of any kind."""
        return tuple(self.link(target) for target in targets)

    def short(self, when: When | None) -> str:
        """A date in few words; empty for none."""
        return self.language.when(when, short=True) if when else ""

    def names(self, entry: Location | Actor | None) -> tuple[tuple[str, str, str], ...]:
        """(language code, name of the language, name) for each other language."""
        return tuple((code, self.language.language_name(code), name) for code, name in (entry.names if entry else ()))

    def outside(self, entry: Location | Actor | None) -> tuple[tuple[str, str], ...]:
        """(name, full address) of an entry's subject in the records that its ids name."""
        found = []
        if entry and entry.wikidata:
            found.append((f"Wikidata {entry.wikidata}", f"https://www.wikidata.org/wiki/{entry.wikidata}"))
        if isinstance(entry, Location) and entry.geonames:
            found.append((f"GeoNames {entry.geonames}", f"https://www.geonames.org/{entry.geonames}"))
        return tuple(found)

    def place_links(self, slugs: Sequence[str]) -> tuple[Link, ...]:
        """Links to locations."""
        return self.links([Target("location", slug) for slug in slugs])

    def type_link(self, slug: str) -> Link:
        """A link to an event type."""
        # Only incidents that are in no list have a type without a page.
        address = addresses.event_type(slug) if slug in self.chronicle.types else ""
        return Link(self.type_labels.get(slug, slug), address)


def edition(chronicle: Chronicle, config: Config, language: Language, known: Known = UNKNOWN) -> Edition:
    """The edition of a chronicle, with what is known of its incidents from the last build."""
    kinds = [*config.types, *(use.type for use in chronicle.types.values())]
    labels = {kind.slug: translated(kind.label, language) for kind in kinds}
    grades = {grade.slug: translated(grade.label, language) for grade in config.grades}
    cards = _Made(lambda slug: _card(slug, chronicle, language, labels, grades))
    facts = _Made(lambda slug: cards[slug].facts)
    facts.update(known.told)
    years = _Made(lambda slug: chronicle.outlines[slug].date.start.year)
    who = _Made(lambda slug: tuple(dict.fromkeys([actor for actor, _ in chronicle.outlines[slug].actors])))
    return Edition(
        chronicle=chronicle,
        config=config,
        language=language,
        cards=cards,
        told=facts,
        years=years,
        who=who,
        counted=dict(known.counted),
        published=known.published,
        type_labels=labels,
    )


class _Made(dict[str, T]):
    """Values by slug, each made when it is asked for and once."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, slug: str) -> T:
        value = self[slug] = self._make(slug)
        return value


def _card(slug: str, chronicle: Chronicle, language: Language, labels: dict[str, str], grades: dict[str, str]) -> Card:
    incident = chronicle.outlines[slug]
    values = {
        "address": addresses.incident(slug),
        "title": incident.title,
        "summary": incident.summary,
        "when": language.when(incident.date, short=True),
        "iso": incident.date.iso,
        "grade": incident.grade,
        "grade_label": grades.get(incident.grade, ""),
        "places": tuple(chronicle.places[slug].name for slug in incident.places),
        "types": tuple(labels.get(slug, slug) for slug in incident.types),
        "toll": toll(incident.killed, incident.injured, language),
        "is_draft": incident.status == "draft",
    }
    shown = repr(tuple(values.values()))
    return Card(**values, digest=digest_of(shown), facts=digest_of(shown + _counted(incident, chronicle)))  # type: ignore[arg-type]


def _counted(incident: Outline, chronicle: Chronicle) -> str:
    """All of an incident that pages with many count, beside what its card says."""
    actors = [(slug, role, chronicle.actors[slug].name) for slug, role in incident.actors]
    sources = [(each.publisher_slug, each.publisher, each.via, each.origin) for each in incident.voices]
    counts = str(incident.killed), str(incident.injured), incident.is_listed
    return repr((str(incident.date), incident.places, incident.types, actors, sources, counts))


def digest_of(text: str) -> str:
    """What stands for a text in the keys of pages."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@lru_cache(maxsize=4096)
def toll(killed: Count | None, injured: Count | None, language: Language) -> str:
    """The dead and injured in one phrase; empty when nothing is known of either."""
    if killed and injured and killed.greatest == injured.greatest == 0:
        return language.text("no one hurt")
    parts = []
    if killed:
        parts.append(language.text("{count} killed", count=language.count(killed)))
    if injured:
        parts.append(language.text("{count} injured", count=language.count(injured)))
    return language.listed(parts)


def group_label(group: str, language: Language) -> str:
    """The words for whom a claim counts."""
    return translated(GROUP_LABELS.get(group, group), language)


def translated(words: str, language: Language) -> str:
    """A label that may be an editor's own words: translated if the language knows it, and never a pattern to fill."""
    return language.translations.gettext(words) if words else ""
