"""Heads: what stands before a story, or is glued to it: headline, date of publication, byline. Pure."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.dateline import agency_in, agency_named, find_dateline, read_dateline
from chronicle.intake.times import find_times

if TYPE_CHECKING:
    from chronicle.intake.words import Words

LONGEST_TITLE: Final = 200
LONGEST_LINE: Final = 180  # characters of a line that says when and by whom something was published
LONGEST_NAME: Final = 4  # words in the name of a writer
LONGEST_CREDIT: Final = 80  # characters of a line that names a writer or an outlet
HEAD_LINES: Final = 12  # lines before the story that may say title and date
GLUED: Final = 330  # characters in which a headline, a date and a dateline may stand without a line's end between them

ENDS: Final = re.compile(r"[.!?…:;,][\"”’')\]]*\Z|[\"”]\Z")
_CLOCK: Final = re.compile(
    r"T?\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)?(?: ?[AaPp]\.?[Mm]\.?)?(?:Z\b| ?[A-Z]{2,4}\b)?(?:\s*[+-]\d{1,2}(?::?\d\d)?)?"
)
_OUTLET: Final = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*| of| the| del?){0,4}\s+[—–|-]\s+")
_BY: Final = re.compile(r"(?: |(?<=[a-z]))(?:By|BY) (?=[A-Z])")
_SENTENCE_END: Final = re.compile(r"[a-z]{3}[.!?][\"”’]?\s+[A-Z\"“]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands before the story, the story itself, and what was cut out between them, as it stood."""

    title: str
    published: dt.date | None
    agency: str
    place: str
    story: str
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What one line before the story says; `left` is what of it belongs to what follows."""

    title: str = ""
    day: dt.date | None = None
    agency: str = ""
    removed: str = ""
    left: str = ""


def read_head(text: str, words: Words) -> Head:
    """Take the head off a text."""
    found: list[_Line] = []
    match = words.expression("noise", "inline_date").match(text)
    if match and match.end() < len(text):
        found.append(_Line(day=full_day(match["date"], words), removed=match.group().strip()))
        text = text[match.end() :]
    story = _take_lines(text.strip().split("\n"), found, words)
    title = next((each.title for each in found if each.title), "")
    published = next((each.day for each in found if each.day), None)
    if not (title and published):
        glued, story = _unglue(story, words, with_date=published is None, titled=bool(title))
        title, published = title or glued.title, published or glued.day
        found.append(glued)
    place = words.expression("noise", "byline_place").match(story)
    if place:
        found.append(_Line(removed=place.group().strip()))
        story = story[place.end() :]
    return Head(
        title=title,
        published=published,
        agency=next((each.agency for each in found if each.agency), ""),
        place=place["place"] if place else "",
        story=story,
        removed=tuple(each.removed for each in found if each.removed),
    )


def _take_lines(lines: list[str], found: list[_Line], words: Words) -> str:
    """Put the lines before the story with what is `found`; the story that is left.

    A standfirst between its title and a byline is its first paragraph.
    """
    standfirst = ""
    while lines and len(found) < HEAD_LINES:
        first, following = lines[0].strip(), lines[1:]
        titled = any(each.title for each in found)
        line = _judge(first, following, words, titled=titled)
        if line is None and titled and not standfirst and _is_above_matter(first, following, words):
            standfirst, line = f"{first}\n\n", _Line()
        if line is None:
            break
        found.append(line)
        lines = [line.left, *following] if line.left else following
    return standfirst + "\n".join(lines)


def _judge(line: str, following: list[str], words: Words, *, titled: bool) -> _Line | None:
    """What a line before the story says; None when the story begins with it."""
    if not line:
        return _Line()
    if _is_matter(line, words, titled=titled):
        return _Line(day=full_day(line, words), agency=agency_in(line), removed=line)
    if glued := _glued(line, words):
        return glued
    if not following:
        return None
    matter = _labelled(line, words, titled=titled) or _credited(line, following, words, titled=titled)
    if matter or titled or not (_is_title(line, words) or _is_above_matter(line, following, words)):
        return matter
    return _Line(title=line)


def _is_above_matter(line: str, following: list[str], words: Words) -> bool:
    """Whether a line that ends as a sentence does is a headline, because a date or a byline is the next line."""
    below = next(filter(None, map(str.strip, following)), "")
    marked = _is_matter(below, words, titled=False) or words.expression("noise", "byline").fullmatch(below)
    return len(line) <= LONGEST_TITLE and bool(marked) and not read_dateline(line, None, words)


def _glued(line: str, words: Words) -> _Line | None:
    """A line with the page's date glued to its end, behind a headline, or to its begin, before the story."""
    found = words.expression("noise", "glued_date").search(line)
    if not found or (found.end() < len(line) and found.start() > 0):
        return None
    byline = _BY.search(line, 0, found.start())
    title = line[: byline.start() if byline else found.start()].strip()
    removed = line[len(title) : found.end()].strip() if title else found.group()
    day = full_day(_unglued(found.group()), words)
    return _Line(day=day, agency=agency_in(removed), removed=removed, left=title or line[found.end() :].strip())


def _labelled(line: str, words: Words, *, titled: bool) -> _Line | None:
    """A line that says itself what it is: `Headline: …`, `… Published Monday 10 February 2014`."""
    page = words.expression("noise", "page_line").fullmatch(line)
    if page and _full_days(line, words):
        return _Line(title="" if titled else page["title"], day=full_day(line, words), removed=page["rest"])
    label = words.expression("noise", "label").fullmatch(line)
    if not label:
        return None
    title = label["title"] or ""
    return _Line(title=title, removed=line.removesuffix(title).strip())


