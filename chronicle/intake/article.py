"""Articles: raw text becomes a headline, a dateline, an agency and clean paragraphs. Pure."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.dateline import DatelineText, agency_named, find_dateline, read_alone, read_dateline
from chronicle.intake.head import ENDS, full_day, is_noise_line, published_line, read_head
from chronicle.intake.times import find_times, real_day
from chronicle.intake.words import agencies, any_of
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    from chronicle.intake.readers import RawText
    from chronicle.intake.words import Words

LONGEST_HEADLINE: Final = 120
LONGEST_MARK: Final = 60  # characters of a mark behind the story that says who sent it and when
INSIDE: Final = 700  # characters in which a dateline may stand behind a summary

SOON: Final = 3  # days after its dateline by which a story is published

_AROUND_CREDIT: Final = " ()—–-.■"
_DASHES: Final = r"(?:—|–|--|-|\()"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """A cleaned article: what is not said in it is None or empty; `removed` is what was cut out, as it stood.

    `dateline` is all that stands before the dash at the head of the story; the other two are read from it.
    """

    title: str
    published: dt.date | None
    dateline: str
    dateline_place: str
    dateline_day: dt.date | None
    agency: str
    paragraphs: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def day(self) -> dt.date | None:
        """The day that weekdays and "yesterday" count from."""
        return self.dateline_day or self.published

    @property
    def body(self) -> str:
        """The whole cleaned text."""
        return "\n\n".join(self.paragraphs)


def read_article(raw: RawText, words: Words) -> ArticleText:
    """The article in a raw text.

    What a page or feed says of title and day of publication goes before what stands above the story: the first is
    meant for machines, the second may be a kicker, or the day on which the page was saved.
    """
    head = read_head(raw.text, words)
    paragraphs, removed = _without_noise(_paragraphs(head.story, words), words)
    said = (_day_of_mark(text, words) for text in removed if len(text) <= LONGEST_HEADLINE)
    published = raw.published or head.published or next(filter(None, said), None) or _behind_story(paragraphs, words)
    published = published or _said_in_lead(paragraphs, words)
    paragraphs, dateline = _without_dateline(paragraphs, published, words)
    if _is_paragraph(head.title, raw.title) and not dateline:
        paragraphs = (head.title, *paragraphs)
    paragraphs, tail = _without_tail(paragraphs)
    day = dateline.day if dateline else None
    published = published if raw.published else _near(published, day)
    return ArticleText(
        title=raw.title or head.title,
        published=published or day,
        dateline=dateline.printed if dateline else "",
        dateline_place=(dateline.place if dateline else "") or head.place,
        dateline_day=day,
        agency=(dateline.agency if dateline else "")
        or agency_named(tail.strip(_AROUND_CREDIT))
        or head.agency
        or _quoted_agency(paragraphs, removed, words),
        paragraphs=paragraphs,
        removed=(*head.removed, *removed, *([tail] if tail else [])),
    )


def _is_paragraph(first: str, title: str) -> bool:
    """Whether a first line that looks like a headline is none, because that is known."""
    return bool(first and title) and name_key(first) != name_key(title)


# ---- the story


def _paragraphs(story: str, words: Words) -> tuple[str, ...]:
    """Blocks between empty lines; the lines of a block are one paragraph when they are wrapped, else several."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", story):
        lines = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
        marks = [line for line in lines if _is_mark(line, words)]
        lines = [line for line in lines if line not in marks]
        wrapped = len(lines) > 1 and any(not ENDS.search(line) for line in lines[:-1]) and max(map(len, lines)) < 100  # noqa: PLR2004
        found += [*([" ".join(lines)] if wrapped else _rejoined(lines)), *marks]
    return tuple(found)


def _rejoined(lines: list[str]) -> list[str]:
    """Long lines of a block; where some begin in the middle of a sentence, they are wrapped ones."""
    broken = sum(line[0].islower() for line in lines[1:])
    if broken < 2:  # noqa: PLR2004 - one may be a slip
        return lines
    found = lines[:1]
    for line in lines[1:]:
        if re.search(r"[.!?][\"”’)]*\Z", found[-1]):
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line}"
    return found


def _is_mark(line: str, words: Words) -> bool:
    """Whether a line of a block is the page's, not the story's."""
    return is_noise_line(line, words) or published_line(line, words) is not None


@functools.cache
def _noise_inline(words: Words) -> tuple[re.Pattern[str], ...]:
    patterns = (words.table("noise")["glued_date"], *words.table("noise")["inline"])
    return tuple(re.compile(pattern) for pattern in patterns)


