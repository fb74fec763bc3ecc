"""The commonest mistakes, made as a new editor makes them: the message is read, the line pasted, the check is green."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from sites import CONFIG, location

from chronicle.building.inputs import Inputs
from chronicle.config import parse_config
from chronicle.desk.fixing.mending import mended
from chronicle.entries.folder import EntryFile, Folder, MediaFile
from chronicle.entries.kinds import FOLDERS
from chronicle.entries.parsing import parse_entry
from chronicle.linking.linking import BodyText, Material, link
from chronicle.problems import in_order
from chronicle.text.correcting import with_hints
from chronicle.text.markup import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.problems import Problem

MEDIA: Final = MediaFile(path="content/media/gate.png", digest="", width=4, height=3)
NAME: Final = "incidents/2024-05-01-harbour-town.md"
GOOD: Final = """---
title: Fire in a warehouse
date: 2024-05-01
time: "21:40"
locations: [harbour-town]
types: [fire]
actors:
- {actor: Fire Brigade, role: responder}
casualties:
- {killed: 2, injured: 1-5, of: civilians, source: Daily Gazette}
grade: likely
sources:
- {publisher: Daily Gazette, url: "https://example.org/fire", date: 2024-05-02}
media: [{file: media/gate.png, alt: "The burnt gate"}]
summary: A fire at night
aliases: [incidents/2024-05-01-old-name.html]
---

The fire began at noon in [[Harbour Town]].
"""
TITLE: Final = "title: Fire in a warehouse"
DATE: Final = "date: 2024-05-01"
PLACES: Final = "locations: [harbour-town]"
SOURCE: Final = '- {publisher: Daily Gazette, url: "https://example.org/fire", date: 2024-05-02}'
CLAIM: Final = "- {killed: 2, injured: 1-5, of: civilians, source: Daily Gazette}"
DATES: Final = "write 2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or 2023-10-19/.."
COUNTS: Final = 'write 3, 1-5, or 41+ for "at least 41"'
QUOTES: Final = "which means something else here; put it in quotes"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is written instead of a part of the good entry, the line that is named, the code, and what is said."""

    part: str
    written: str
    line: int
    code: str
    message: str


