"""Titles: made by rule from facts, for an editor to rewrite. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chronicle.intake.sentences import split_sentences

if TYPE_CHECKING:
    from chronicle.intake.article import ArticleText
    from chronicle.intake.events import Event

LONGEST: Final = 90  # characters of a title made by rule
SHORTEST: Final = 35

# What hit a place, for titles such as "Rockets and drones hit Ain al-Asad air base".
_THINGS: Final = {
    "rocket-attack": "rockets", "missile-attack": "missiles", "shelling": "shells",
    "drone-attack": "drones", "air-strike": "air strikes",
}  # fmt: skip
_SAID: Final = re.compile(r", (?=[^,]*\b(?:said|told|reported|according)\b)")
_BREAK: Final = re.compile(r"[,;:] | (?:after|as|when|while|which|who|where|amid) |(?<=\w) [–—-] ")


def incident_title(event: Event) -> str:
    """What happened and where: `Rockets hit Ain al-Asad air base`, `Car bombing in Tal Afar`."""
    slugs = [each.slug for each in event.types]
    place = event.place_name
    wide = event.place is not None and event.place.kind in {"country", "province", "area"}
    things = [thing for slug, thing in _THINGS.items() if slug in slugs]
    if things and place and not wide and len(things) == len(slugs):
        return _capital(f"{_listed(things)} hit {place}")
    kind = _listed([slug.replace("-", " ") for slug in slugs[:2]]) or "incident"
    return _capital(f"{kind} in {place}" if place else kind)


def _listed(words: list[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def article_title(article: ArticleText) -> str:
    """The headline; without one the first sentence, shortened at a clause, without dots at its end."""
    if article.title:
        return " ".join(article.title.split())
    first = next(iter(split_sentences(article.paragraphs[:1])), None)
    return shortened(first.text) if first else "Untitled article"


def shortened(sentence: str) -> str:
    """A sentence cut where a clause ends, so that it stays readable as a title."""
    text = sentence.rstrip(".… ")
    for pattern in (_SAID, _BREAK):
        cuts = [match.start() for match in pattern.finditer(text) if SHORTEST <= match.start() <= LONGEST]
        if cuts and len(text) > LONGEST:
            return text[: cuts[0]].rstrip(" ,;:")
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:")