def _without_noise(paragraphs: tuple[str, ...], words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    kept: list[str] = []
    removed: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        text = paragraph
        for pattern in () if is_noise_line(text, words) else _noise_inline(words):
            removed += [match.group().strip() for match in pattern.finditer(text)]
            text = " ".join(pattern.sub(" ", text).split())
        if text and (
            is_noise_line(text, words) or published_line(text, words) or _is_headline(text, number, paragraphs)
        ):
            removed.append(text)
        elif text:
            kept.append(text)
    return tuple(kept), tuple(removed)


def _is_headline(paragraph: str, number: int, paragraphs: tuple[str, ...]) -> bool:
    """Whether a line in the middle of the story is another story's headline or a cross-heading: no sentence."""
    return (
        0 < number < len(paragraphs) - 1
        and len(paragraph) < LONGEST_HEADLINE
        and not re.search(r"[“”\"]", paragraph)
        and not re.search(r"[.!?…:;][\"”’')\]]*(?:\s|\Z)|[\"”,]\Z", paragraph)
    )


def _without_dateline(
    paragraphs: tuple[str, ...], published: dt.date | None, words: Words
) -> tuple[tuple[str, ...], DatelineText | None]:
    """The paragraphs without the dateline, and it: at the head, as a line of its own, or behind a first summary."""
    if not paragraphs:
        return paragraphs, None
    for number, text in enumerate(paragraphs[:3]):
        if dateline := read_dateline(text, published, words):
            told = (*paragraphs[:number], dateline.rest.strip(), *paragraphs[number + 1 :])
            return tuple(text for text in told if text), dateline
    first, others = paragraphs[0], paragraphs[1:]
    if others and (dateline := read_alone(first, published, words)):
        return others, dateline
    at = find_dateline(first[:INSIDE], words)
    dateline = read_dateline(first[at:], published, words) if at else None
    if at is None or dateline is None:
        return paragraphs, None
    return (first[:at].strip(), dateline.rest.strip(), *others), dateline


def _behind_story(paragraphs: tuple[str, ...], words: Words) -> dt.date | None:
    """The day behind the last sentence: `Copyright 2015 … June 23, 2015`, `sk/dg 19 October 2006`."""
    last = paragraphs[-1] if paragraphs else ""
    if len(last) > LONGEST_MARK or ENDS.search(last):  # else it is a line of its own: "Nov. 17, 2024"
        last = re.split(r"[.!?][\"”’)]*\s+", last)[-1]
    return _day_of_mark(last, words) if len(last) <= LONGEST_MARK else None


def _day_of_mark(text: str, words: Words) -> dt.date | None:
    """The day with its year in a mark of the page, if it is not the one on which somebody looked at it."""
    return None if words.any("noise", "consulted").search(text) else full_day(text, words)


def _near(published: dt.date | None, dateline: dt.date | None) -> dt.date | None:
    """The day of publication, with the month first where only that is near the dateline's: `5/7/2023` for May 7."""
    if not (published and dateline) or 0 <= (published - dateline).days <= SOON:
        return published
    other = real_day(published.year, published.day, published.month)
    return other if other and 0 <= (other - dateline).days <= SOON else published


def _said_in_lead(paragraphs: tuple[str, ...], words: Words) -> dt.date | None:
    """The day on which somebody spoke, with its year, in the lead: `police said Sunday, 20 November 2005`."""
    times = find_times(paragraphs[0], dt.date(2000, 1, 1), words) if paragraphs else ()
    return next((time.day for time in times if time.full and time.said), None)


@functools.cache
def _tail() -> re.Pattern[str]:
    names = "|".join(re.escape(spelling) for spelling, _ in agencies())
    return re.compile(rf"(?:\s*{_DASHES}\s*|(?<=[.!?”\"])\s+)(?P<agency>(?:{names})(?:[/, -]+(?:{names}))*)\)?\.?\s*\Z")


def _without_tail(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The paragraphs without `— Reuters` at their end, and that."""
    if not paragraphs:
        return paragraphs, ""
    last = paragraphs[-1]
    if len(last) <= LONGEST_MARK and agency_named(last.strip(_AROUND_CREDIT)):
        return paragraphs[:-1], last
    match = _tail().search(last)
    if not match:
        return paragraphs, ""
    return (*paragraphs[:-1], last[: match.start()].rstrip()), match.group().strip()


@functools.cache
def _credits(words: Words) -> re.Pattern[str]:
    names = "|".join(re.escape(spelling) for spelling, _ in agencies())
    return any_of((pattern.replace("{agency}", names) for pattern in words.table("noise")["credits"]), 0)


def _quoted_agency(paragraphs: tuple[str, ...], removed: tuple[str, ...], words: Words) -> str:
    """The agency that somebody told: a copy without credit. `AFP` alone may be an army."""
    match = _credits(words).search("\n".join((*paragraphs, *removed)))
    return agency_named(next(filter(None, match.groups()), "")) if match else ""