# --fix mends these, and so does the proposed line.
MENDED: Final = {
    "a special space behind a hyphen": Mistake(
        SOURCE,
        SOURCE.replace("- ", "-\u00a0", 1),
        13,
        "yaml-space",
        "a special space stands here; write an ordinary one",
    ),
    "a special space before a key": Mistake(
        SOURCE,
        "- publisher: Daily Gazette\n\u00a0 url: https://example.org/fire",
        14,
        "yaml-space",
        "a special space stands here; write an ordinary one",
    ),
    "a key below a hyphen": Mistake(
        SOURCE,
        "  - publisher: Daily Gazette\n  url: https://example.org/fire",
        14,
        "yaml-indent",
        'the line must stand below the words of the item above, not below its "-"',
    ),
    "a date in Arabic digits": Mistake(
        DATE, "date: ٢٠٢٤-٠٥-٠١", 3, "date-form", f'"٢٠٢٤-٠٥-٠١" is not a date; {DATES}'
    ),
    "a colon in a title": Mistake(
        TITLE, "title: Fire: the second day", 2, "yaml-colon", 'the value has a ":" in it; put it in quotes'
    ),
    "a hash in a title": Mistake(
        TITLE,
        "title: Fire at pier # 4",
        2,
        "text-cut",
        'the text ends before "# 4": a # after a space begins a comment',
    ),
    "a tab": Mistake(DATE, f"\t{DATE}", 3, "yaml-tab", "the line begins with a tab; use spaces"),
    "a tab in a list": Mistake("- {actor", "\t- {actor", 8, "yaml-tab", "the line begins with a tab; use spaces"),
    "typographic quotes around a title": Mistake(
        TITLE,
        "title: “Fire in a warehouse”",
        2,
        "text-quotes",
        "typographic quotes stay in the text; straight quotes would not",
    ),
    "typographic quotes and a colon": Mistake(
        TITLE, "title: “Fire: the second day”", 2, "yaml-colon", 'the value has a ":" in it; put it in quotes'
    ),
    "typographic quotes around a date": Mistake(
        DATE, "date: “2024-05-01”", 3, "date-form", f'"“2024-05-01”" is not a date; {DATES}'
    ),
    "typographic quotes around a time": Mistake(
        'time: "21:40"',
        "time: “21:40”",
        4,
        "time-form",
        '"“21:40”" is not a time; write "21:40", "21:40Z" or "21:40+03:00"',
    ),
    "typographic quotes around an address": Mistake(
        '"https://example.org/fire"',
        "“https://example.org/fire”",
        13,
        "url-form",
        '"“https://example.org/fire”" must begin with https:// or http://',
    ),
    "day, month, year": Mistake(DATE, "date: 19.10.2023", 3, "date-form", f'"19.10.2023" is not a date; {DATES}'),
    "month and day exchanged": Mistake(
        DATE, "date: 2023-19-10", 3, "date-impossible", '"2023-19-10" is not a date (there is no month 19)'
    ),
    "a date in words": Mistake(DATE, "date: 1 May 2024", 3, "date-form", f'"1 May 2024" is not a date; {DATES}'),
    "a month in words": Mistake(DATE, "date: May 2024", 3, "date-form", f'"May 2024" is not a date; {DATES}'),
    "a date without zeros": Mistake(DATE, "date: 2024-5-1", 3, "date-form", f'"2024-5-1" is not a date; {DATES}'),
    "a typo in a key": Mistake(
        "locations", "locatoins", 5, "unknown-key", 'is not a field (did you mean "locations"?)'
    ),
    "a typo in a required key": Mistake(
        "title", "titel", 2, "field-missing", 'is missing; "titel" was probably meant to be "title"'
    ),
    "another word for a key": Mistake(
        "locations", "place", 5, "unknown-key", 'is not a field (did you mean "locations"?)'
    ),
    "another word for a key that must be there": Mistake(
        "title", "headline", 2, "field-missing", 'is missing; "headline" was probably meant to be "title"'
    ),
    "a key in capitals": Mistake("grade", "GRADE", 11, "unknown-key", 'is not a field (did you mean "grade"?)'),
    "a list as text": Mistake(PLACES, "locations: Harbour Town", 5, "wrong-type", "must be a list, not text"),
    "types as text": Mistake("types: [fire]", "types: fire", 6, "wrong-type", "must be a list, not text"),
    "text as a list": Mistake("grade: likely", "grade: [likely]", 11, "wrong-type", "must be a name, not a list"),
    "a grade with a capital": Mistake(
        "grade: likely",
        "grade: Likely",
        11,
        "grade-unknown",
        '"Likely" is not one of confirmed, likely, claimed, disputed, retracted (did you mean "likely"?)',
    ),
    "a role with a capital": Mistake(
        "role: responder",
        "role: Responder",
        8,
        "not-a-choice",
        '"Responder" is not one of perpetrator, suspected, claimed, target, affected, responder, other '
        '(did you mean "responder"?)',
    ),
    "a value that begins with @": Mistake(
        TITLE, "title: @mayor on the fire", 2, "yaml-special", f'the value begins with "@", {QUOTES}'
    ),
    "a value that begins with a backtick": Mistake(
        TITLE, "title: `Fire` in a warehouse", 2, "yaml-special", f'the value begins with "`", {QUOTES}'
    ),
    "a value that begins with *": Mistake(
        TITLE, "title: *Fire* in a warehouse", 2, "yaml-special", f'the value begins with "*", {QUOTES}'
    ),
    "a title that begins with a bracket": Mistake(
        TITLE, "title: [Update] Fire", 2, "yaml-special", f'the value begins with "[", {QUOTES}'
    ),
    "a quote mark that is not closed": Mistake(
        TITLE,
        'title: "Fire in a warehouse',
        2,
        "yaml-quote",
        "the quotes do not match; put the value in one pair of quotes",
    ),
    "quotes inside quotes": Mistake(
        TITLE,
        'title: "A "big" fire"',
        2,
        "yaml-quote",
        "the quotes do not match; put the value in one pair of quotes",
    ),
    "a bracket that is not closed": Mistake(
        PLACES, "locations: [harbour-town", 5, "yaml-bracket", 'the "[" is not closed; add "]"'
    ),
    "a brace that is not closed": Mistake(
        "role: responder}", "role: responder", 8, "yaml-bracket", 'the "{" is not closed; add "}"'
    ),
    "a round bracket": Mistake(PLACES, "locations: (harbour-town)", 5, "wrong-type", "must be a list, not text"),
    "no space after a colon": Mistake(DATE, "date:2024-05-01", 3, "yaml-space", 'a space is missing after ":"'),
    "an equals sign": Mistake(DATE, "date = 2024-05-01", 3, "yaml-line", 'the line is not of the form "key: value"'),
    "a key further right": Mistake(
        DATE, f"  {DATE}", 3, "yaml-indent", "the spaces before the line do not fit the line above"
    ),
    "an item further right": Mistake(
        PLACES,
        "locations:\n- harbour-town\n  - coast",
        7,
        "yaml-indent",
        'the "-" must stand below the one above',
    ),
    "an item without a space": Mistake(
        PLACES, "locations:\n-harbour-town", 6, "yaml-dash", 'a space is missing after "-"'
    ),
    "a bullet": Mistake(
        PLACES,
        "locations:\n• harbour-town",
        6,
        "yaml-dash",
        'each line of a list begins with "- ", a hyphen and a space',
    ),
    "a field of an item in another column": Mistake(
        SOURCE,
        "- publisher: Daily Gazette\n   url: https://example.org/fire",
        14,
        "yaml-indent",
        "the spaces before the line do not fit the line above",
    ),
}
# The proposed line is right, and --fix leaves it to the editor to say so.
PROPOSED: Final = {
    "a time in a date": Mistake(
        DATE,
        "date: 2024-05-01 21:40",
        3,
        "date-time",
        '"2024-05-01 21:40" has a time in it; write 2024-05-01, and time: "21:40" on a line of its own',
    ),
    "a number in Arabic digits": Mistake(
        "killed: 2", "killed: ٢", 10, "count-form", f'"٢" is not a number of people; {COUNTS}'
    ),
    "two places with a semicolon": Mistake(
        PLACES, "locations: Harbour Town; Coast", 5, "wrong-type", "must be a list, not text"
    ),
    "a draft as other programs have it": Mistake(
        "summary: A fire at night", "draft: true", 15, "misplaced-field", "is written as status: draft"
    ),
    "a place with a slip": Mistake(
        PLACES,
        "locations: [Harbor Town]",
        5,
        "location-missing",
        'there is no location "Harbor Town" (did you mean "harbour-town"?); its page has no place on the map',
    ),
    "a type with a slip": Mistake(
        "types: [fire]",
        "types: [fires]",
        6,
        "type-unknown",
        '"fires" is not a known type (did you mean "fire"?); [types.fires] in chronicle.toml adds it',
    ),
    "a grade with a slip": Mistake(
        "grade: likely",
        "grade: likly",
        11,
        "grade-unknown",
        '"likly" is not one of confirmed, likely, claimed, disputed, retracted (did you mean "likely"?)',
    ),
    "a picture with another ending": Mistake(
        "gate.png",
        "gate.jpg",
        14,
        "media-missing",
        '"media/gate.jpg" is not in content/media (did you mean "media/gate.png"?)',
    ),
    "a picture by its name": Mistake(
        "media/gate.png",
        "gate.png",
        14,
        "media-form",
        '"gate.png" is not a file below content/media, such as media/base.jpg',
    ),
    "two places as text": Mistake(
        PLACES, "locations: Harbour Town, Coast", 5, "wrong-type", "must be a list, not text"
    ),
    "a source as an address": Mistake(
        SOURCE,
        f"{SOURCE}\n- https://example.org/fire",
        14,
        "wrong-type",
        "must be a table of keys such as {article: …, publisher: …}, not text",
    ),
    "a table for a list": Mistake(
        CLAIM,
        "  killed: 2\n  of: civilians",
        10,
        "wrong-type",
        'must be a list, not a table of keys; begin the first line of each item with "- "',
    ),
    "the number of dead at the margin": Mistake(
        f"casualties:\n{CLAIM}", "killed: 5", 9, "misplaced-field", "belongs inside casualties"
    ),
    "a comma in a number": Mistake(
        "killed: 2",
        "killed: 1,400",
        10,
        "yaml-comma",
        '"400" has no value: a "," inside a text or number needs quotes around it',
    ),
    "a comma in a number in quotes": Mistake(
        "killed: 2", 'killed: "1,400"', 10, "count-form", f'"1,400" is not a number of people; {COUNTS}'
    ),
    "a number in words": Mistake(
        "killed: 2", "killed: two", 10, "count-form", f'"two" is not a number of people; {COUNTS}'
    ),
    "an address without https": Mistake(
        "https://example.org/fire",
        "www.example.org/fire",
        13,
        "url-form",
        '"www.example.org/fire" must begin with https:// or http://',
    ),
    "an alias with a domain": Mistake(
        "incidents/2024-05-01-old-name.html",
        "https://example.org/log/incidents/2024-05-01-old-name.html",
        16,
        "alias-form",
        '"https://example.org/log/incidents/2024-05-01-old-name.html" is not an address of this site, '
        "such as incidents/old-name.html",
    ),
    "an alias without its ending": Mistake(
        "old-name.html",
        "old-name",
        16,
        "alias-form",
        '"incidents/2024-05-01-old-name" is not an address of this site, such as incidents/old-name.html',
    ),
    "a time in words": Mistake(
        'time: "21:40"',
        "time: 9:40 pm",
        4,
        "time-form",
        '"9:40 pm" is not a time; write "21:40", "21:40Z" or "21:40+03:00"',
    ),
    "a wiki link with a slip": Mistake(
        "[[Harbour Town]]",
        "[[Harbor Town]]",
        19,
        "wiki-link-missing",
        '[[Harbor Town]] leads to no entry (did you mean "harbour-town"?); it is shown as missing',
    ),
    "a source of a claim with a slip": Mistake(
        "source: Daily Gazette",
        "source: Daily Gazete",
        10,
        "claim-source",
        '"Daily Gazete" is neither an article nor a publisher among the sources (did you mean "Daily Gazette"?)',
    ),
    "a text in two lines": Mistake(
        "summary: A fire at night",
        "summary: A fire at night\nin a warehouse",
        16,
        "yaml-line",
        'the line is not of the form "key: value"; two spaces before it make it part of the text above',
    ),
}

