"""Matters: whether an article tells of something of these days at all, or of a trial, a match, a film. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.intake.dating import NEWS, told_at, with_reactions
from chronicle.intake.happenings import GENERIC, find_types, is_natural
from chronicle.intake.sentences import HEADLINE, Sentence
from chronicle.intake.times import TimeMention, find_times
from chronicle.intake.words import any_of

if TYPE_CHECKING:
    import datetime as dt
    import re

    from chronicle.intake.words import Words

FIRST: Final = 3  # sentences that say what an article is about
SPORT: Final = 2  # words for a match beside a score
STORY: Final = 3  # words for something made up


def is_news(title: str, sentences: tuple[Sentence, ...], today: dt.date, words: Words) -> bool:
    """Whether an article can report an incident of these days, by its headline and first sentences."""
    lead = sentences[0].text if sentences else ""
    about = "\n".join((title, *(each.text for each in sentences[:FIRST])))
    if _is_release(lead, today, words) or _is_match(about, words) or _is_made_up(about, words):
        return False
    natural = is_natural(title, words) or is_natural(lead, words)
    return not natural or bool(find_types(title, words) or find_types(lead, words))


def news_of(title: str, sentences: tuple[Sentence, ...], today: dt.date, words: Words) -> tuple[Sentence, ...]:
    """The headline and the sentences, as sentences, from where they tell of these days; none where they do not.

    Behind a lead about a trial, an arrest or mourning the next sentences may tell the event itself, with its day.
    """
    if not is_news(title, sentences, today, words):
        return ()
    headline = (Sentence(number=HEADLINE, paragraph=HEADLINE, start=0, text=title),) if title else ()
    lead = sentences[0].text if sentences else ""
    if is_aftermath(lead, today, words):
        fresh = (number for number, each in enumerate(sentences[1:FIRST], 1) if _is_told(each.text, today, words))
        first = next(fresh, None)
        return () if first is None else sentences[first:]
    if is_aftermath(title, today, words) and not _is_fresh(lead, today, words):
        return ()
    return (*headline, *sentences)


def _is_told(text: str, today: dt.date, words: Words) -> bool:
    """Whether a sentence tells an event of these days itself, and looks back at nothing."""
    if is_aftermath(text, today, words) or words.any("background", "summing_up").search(text):
        return False
    exact = any(each.slug not in GENERIC for each in find_types(text, words))
    times = with_reactions(text, find_times(text, today, words), words)
    return exact and any(_is_recent(time, today) for time in times)


def _is_recent(time: TimeMention, today: dt.date) -> bool:
    """Whether it is a day of these days, and none on which something was only said."""
    return not time.said and 0 <= (today - time.day).days <= NEWS


def _is_release(lead: str, today: dt.date, words: Words) -> bool:
    """Whether a first sentence tells that people are free, and no fight for them, nor that they were just taken."""
    match = words.any("background", "released").search(lead)
    if not match or find_types(lead[: match.start()] + lead[match.end() :], words):
        return False
    return not any(0 <= (today - time.day).days <= NEWS for time in find_times(match.group(), today, words))


def _is_match(text: str, words: Words) -> bool:
    """Whether a text reports a match: `shot to the top of the table with a 3-1 win`."""
    return bool(words.any("matters", "score").search(text)) and _groups(text, "sport", words) >= SPORT


def _is_made_up(text: str, words: Words) -> bool:
    """Whether a text is about a film or a book."""
    return _groups(text, "story", words) >= STORY and not words.any("background", "officials").search(text)


def _groups(text: str, name: str, words: Words) -> int:
    """Of how many groups of a list a text has words."""
    return sum(bool(any_of([group]).search(text)) for group in words.table("matters")[name])


def is_aftermath(text: str, today: dt.date, words: Words) -> bool:
    """Whether a first sentence or headline is about a trial, an anniversary or a funeral, and not one attacked."""
    matches = list(words.any("background", "aftermath").finditer(text))
    return any(not _is_aside(text, match, today, words) for match in matches) and not _is_fresh(text, today, words)


def _is_fresh(text: str, today: dt.date, words: Words) -> bool:
    """Whether a sentence about a trial or burial names the event with its day: `charged after a man was shot on …`."""
    match = words.any("background", "aftermath").search(text)
    if not match:
        return False
    days_before = words.expression("background", "before").search(text, match.end())
    if days_before and days_before["days"] and find_types(text[days_before.end() :], words):
        return True
    over = words.expression("background", "over").search(text, match.start(), match.end())
    link = over or words.expression("background", "fresh").search(text, match.end())
    if not link or not find_types(text[link.start() :], words):
        return False
    if words.any("background", "summing_up").search(text, link.end()):
        return False
    first = link.end()
    if link.groupdict().get("relative"):
        first += min(told_at(text[first:], words), default=len(text))
    return any(time.start >= first and _is_recent(time, today) for time in find_times(text, today, words))


def _is_aside(text: str, match: re.Match[str], today: dt.date, words: Words) -> bool:
    """Whether an event of these days is told before such a word: `kills 15 at a vigil`."""
    before = text[: match.start()]
    if not find_types(before, words):
        return False
    recent = any(_is_recent(time, today) for time in find_times(before, today, words))
    if recent or any(words.expression("background", name).search(before) for name in ("relative", "attended")):
        return True
    gathering, mourned = words.any("background", "gatherings"), words.any("background", "mourned")
    return bool(gathering.fullmatch(match.group()) and not mourned.search(before))
