"""The kinds of entry: incident, location, actor, article, note; one line a field."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from chronicle.config_keys import RIGHTS
from chronicle.entries import guesses
from chronicle.entries.composites import many
from chronicle.entries.coordinates import COORDINATES
from chronicle.entries.fields import record_schema, spec
from chronicle.entries.folder import KIND_FOLDERS
from chronicle.entries.records import (
    CLAIM,
    DATELINE,
    EVIDENCE,
    PICTURE,
    ROLE,
    SOURCE,
    UPDATE,
    Claim,
    Dateline,
    Evidence,
    Picture,
    Role,
    Source,
    Update,
)
from chronicle.entries.values import (
    ALIAS,
    DATE,
    FLAG,
    IDS,
    LINE,
    NAMES,
    ORDER,
    REFERENCE,
    TIME,
    URL,
    WHEN,
    choice,
    matching,
)
from chronicle.text.frontmatter import EMPTY, Text

if TYPE_CHECKING:
    from chronicle.text.dates import When
    from chronicle.text.frontmatter import Front

STATUSES = ("published", "draft", "withdrawn")
PLACE_KINDS = "country province district city town village base airport port crossing site area sea".split()
PRECISIONS = ("exact", "vicinity", "locality", "district", "province", "country")
ACTOR_KINDS = "state-force armed-group police militia civilians organisation person other".split()

COUNTRY_CODE = matching("[A-Z]{2}", "a two-letter country code such as IQ", "country-code-form", str.upper)
WIKIDATA = matching(r"Q[1-9]\d{0,11}", "a Wikidata id such as Q796", "wikidata-form", guesses.wikidata)
GEONAMES = matching(r"[1-9]\d{0,9}", "a GeoNames number such as 99532", "geonames-form", guesses.geonames)
LANGUAGE = matching(
    r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language code such as en", "language-form", guesses.language
)
SHA256 = matching("[0-9a-f]{64}", "a SHA-256 digest of 64 hex digits", "sha256-form", str.lower)


@lru_cache(maxsize=1 << 17)  # a table is made by it again and again
def slug_of(path: str) -> str:
    """The slug of an entry: its file name without folder and ending; one object, since many tables have it."""
    return sys.intern(path[path.rfind("/") + 1 :].removesuffix(".md"))


class Filed:
    """What the place and the text of any entry's file say of it."""

    __slots__ = ()
    path: str
    text: Text

    @property
    def slug(self) -> str:
        """The name of its page."""
        return slug_of(self.path)

    @property
    def body(self) -> str:
        """Its Markdown, decoded anew each time."""
        return self.text.body

    @property
    def written(self) -> Front:
        """Its front matter as it is written, looked for anew each time."""
        return self.text.front


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Filed):
    """Something that happened, at a date and in places; the chronicle's unit."""

    path: str
    title: str = field(metadata=spec(LINE, "What happened, in one line."))
    date: When = field(metadata=spec(DATE, "When it happened, never more exact than it is known."))
    time: str = field(default="", metadata=spec(TIME, "The local time, with the offset from UTC if known."))
    locations: tuple[str, ...] = field(
        default=(),
        metadata=spec(many(REFERENCE), "Where: slugs, names or spellings; the first is the main one."),
    )
    types: tuple[str, ...] = field(default=(), metadata=spec(many(REFERENCE), "What kind of event, by slug or label."))
    actors: tuple[Role, ...] = field(default=(), metadata=spec(many(ROLE), "Who had which part."))
    weapons: tuple[str, ...] = field(default=(), metadata=spec(many(LINE), "What was used."))
    casualties: tuple[Claim, ...] = field(default=(), metadata=spec(many(CLAIM), "What each source says."))
    grade: str = field(default="", metadata=spec(REFERENCE, "How sure it is: the slug of a grade."))
    sources: tuple[Source, ...] = field(default=(), metadata=spec(many(SOURCE), "Where it was published."))
    media: tuple[Picture, ...] = field(default=(), metadata=spec(many(PICTURE), "Pictures and files."))
    status: str = field(
        default="published",
        metadata=spec(choice(*STATUSES), "A draft is built only with --drafts; a withdrawn page says so."),
    )
    summary: str = field(default="", metadata=spec(LINE, "One sentence."))
    tags: tuple[str, ...] = field(default=(), metadata=spec(many(LINE), "Free words."))
    ids: tuple[tuple[str, str], ...] = field(
        default=(), metadata=spec(IDS, "What other data sets call it: {acled: IRQ1234}.")
    )
    part_of: str = field(default="", metadata=spec(REFERENCE, "The incident that this one is a part of."))
    follows: str = field(default="", metadata=spec(REFERENCE, "The incident that this one follows from."))
    duplicate_of: str = field(default="", metadata=spec(REFERENCE, "The incident that tells the same event."))
    added: When | None = field(default=None, metadata=spec(WHEN, "When the entry was first made."))
    updates: tuple[Update, ...] = field(default=(), metadata=spec(many(UPDATE), "What was changed later, and why."))
    noindex: bool = field(default=False, metadata=spec(FLAG, "true asks search engines to leave its page out."))
    aliases: tuple[str, ...] = field(default=(), metadata=spec(many(ALIAS), "Earlier addresses of this page."))
    needs_review: tuple[str, ...] = field(
        default=(),
        metadata=spec(many(LINE), "Fields the importer was not sure of; delete each when checked."),
    )
    evidence: tuple[Evidence, ...] = field(
        default=(), metadata=spec(many(EVIDENCE), "The sentence behind each value, written by import.")
    )
    text: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Filed):
    """A named place with a parent, coordinates and other spellings."""

    path: str
    name: str = field(metadata=spec(LINE, "Its usual name."))
    kind: str = field(default="", metadata=spec(choice(*PLACE_KINDS), "What sort of place it is."))
    parent: str = field(default="", metadata=spec(REFERENCE, "The location it lies in."))
    coordinates: tuple[float, float] | None = field(
        default=None, metadata=spec(COORDINATES, "[latitude, longitude] in degrees, WGS 84.")
    )
    precision: str = field(default="", metadata=spec(choice(*PRECISIONS), "How exact the coordinates are."))
    spellings: tuple[str, ...] = field(default=(), metadata=spec(many(LINE), "Other ways its name is written."))
    names: tuple[tuple[str, str], ...] = field(default=(), metadata=spec(NAMES, "Its name in other languages."))
    country_code: str = field(default="", metadata=spec(COUNTRY_CODE, "ISO 3166-1 alpha-2."))
    wikidata: str = field(default="", metadata=spec(WIKIDATA, "Its Wikidata id."))
    geonames: str = field(default="", metadata=spec(GEONAMES, "Its GeoNames number."))
    noindex: bool = field(default=False, metadata=spec(FLAG, "true asks search engines to leave its page out."))
    aliases: tuple[str, ...] = field(default=(), metadata=spec(many(ALIAS), "Earlier addresses of this page."))
    text: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Filed):
    """A force, group, authority or person."""

    path: str
    name: str = field(metadata=spec(LINE, "Its usual name."))
    kind: str = field(default="", metadata=spec(choice(*ACTOR_KINDS), "What sort of actor it is."))
    parent: str = field(default="", metadata=spec(REFERENCE, "The actor it belongs to."))
    spellings: tuple[str, ...] = field(default=(), metadata=spec(many(LINE), "Other ways its name is written."))
    names: tuple[tuple[str, str], ...] = field(default=(), metadata=spec(NAMES, "Its name in other languages."))
    country_code: str = field(default="", metadata=spec(COUNTRY_CODE, "ISO 3166-1 alpha-2."))
    wikidata: str = field(default="", metadata=spec(WIKIDATA, "Its Wikidata id."))
    noindex: bool = field(default=False, metadata=spec(FLAG, "true asks search engines to leave its page out."))
    aliases: tuple[str, ...] = field(default=(), metadata=spec(many(ALIAS), "Earlier addresses of this page."))
    text: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Filed):
    """What a newspaper or agency published, cleaned; cited by the incidents it reports."""

    path: str
    title: str = field(metadata=spec(LINE, "Its headline."))
    publisher: str = field(default="", metadata=spec(LINE, "Who published it."))
    via: str = field(default="", metadata=spec(LINE, "The agency whose copy it is, if that is somebody else."))
    published: When | None = field(default=None, metadata=spec(WHEN, "When it was published."))
    dateline: Dateline | None = field(default=None, metadata=spec(DATELINE, "Where and when it was filed."))
    url: str = field(default="", metadata=spec(URL, "Its web address."))
    archived: str = field(default="", metadata=spec(URL, "The web address of an archived copy."))
    language: str = field(default="", metadata=spec(LANGUAGE, "The language it is written in."))
    seed: str = field(default="", metadata=spec(LINE, "The raw file it was imported from."))
    sha256: str = field(default="", metadata=spec(SHA256, "The digest of that file, or of the item of a feed."))
    rights: str = field(
        default="",
        metadata=spec(choice(*RIGHTS), "How much of the text is kept: all, an excerpt, or only the citation."),
    )
    added: When | None = field(default=None, metadata=spec(WHEN, "When the entry was first made."))
    noindex: bool = field(default=False, metadata=spec(FLAG, "true asks search engines to leave its page out."))
    aliases: tuple[str, ...] = field(default=(), metadata=spec(many(ALIAS), "Earlier addresses of this page."))
    text: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Filed):
    """A free page, such as About or Methods; its address is at the root of the site."""

    path: str
    title: str = field(metadata=spec(LINE, "Its title."))
    order: int = field(default=0, metadata=spec(ORDER, "Its place in the menu: lower comes first."))
    noindex: bool = field(default=False, metadata=spec(FLAG, "true asks search engines to leave its page out."))
    aliases: tuple[str, ...] = field(default=(), metadata=spec(many(ALIAS), "Earlier addresses of this page."))
    text: Text = EMPTY


Entry = Incident | Location | Actor | Article | Note

KINDS: Final[dict[str, type[Entry]]] = {
    "incident": Incident,
    "location": Location,
    "actor": Actor,
    "article": Article,
    "note": Note,
}
_WORDS: Final = {cls: kind for kind, cls in KINDS.items()}
FOLDERS: Final[dict[str, type[Entry]]] = {folder: KINDS[kind] for kind, folder in KIND_FOLDERS.items()}


def kind_of(entry: Entry) -> str:
    """The word for the kind of an entry, such as `incident`."""
    return _WORDS[type(entry)]


def earlier_slugs(entry: Entry) -> list[str]:
    """What an entry was called before it was renamed, by the addresses that still lead to it."""
    folder = "" if isinstance(entry, Note) else f"{KIND_FOLDERS[kind_of(entry)]}/"
    names = (alias.removeprefix(folder) for alias in entry.aliases if alias.startswith(folder))
    return [name.removesuffix(".html") for name in names if "/" not in name]


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the front matter of a kind, such as `incident`."""
    cls = KINDS[kind]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind}
    return {**head, **record_schema(cls)}
