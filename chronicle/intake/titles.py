"""Titles: made by rule from facts, for an editor to rewrite. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.intake.sentences import split_sentences

if TYPE_CHECKING:
    from chronicle.intake.article import ArticleText
    from chronicle.intake.events import Event
    from chronicle.intake.words import Words

LONGEST: Final = 90  # characters of a title made by rule
SHORTEST: Final = 35


def incident_title(event: Event, words: Words) -> str:
    """What happened and where: `Rockets hit Ain al-Asad air base`, `Car bombing in Tal Afar`."""
    shapes = words.table("titles")
    place = event.place_name
    wide = event.place is not None and event.place.kind in {"country", "province", "area"}
    things = [each.things for each in event.types if each.things]
    if things and place and not wide and len(things) == len(event.types):
        return _capital(shapes["hit"].format(things=_listed(things, words), place=place))
    kind = _listed([each.slug.replace("-", " ") for each in event.types[:2]], words) or shapes["incident"]
    return _capital(shapes["in"].format(kind=kind, place=place) if place else kind)


def _listed(names: list[str], words: Words) -> str:
    last = str(words.table("titles")["and"])
    return last.join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def article_title(article: ArticleText, words: Words) -> str:
    """The headline; without one the first sentence, shortened at a clause, without dots at its end."""
    if article.title:
        return " ".join(article.title.split())
    first = next(iter(split_sentences(article.paragraphs[:1], words)), None)
    return (shortened(first.text, words) if first else "") or str(words.table("titles")["untitled"])


def shortened(sentence: str, words: Words) -> str:
    """A sentence cut where a clause ends, so that it stays readable as a title."""
    text = sentence.rstrip(".… ")
    for pattern in (words.expression("titles", "said"), words.expression("titles", "clause")):
        cuts = [match.start() for match in pattern.finditer(text) if SHORTEST <= match.start() <= LONGEST]
        if cuts and len(text) > LONGEST:
            return text[: cuts[0]].rstrip(" ,;:")
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:")