# Only the editor can know what is meant.
TOLD: Final = {
    "a date that can be two": Mistake(
        DATE,
        "date: 04/03/2019",
        3,
        "date-form",
        '"04/03/2019" can mean 2019-03-04 or 2019-04-03; write the one you mean',
    ),
    "a day that does not exist": Mistake(
        DATE, "date: 2023-02-30", 3, "date-impossible", '"2023-02-30" is not a day (February 2023 has 28)'
    ),
    "no date": Mistake(DATE, "date:", 3, "field-missing", "is missing; it must be a date such as 2023-10-19"),
    "an unknown place": Mistake(
        PLACES,
        "locations: [Riverside]",
        5,
        "location-missing",
        'there is no location "Riverside"; its page has no place on the map',
    ),
    "an unknown type": Mistake(
        "types: [fire]",
        "types: [flood wave]",
        6,
        "type-unknown",
        '"flood wave" is not a known type; [types.flood-wave] in chronicle.toml adds it',
    ),
    "an unknown grade": Mistake(
        "grade: likely",
        "grade: probable",
        11,
        "grade-unknown",
        '"probable" is not one of confirmed, likely, claimed, disputed, retracted',
    ),
    "an unknown key": Mistake("summary", "headline", 15, "unknown-key", "is not a field"),
    "a key twice": Mistake(
        "grade: likely",
        "grade: likely\ngrade: claimed",
        12,
        "duplicate-key",
        '"grade" is here a second time (first in line 11)',
    ),
    "a picture that is not there": Mistake(
        "gate.png", "door.png", 14, "media-missing", '"media/door.png" is not in content/media'
    ),
    "a number of dead beside the claims": Mistake(
        "grade: likely", "grade: likely\nkilled: 5", 12, "misplaced-field", "belongs inside casualties"
    ),
    "dozens": Mistake("killed: 2", "killed: dozens", 10, "count-form", f'"dozens" is not a number of people; {COUNTS}'),
    "a wiki link to nothing": Mistake(
        "[[Harbour Town]]",
        "[[Riverside]]",
        19,
        "wiki-link-missing",
        "[[Riverside]] leads to no entry; it is shown as missing",
    ),
}  # fmt: skip

