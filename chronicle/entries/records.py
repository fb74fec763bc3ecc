"""The records inside entries: claims, sources, roles, media, updates, evidence."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chronicle.entries import guesses
from chronicle.entries.composites import record
from chronicle.entries.fields import spec
from chronicle.entries.values import COUNT, FLAG, LINE, REFERENCE, URL, WHEN, choice, matching

if TYPE_CHECKING:
    from chronicle.text.counts import Count
    from chronicle.text.dates import When

MEDIA_FILE = matching(
    r"media/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*",
    "a file below content/media, such as media/base.jpg",
    "media-form",
    guesses.media,
)
ROLES = ("perpetrator", "suspected", "claimed", "target", "affected", "responder", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An actor and the part it had."""

    actor: str = field(metadata=spec(REFERENCE, "The actor: slug, name or other spelling; needs no entry of its own."))
    role: str = field(default="other", metadata=spec(choice(*ROLES), "The part the actor had."))


def _role(text: str) -> dict[str, str]:
    """The fields that `Police: target` or `target: Police` was meant to be."""
    first, _, second = text.partition(": ")
    if first.casefold() in ROLES:
        first, second = second, first
    return {"actor": first, "role": second.casefold()} if second.casefold() in ROLES else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one source says about the dead and injured."""

    killed: Count | None = field(default=None, metadata=spec(COUNT, "How many were killed: 3, 1-5, or 41+ (at least)."))
    injured: Count | None = field(default=None, metadata=spec(COUNT, "How many were injured, written the same way."))
    of: str = field(default="", metadata=spec(LINE, "Who they were, such as civilians or combatants."))
    source: str = field(default="", metadata=spec(REFERENCE, "The article entry, or the publisher of a listed source."))
    who: str = field(default="", metadata=spec(LINE, "Who says so, such as a US official."))
    date: When | None = field(default=None, metadata=spec(WHEN, "When it was said."))
    superseded: bool = field(default=False, metadata=spec(FLAG, "true when a later claim replaced this one."))


def _claim_fault(claim: Claim) -> str:
    return "" if claim.killed or claim.injured else "says neither killed nor injured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where it was published: an article entry, or the publication's own data."""

    article: str = field(default="", metadata=spec(REFERENCE, "The article entry; it holds the other fields then."))
    publisher: str = field(default="", metadata=spec(LINE, "Who published it."))
    via: str = field(default="", metadata=spec(LINE, "The agency whose copy it is, if that is somebody else."))
    title: str = field(default="", metadata=spec(LINE, "Its headline."))
    url: str = field(default="", metadata=spec(URL, "Its web address."))
    date: When | None = field(default=None, metadata=spec(WHEN, "When it was published."))
    accessed: When | None = field(default=None, metadata=spec(WHEN, "When an editor last read it."))
    archived: str = field(default="", metadata=spec(URL, "The web address of an archived copy."))


def _source_fault(source: Source) -> str:
    named = source.article or source.publisher or source.url
    return "" if named else "names no article, publisher or url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file below `content/media` that belongs to an incident."""

    file: str = field(metadata=spec(MEDIA_FILE, "The file, such as media/base.jpg."))
    alt: str = field(default="", metadata=spec(LINE, "What it shows, for readers who cannot see it."))
    caption: str = field(default="", metadata=spec(LINE, "The text below it."))
    credit: str = field(default="", metadata=spec(LINE, "Who made it."))
    license: str = field(default="", metadata=spec(LINE, "The terms it may be used under."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A dated note of what changed in an entry."""

    date: When = field(metadata=spec(WHEN, "When the entry was changed."))
    kind: str = field(
        default="update", metadata=spec(choice("update", "correction"), "New facts, or a mistake mended.")
    )
    text: str = field(metadata=spec(LINE, "What changed and why."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence behind a value."""

    field: str = dataclasses.field(metadata=spec(LINE, "The field it stands behind."))
    quote: str = dataclasses.field(metadata=spec(LINE, "The sentence, up to 300 characters."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when an article says it was filed."""

    place: str = field(default="", metadata=spec(LINE, "The place as printed."))
    date: When | None = field(default=None, metadata=spec(WHEN, "The day as printed."))


ROLE = record(Role, short="actor", guess=_role)
CLAIM = record(Claim, check=_claim_fault, guess=guesses.claim)
SOURCE = record(Source, check=_source_fault, guess=guesses.source)
PICTURE = record(Picture, guess=guesses.picture)
UPDATE = record(Update)
EVIDENCE = record(Evidence)
DATELINE = record(Dateline)