def _credited(line: str, following: list[str], words: Words, *, titled: bool) -> _Line | None:
    """A line that names a writer or an outlet, or is of the page."""
    byline = words.expression("noise", "byline").fullmatch(line)
    if byline:
        return _Line(agency=agency_in(byline["name"] or ""), removed=line)
    if is_noise_line(line, words) or (titled and _is_credit(line, following, words)):
        return _Line(removed=line, day=full_day(line, words), agency=agency_in(line) if titled else "")
    return None


def _is_credit(line: str, following: list[str], words: Words) -> bool:
    """Whether a short line below the headline is a name, an outlet or a standing head: a date or a dateline follows."""
    if len(line) > LONGEST_CREDIT or ENDS.search(line) or read_dateline(line, None, words):
        return False
    return any(
        _is_matter(each, words, titled=True) or read_dateline(each, None, words)
        for each in map(str.strip, following[:3])
        if each
    )


def is_noise_line(line: str, words: Words) -> bool:
    """Whether a whole line is none of the article."""
    return bool(joined(words, "lines").fullmatch(line))


@functools.cache
def joined(words: Words, name: str) -> re.Pattern[str]:
    """One list of `data/en/noise.toml` as an expression without regard to case."""
    patterns = (line.removeprefix("(?i)") for line in words.table("noise")[name])
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def published_line(line: str, words: Words) -> dt.date | None:
    """The day of a line such as `Published: 3 March 2019`."""
    return full_day(line, words) if joined(words, "published").fullmatch(line) else None


def full_day(text: str, words: Words) -> dt.date | None:
    """The first date with a year in a text."""
    found = _full_days(text, words)
    return found[0][2] if found else None


def _full_days(text: str, words: Words) -> list[tuple[int, int, dt.date]]:
    times = find_times(text, dt.date(2000, 1, 1), words)
    return [(time.start, time.end, time.day) for time in times if time.full]


def _unglued(text: str) -> str:
    """`February 27, 20237:02 AM` with a space after the year."""
    return re.sub(r"((?:19|20)\d\d)(?=\d)", r"\1 ", text)


def _is_matter(line: str, words: Words, *, titled: bool) -> bool:
    """Whether a line says nothing but when, where and by whom it was published."""
    if len(line) > LONGEST_LINE:
        return False
    days = _full_days(line, words)
    if not days and published_line(line, words) is None and not _is_credit_of_agency(line):
        return False
    before = words.expression("noise", "weekday_before").sub("", line[: days[0][0]]) if days else ""
    if before and days[0][1] == len(line) and _OUTLET.fullmatch(before):
        return True  # "Bulawayo Chronicle — Friday, November 20, 1998"
    for start, end, _ in reversed(days):
        line = f"{line[:start]} {line[end:]}"
    line = re.sub(
        r"\([^()]*\)|\[[^\[\]]*\]|\bwww\.\S+|https?://\S+|\b[\w-]+\.(?:com|net|org)\b", " ", _CLOCK.sub(" ", line)
    )
    rest = [word for word in re.findall(r"[^\W\d_]+", line) if word.lower() not in words.words("noise", "head")]
    if titled and days and len(rest) <= LONGEST_NAME and all(word[0].isupper() for word in rest):
        return True  # "Selim Karadere | 17.02.2020", below a headline
    return not rest or bool(words.expression("noise", "byline").fullmatch(line.strip(" |,-–—")))


def _is_credit_of_agency(line: str) -> bool:
    return bool(agency_named(line))


def _is_title(line: str, words: Words) -> bool:
    return not (len(line) > LONGEST_TITLE or ENDS.search(line) or read_dateline(line, None, words))


def _unglue(story: str, words: Words, *, with_date: bool, titled: bool) -> tuple[_Line, str]:
    """Title and date that stand in one line with the story, and the story that is left."""
    line = story[:GLUED].split("\n", 1)[0]
    for start, end, day in _full_days(line, words) if with_date else ():
        behind = _skip(line, end, words)
        before = _before_date(line[:start], words)
        title = _as_title(before, words)
        if behind is None or (before.strip() and (titled or not title)):
            continue
        removed = line[len(before) : behind].strip()
        rest, left = (
            (_Line(), story[behind:]) if title else _unglue(story[behind:], words, with_date=False, titled=titled)
        )
        return _Line(title=title or rest.title, day=day, agency=agency_in(removed), removed=removed), left
    at = None if titled else find_dateline(line, words)
    title = _as_title(line[:at], words) if at else ""
    return _Line(title=title), story[at:] if title else story


def _before_date(text: str, words: Words) -> str:
    """What stands before a glued date, without its weekday, a byline, and words such as "Published"."""
    text = words.expression("noise", "weekday_before").sub("", text)
    byline = _BY.search(text)
    return words.expression("noise", "glued_before").sub("", text[: byline.start()] if byline else text)


def _skip(line: str, at: int, words: Words) -> int | None:
    """Where the story, or a headline, begins behind a glued date: behind clocks, time zones and words of the page."""
    word = words.expression("noise", "glued_behind")
    while found := word.match(line, at):
        at = found.end()
    begins = re.compile(r"\s*(?=[A-Z\"“])").match(line, at)
    return begins.end() if begins and begins.end() > at - 1 and begins.end() < len(line) else None


def _as_title(text: str, words: Words) -> str:
    """A text before a date or a dateline, if it is a headline."""
    text = text.strip(" ,-–—|:")
    return text if text and _is_title(text, words) and not _SENTENCE_END.search(text) else ""
