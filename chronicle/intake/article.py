"""Articles: raw text becomes a headline, a dateline, an agency and clean paragraphs. Pure."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.dateline import agency_named, read_dateline
from chronicle.intake.times import find_times, real_day
from chronicle.intake.words import agencies, any_of

if TYPE_CHECKING:
    from chronicle.intake.readers import RawText
    from chronicle.intake.words import Words

LONGEST_TITLE: Final = 200
LONGEST_HEADLINE: Final = 120
HEAD_LINES: Final = 6  # lines before the story that may say title and date

_ENDS: Final = re.compile(r"[.!?…:;,][\"”’')\]]*\Z|[\"”]\Z")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What stands before the story, and the story's blocks of lines."""

    title: str
    published: dt.date | None
    story: str
    removed: tuple[str, ...]


def read_article(raw: RawText, words: Words) -> ArticleText:
    """The article in a raw text."""
    head = _read_head(raw.text, words)
    paragraphs, removed = _without_noise(_paragraphs(head.story), words)
    published = head.published or _glued(removed, words)
    dateline = read_dateline(paragraphs[0], published, words) if paragraphs else None
    if dateline:
        paragraphs = tuple(text for text in (dateline.rest.strip(), *paragraphs[1:]) if text)
    paragraphs, tail = _without_tail(paragraphs)
    day = dateline.day if dateline else None
    return ArticleText(
        title=head.title,
        published=published or day,
        dateline=dateline.printed if dateline else "",
        dateline_place=dateline.place if dateline else "",
        dateline_day=day,
        agency=(dateline.agency if dateline else "") or tail or _quoted_agency(paragraphs, words),
        paragraphs=paragraphs,
        removed=head.removed + removed,
    )


# ---- before the story


def _read_head(text: str, words: Words) -> _Head:
    title, published, removed = "", None, []
    match = words.expression("noise", "inline_date").match(text)
    if match and match.end() < len(text):
        published, text = _day_in(match["date"], words), text[match.end() :]
        removed.append(match.group().strip())
    lines = text.strip().split("\n")
    while lines and len(removed) < HEAD_LINES:
        line = lines[0].strip()
        if not line:
            lines = lines[1:]
        elif found := _publication_day(line, words):
            published, lines = published or found, lines[1:]
            removed.append(line)
        elif not title and len(lines) > 1 and _is_title(line, words):
            title, lines = line, lines[1:]
        else:
            break
    return _Head(title=title, published=published, story="\n".join(lines), removed=tuple(removed))


def _is_title(line: str, words: Words) -> bool:
    if len(line) > LONGEST_TITLE or _ENDS.search(line) or read_dateline(line, None, words):
        return False
    return not _joined(words, "lines").fullmatch(line)


@functools.cache
def _joined(words: Words, name: str) -> re.Pattern[str]:
    """One list of `data/en/noise.toml` as an expression without regard to case."""
    return re.compile(
        "|".join(f"(?:{line.removeprefix('(?i)')})" for line in words.table("noise")[name]), re.IGNORECASE
    )


@functools.cache
def _noise_inline(words: Words) -> tuple[re.Pattern[str], ...]:
    patterns = (words.table("noise")["glued_date"], *words.table("noise")["inline"])
    return tuple(re.compile(pattern) for pattern in patterns)


def _publication_day(line: str, words: Words) -> dt.date | None:
    if words.expression("noise", "date_line").fullmatch(line):
        return _day_in(line, words)
    match = _joined(words, "published").fullmatch(line)
    return _day_in(match["date"], words) if match else None


def _day_in(text: str, words: Words) -> dt.date | None:
    """The first full date of a text; one without a year is none."""
    if match := re.search(r"(\d{4})-(\d\d)-(\d\d)", text):
        return real_day(*(int(part) for part in match.groups()))
    if not re.search(r"(?:19|20)\d\d", text):
        return None
    times = [time for time in find_times(text, dt.date(2000, 1, 1), words) if time.explicit]
    return times[0].day if times else None


def _glued(removed: tuple[str, ...], words: Words) -> dt.date | None:
    days = (_day_in(re.sub(r"((?:19|20)\d\d)(?=\d)", r"\1 ", text), words) for text in removed)
    return next((day for day in days if day), None)


# ---- the story


def _paragraphs(story: str) -> tuple[str, ...]:
    """Blocks between empty lines; the lines of a block are one paragraph when they are wrapped, else several."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", story):
        lines = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
        wrapped = len(lines) > 1 and any(not _ENDS.search(line) for line in lines[:-1]) and max(map(len, lines)) < 100  # noqa: PLR2004
        found += [" ".join(lines)] if wrapped else lines
    return tuple(found)


def _without_noise(paragraphs: tuple[str, ...], words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    kept: list[str] = []
    removed: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        text = paragraph
        for pattern in _noise_inline(words):
            removed += [match.group().strip() for match in pattern.finditer(text)]
            text = " ".join(pattern.sub(" ", text).split())
        if text and (_joined(words, "lines").fullmatch(text) or _is_headline(text, number, len(paragraphs))):
            removed.append(text)
        elif text:
            kept.append(text)
    return tuple(kept), tuple(removed)


def _is_headline(paragraph: str, number: int, total: int) -> bool:
    """Whether a line in the middle of the story is another story's headline or a cross-heading: no sentence."""
    return (
        0 < number < total - 1
        and len(paragraph) < LONGEST_HEADLINE
        and not re.search(r"[.!?…:;][\"”’')\]]*(?:\s|\Z)|[\"”,]\Z", paragraph)
    )


@functools.cache
def _tail() -> re.Pattern[str]:
    names = "|".join(re.escape(spelling) for spelling, _ in agencies())
    return re.compile(rf"\s*{_DASHES}\s*(?P<agency>(?:{names})(?:[/, ]+(?:{names}))*)\)?\.?\s*\Z")


def _without_tail(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The paragraphs without `— Reuters` at their end, and that agency."""
    if not paragraphs:
        return paragraphs, ""
    last = paragraphs[-1]
    if agency := agency_named(last.strip(" ()—–-.")):
        return paragraphs[:-1], agency
    match = _tail().search(last)
    if not match:
        return paragraphs, ""
    return (*paragraphs[:-1], last[: match.start()].rstrip()), agency_named(match["agency"])


@functools.cache
def _credits(words: Words) -> re.Pattern[str]:
    names = "|".join(re.escape(spelling) for spelling, _ in agencies())
    return any_of((pattern.replace("{agency}", names) for pattern in words.table("noise")["credits"]), 0)


def _quoted_agency(paragraphs: tuple[str, ...], words: Words) -> str:
    """The agency that somebody told: a copy without credit. `AFP` alone may be an army."""
    match = _credits(words).search("\n".join(paragraphs))
    return agency_named(next(filter(None, match.groups()), "")) if match else ""
