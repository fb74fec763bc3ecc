"""Guesses: other ways in which values are written, and the value that was meant."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from chronicle.entries import guesses
from chronicle.entries.kinds import Incident
from chronicle.entries.parsing import parse_entry

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("guess", "text", "meant"),
    [
        (guesses.count, "1,400", "1400"),
        (guesses.count, "12 000", "12000"),
        (guesses.count, "Two", "2"),
        (guesses.count, "at least 41", "41+"),
        (guesses.count, "41 or more", "41+"),
        (guesses.count, "2 to 4", "2-4"),
        (guesses.count, "between 2 and 4", "2-4"),
        (guesses.count, "2 or 3", "2-3"),
        (guesses.count, "2 and 4", ""),
        (guesses.count, "dozens", ""),
        (guesses.count, "about 40", ""),
        (guesses.count, "1,40", ""),
        (guesses.time, "9:40 pm", "21:40"),
        (guesses.time, "12:05 a.m.", "00:05"),
        (guesses.time, "9 am", "09:00"),
        (guesses.time, "21.40", "21:40"),
        (guesses.time, "21h40", "21:40"),
        (guesses.time, "21:40:00", "21:40"),
        (guesses.time, "9", ""),
        (guesses.time, "noon", ""),
        (guesses.flag, "Yes", "true"),
        (guesses.flag, "FALSE", "false"),
        (guesses.address, "www.example.org/a?b", "https://www.example.org/a?b"),
        (guesses.address, "Daily Gazette", ""),
        (guesses.address, "javascript:alert(1)", ""),
        (guesses.alias, "/incidents/a.html", "incidents/a.html"),
        (guesses.alias, "https://example.org/log/locations/a.html", "locations/a.html"),
        (guesses.alias, "content/incidents/2024/a.md", "incidents/a.html"),
        (guesses.alias, "a", ""),
        (guesses.media, "content/media/a.png", "media/a.png"),
        (guesses.media, "..\\media\\a.png", "media/a.png"),
        (guesses.address, "<https://example.org/a>", "https://example.org/a"),
        (guesses.address, "[The story](https://example.org/a)", "https://example.org/a"),
        (guesses.language, "en_US", "en-US"),
        (guesses.language, "EN", "en"),
        (guesses.count, "more than 40", "41+"),
        (guesses.count, "over 40", "41+"),
        (guesses.time, "21:40 +03", "21:40+03:00"),
        (guesses.time, "9:40 pm UTC+3", "21:40+03:00"),
        (guesses.time, "21:40 -0330", "21:40-03:30"),
        (guesses.time, "21:40 GMT", "21:40Z"),
        (guesses.media, "a.png", "media/a.png"),
        (guesses.media, "media/_a.v2.png", "media/_a.v2.png"),
        (guesses.media, "media/Foto Müller.JPG", "media/Foto-Muller.JPG"),
        (guesses.media, "media/", ""),
        (guesses.media, "media/../../a.png", ""),
        (guesses.media, "https://example.org/media/a.png", ""),
        (guesses.wikidata, "https://www.wikidata.org/wiki/Q796", "Q796"),
        (guesses.wikidata, "q796", "Q796"),
        (guesses.wikidata, "Iraq", ""),
        (guesses.geonames, "https://www.geonames.org/99532/hit.html", "99532"),
        (guesses.geonames, "Hit", ""),
    ],
)
def test_what_was_meant_is_guessed(guess: Callable[[str], str], text: str, meant: str) -> None:
    """Common other ways are understood; where several things can be meant, nothing is guessed."""
    assert guess(text) == meant


@pytest.mark.parametrize(
    ("guess", "text", "meant"),
    [
        (guesses.source, "https://example.org/a", {"url": "https://example.org/a"}),
        (guesses.source, "gazette-2024-05-02-fire", {"article": "gazette-2024-05-02-fire"}),
        (guesses.source, "Daily Gazette", {"publisher": "Daily Gazette"}),
        (
            guesses.source,
            "[The Gazette](https://example.org/a)",
            {"publisher": "The Gazette", "url": "https://example.org/a"},
        ),
        (guesses.source, "AFP: https://example.org/a", {"publisher": "AFP", "url": "https://example.org/a"}),
        (guesses.source, "unknown", {}),
        (guesses.source, "", {}),
        (guesses.claim, "3 killed", {"killed": "3"}),
        (guesses.claim, "three dead and at least 400 wounded", {"killed": "3", "injured": "400+"}),
        (guesses.claim, "3 killed, 1-5 injured", {"killed": "3", "injured": "1-5"}),
        (guesses.claim, "3 killed, 4 dead", {}),
        (guesses.claim, "some killed", {}),
        (guesses.claim, "", {}),
        (guesses.picture, "media/a.png", {"file": "media/a.png"}),
        (guesses.picture, "media/a.png: the gate", {"file": "media/a.png", "alt": "the gate"}),
        (guesses.picture, "the gate", {}),
    ],
)
def test_the_fields_that_a_bare_text_was_meant_to_be_are_guessed(
    guess: Callable[[str], dict[str, str]], text: str, meant: dict[str, str]
) -> None:
    """With their values."""
    assert guess(text) == meant


@pytest.mark.parametrize("field", ["date", "time", "aliases", "casualties", "sources", "locations", "status", "title"])
@pytest.mark.parametrize("unit", [" ", "a ", "incidents/", "1,", "- ", "(", "to ", ": ", "“", "a, ", "*", "1."])
def test_guessing_takes_no_time(field: str, unit: str) -> None:
    """However long and odd a value is, what was meant by it is not searched for long."""
    text = f"---\ntitle: A\ndate: 2024\n{field}2: b\n{field}: a{unit * (60_000 // len(unit))}b\n---\n"
    before = time.process_time()
    parse_entry(Incident, text.replace("title: A\n", "") if field == "title" else text, "x.md")
    parse_entry(Incident, text.replace("date: 2024\n", ""), "x.md")
    assert time.process_time() - before < 2