EVERY: Final = {**MENDED, **PROPOSED, **TOLD}


def files(text: str) -> dict[str, str]:
    """The texts of a small chronicle with this entry and its places."""
    return {
        f"content/{NAME}": text,
        "content/locations/harbour-town.md": location("Harbour Town", parent="coast", coordinates="[51.48, -0.01]"),
        "content/locations/coast.md": location("Coast", coordinates="[51, 0]"),
    }


def told(text: str) -> tuple[Problem, ...]:
    """What the check says of the entry, in memory."""
    read = [parse_entry(FOLDERS[path.split("/")[1]], other, path) for path, other in files(text).items()]
    entry, problems = read[0]
    if entry:
        prose = {each.path: render(each.body) for each, _ in read if each}
        line = text[: len(text) - len(entry.body)].count("\n") + 1
        bodies = {path: BodyText(digest="", references=html.references, line=line) for path, html in prose.items()}
        config, _ = parse_config(CONFIG)
        assert config
        entries = tuple(each for each, _ in read if each)
        _, found = link(Material(config=config, entries=entries, bodies=bodies, media=(MEDIA,)))
        problems = (*problems, *with_hints(text, found))
    return in_order(problem for problem in problems if problem.path == f"content/{NAME}")


def mended_text(text: str) -> str:
    """The entry after `--fix`, in memory."""
    entries = tuple(EntryFile(path=path, content=each.encode()) for path, each in files(text).items())
    inputs = Inputs(config=CONFIG, folder=Folder(entries=entries, media=(MEDIA,)), theme={}, own_templates=frozenset())
    found, _ = mended(inputs)
    return next((file.after.decode() for file in found if file.path == f"content/{NAME}"), text)


def made(mistake: Mistake) -> str:
    """The good entry with a mistake in it."""
    assert mistake.part in GOOD
    return GOOD.replace(mistake.part, mistake.written, 1)


def test_the_entry_is_good() -> None:
    """Without a mistake nothing is told, and there is nothing to mend."""
    assert told(GOOD) == ()
    assert mended_text(GOOD) == GOOD


@pytest.mark.parametrize("name", EVERY)
def test_a_mistake_is_told_at_its_line_in_plain_words(name: str) -> None:
    """One problem, with the line where the mistake is, and words for an editor who knows no YAML."""
    mistake = EVERY[name]
    found = told(made(mistake))
    assert [(each.line, each.code, each.message) for each in found] == [(mistake.line, mistake.code, mistake.message)]
    assert bool(found[0].hint) == (name not in TOLD)


@pytest.mark.parametrize("name", [*MENDED, *PROPOSED])
def test_the_proposed_line_pasted_makes_the_check_green(name: str) -> None:
    """The proposal is a whole line: in the place of the wrong one it leaves nothing to say."""
    text = made(EVERY[name])
    (problem,) = told(text)
    lines = text.split("\n")
    lines[problem.line - 1] = problem.hint
    assert told("\n".join(lines)) == ()


@pytest.mark.parametrize("name", MENDED)
def test_what_is_safe_is_mended(name: str) -> None:
    """`--fix` makes the check green, changes no other line, and finds nothing more to mend."""
    text = made(EVERY[name])
    after = mended_text(text)
    pairs = zip(text.split("\n"), after.split("\n"), strict=True)
    assert [number for number, (old, new) in enumerate(pairs, 1) if old != new] == [EVERY[name].line]
    assert told(after) == ()
    assert mended_text(after) == after


@pytest.mark.parametrize("name", [*PROPOSED, *TOLD])
def test_what_is_not_safe_is_left_to_the_editor(name: str) -> None:
    """What only an editor can know is not mended."""
    text = made(EVERY[name])
    assert mended_text(text) == text


def test_several_mistakes_in_one_file_are_mended_together() -> None:
    """Broken form hides what stands behind it: one run mends what the next would find."""
    text = GOOD
    for name in (
        "a colon in a title",
        "typographic quotes around a date",
        "a list as text",
        "a key in capitals",
        "a brace that is not closed",
    ):
        text = text.replace(MENDED[name].part, MENDED[name].written, 1)
    assert told(mended_text(text)) == ()


FENCES: Final = {
    "no closing fence": (GOOD.replace("---\n\nThe", "\nThe"), 16, GOOD.replace("---\n\nThe", "---\n\nThe")),
    "no closing fence, and a rule in the text": (
        GOOD.replace("---\n\nThe", "\nThe") + "\n---\n\nMore of it.\n",
        16,
        GOOD + "\n---\n\nMore of it.\n",
    ),
    "a closing fence of two hyphens": (GOOD.replace("---\n\nThe", "--\n\nThe"), 17, GOOD),
    "a closing fence of a dash": (GOOD.replace("---\n\nThe", "—\n\nThe"), 17, GOOD),
    "no opening fence": (GOOD.removeprefix("---\n"), 1, GOOD),
    "an opening fence of dashes": ("—-" + GOOD.removeprefix("---"), 1, GOOD),
    "an opening fence behind a space": (" " + GOOD, 1, GOOD),
    "an empty line first": ("\n" + GOOD, 1, GOOD),
    "a byte order mark and an empty line first": ("\ufeff\r\n" + GOOD, 1, "\ufeff" + GOOD),
}


@pytest.mark.parametrize("name", FENCES)
def test_a_missing_fence_is_told_and_mended(name: str) -> None:
    """The line is named; `--fix` puts the fence where it belongs, or takes away what stands above it."""
    text, line, good = FENCES[name]
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert [(problem.line, problem.code) for problem in told(plain)] == [(line, "fence-missing")]
    assert mended_text(text) == good


@pytest.mark.parametrize("text", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), GOOD + "\n<div onclick='x()'>a</div>\n"])
def test_what_is_no_mistake_is_not_told(text: str) -> None:
    """A byte order mark, the line ends of Windows, and HTML in the account are nobody's business."""
    assert told(text.removeprefix("\ufeff").replace("\r\n", "\n")) == ()
    assert mended_text(text) == text


GUIDE: Final = (
    (Path(__file__).parents[3] / "docs/editors.md").read_text("utf-8").partition("## The commonest mistakes")[2]
)
SPANS: Final = re.compile("`([^`]+)`")


def in_guide() -> Iterator[tuple[str, str]]:
    """The lines of the guide that `--fix` mends, wrong and right: rows of whole lines with a tick."""
    for row in re.findall(r"(?m)^\| (.+) \| .* \| (`[^`]+`) \| ✓ \|$", GUIDE):
        if not SPANS.sub("", row[0]).strip(" ,"):
            yield from ((wrong, row[1].strip("`")) for wrong in SPANS.findall(row[0]))


@pytest.mark.parametrize(("wrong", "right"), [*in_guide()])
def test_the_table_in_the_guide_is_true(wrong: str, right: str) -> None:
    """What the editor's guide says is mended is mended so."""
    key = right.partition(":")[0]
    line = next(line for line in GOOD.split("\n") if line.startswith(f"{key}:"))
    assert mended_text(GOOD.replace(line, wrong)) == GOOD.replace(line, right)


def test_the_guide_has_a_table() -> None:
    """The test above reads it."""
    assert len([*in_guide()]) >= 12
