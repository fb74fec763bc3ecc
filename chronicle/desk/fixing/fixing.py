"""Fixing an entry's text: what is safe is changed in the lines meant, and what comes out is read back. Pure.

A correction is safe when it changes how something is written and not what it says. Each is a problem with its proposal
(see `correcting`), so what is fixed is what an editor would have been told to paste.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from chronicle.entries.fields import entry_fields
from chronicle.entries.kinds import KINDS
from chronicle.entries.parsing import entry_from
from chronicle.problems import in_order
from chronicle.text.correcting import all_corrected, corrected
from chronicle.text.frontmatter import Document, parse_document
from chronicle.text.line_ends import lines_of, plain
from chronicle.text.nodes import Mapping, Node, Scalar, Sequence
from chronicle.text.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Table

    from chronicle.entries.kinds import Entry
    from chronicle.problems import Problem
    from chronicle.text.yaml_layout import Place

MOST: Final = 300  # corrections of a file's form; after each it is read again
MOST_TRIES: Final = 100  # times that a file is read again for its values, of which many can be mended at once

# What is mended whenever there is a proposal.
_ALWAYS: Final = frozenset(
    "fence-missing yaml-colon yaml-special yaml-quote yaml-bracket yaml-dash yaml-indent yaml-space yaml-tab yaml-line "
    "yaml-form text-cut text-odd text-quotes field-missing unknown-key date-form date-impossible "
    "coordinates-form".split()
)
# What is mended when the proposal differs in case, quotes, brackets and spaces only.
_SAME_LETTERS: Final = frozenset(
    "wrong-type not-a-choice flag-form time-form count-form number-form url-form alias-form media-form language-form "
    "country-code-form wikidata-form geonames-form sha256-form".split()
)
# A field of a record, and a text in quotes, which may hide one.
_OF_RECORDS: Final = sorted(
    {name for kind in KINDS.values() for field in entry_fields(kind) for name in field.metadata["kind"].inside}
)
_FIELD: Final = re.compile(rf"\s(?:{'|'.join(_OF_RECORDS)}):\s")
_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")

Tree: TypeAlias = "str | tuple[Tree, ...] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text of an entry with what was found in it; without a document its form is broken."""

    text: str
    document: Document | None
    entry: Entry | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """An entry after fixing: what was mended, and in words why something was not."""

    reading: Reading
    done: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read(kind: type[Entry], text: str, path: str) -> Reading:
    """Read the text of a file, with any line ends and a byte order mark or none."""
    document = parse_document(plain(text), path)
    if not isinstance(document, Document):
        return Reading(text=text, document=None, entry=None, problems=(document,))
    entry, problems = entry_from(kind, document, path)
    return Reading(text=text, document=document, entry=entry, problems=problems)


def fixed(kind: type[Entry], text: str, path: str) -> Fixed:
    """The text of an entry with everything mended that is safe; all of it or, where its form is unclear, nothing."""
    first = read(kind, text, path)
    formed, of_form, lost = _formed(kind, first)
    now, of_values, refused = _with_values(kind, formed) if formed.document else (formed, (), {})
    notes = tuple(f"{path}:{problem.line} was not mended: {why}" for problem, why in {**lost, **refused}.items())
    if doubt := _doubt(now, of_form, kind):
        return Fixed(reading=first, notes=(*notes, f"{path} was left as it is: {doubt}"))
    return Fixed(reading=now, done=(*of_form, *of_values), notes=notes)


# ---- what is safe


def _safe(reading: Reading) -> tuple[Problem, ...]:
    """The problems of an entry whose proposal can be made without asking, in order."""
    there = dict(_nodes(reading.document.fields)) if reading.document else {}
    return tuple(
        problem
        for problem in in_order(reading.problems)
        if _is_safe(problem, there.get((problem.line, problem.column)), reading)
    )


def _nodes(node: Node) -> Iterator[tuple[Place, Node]]:
    """Each text and list by where it begins."""
    if not isinstance(node, Mapping):
        yield (node.line, node.column), node
    inner = node.items if isinstance(node, Sequence) else ()
    for each in (value for _, value in node.pairs) if isinstance(node, Mapping) else inner:
        yield from _nodes(each)


def _is_safe(problem: Problem, there: Node | None, reading: Reading) -> bool:
    if problem.code == "fence-missing" and not problem.hint:
        text = reading.text.removeprefix("\ufeff")
        return bool(text.strip()) and not lines_of(text)[0].strip()  # an empty line goes
    if problem.code == "yaml-line" and problem.hint.startswith(" "):
        return False  # a text that may go on, or may not
    if problem.code == "yaml-colon" and _hides_field(problem.hint):
        return False
    if problem.code == "text-cut" and not _is_in_text(there):
        return False
    if not problem.meant and (reading.document or not problem.hint):
        return False  # where all can be read, values are put and no whole lines
    return problem.code in _ALWAYS or (problem.code in _SAME_LETTERS and _is_same(problem, there))


def _hides_field(line: str) -> bool:
    """Whether a text in quotes that stands in a record may be a text and another field: `"AFP url: https://…"`."""
    is_in_record = re.match(r"[\s-]|.*\{", line)
    return bool(is_in_record) and any(map(_FIELD.search, _QUOTED.findall(line)))


def _is_in_text(node: Node | None) -> bool:
    """Whether a `#` behind a text is part of it: before a word or a number. Comments begin with `# ` and a word."""
    return isinstance(node, Scalar) and not node.is_null and bool(re.match(r"#(?:\S|\s*\d)", node.comment))


def _is_same(problem: Problem, there: Node | None) -> bool:
    """Whether what was meant has the letters of what is there: one text, or a list of one."""
    meant = _meant(problem)
    if there is None or (isinstance(meant, Sequence) and len(meant.items) != 1):
        return False
    is_word = not isinstance(there, Sequence) or not re.search(r"\s", problem.meant)
    # Several values, or a hyphen that was to begin one, are for an editor to take apart.
    is_one = not isinstance(there, Scalar) or not re.search(r";|\A\W*[-–—]", there.text)
    return is_word and is_one and _letters(there) == _letters(meant)


def _meant(problem: Problem) -> Node:
    return parse_yaml(f"x: {problem.meant}").pairs[0][1]


def _letters(node: Node) -> str:
    if isinstance(node, Sequence):
        return "".join(map(_letters, node.items))
    return re.sub(r"[\s\"'“”„«»‘’()]", "", node.text).casefold() if isinstance(node, Scalar) else ""


# ---- the form of a file: one mistake hides the next


def _formed(kind: type[Entry], now: Reading) -> tuple[Reading, tuple[Problem, ...], dict[Problem, str]]:
    """The reading with a form that can be read, as far as it can be mended; what was mended, and what could not be."""
    done: list[Problem] = []
    while not now.document and len(done) < MOST and (safe := _safe(now)):
        try:
            after = read(kind, corrected(now.text, safe[0]), safe[0].path)
        except ValueError as error:
            return now, tuple(done), {safe[0]: str(error)}
        if _signs(after.text) != _signs(now.text):
            return now, tuple(done), {safe[0]: "words would be lost"}
        now = after
        done += safe
    return now, tuple(done), {}


def _signs(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _doubt(now: Reading, broken: tuple[Problem, ...], kind: type[Entry]) -> str:
    """Why a text whose form was broken may have been misunderstood."""
    if not broken:
        return ""
    if now.document is None:
        return f"line {now.problems[0].line} must be mended by hand first"
    lines = {problem.line + below for problem in broken for below in range(problem.hint.count("\n") + 1)}
    wrong = next((each for each in now.problems if each.line in lines and _is_doubtful(each)), None)
    if any(problem.code == "fence-missing" for problem in broken):
        names = "|".join(field.name for field in entry_fields(kind))
        if re.search(rf"(?m)^(?:{names}):\s", now.document.body):
            return "it is not clear where the fields end"
        wrong = wrong or next((each for each in now.problems if each.level == "error"), None)
    return f"line {wrong.line} would be wrong in another way ({wrong.field} {wrong.message})" if wrong else ""


def _is_doubtful(problem: Problem) -> bool:
    """Whether a line that was mended and has this problem was misunderstood."""
    return problem.level == "error" or problem.code == "unknown-key"


# ---- values and keys


def _with_values(kind: type[Entry], now: Reading) -> tuple[Reading, tuple[Problem, ...], dict[Problem, str]]:
    """The reading with values and keys mended; what was mended, and what was not and why. One can bring up another."""
    done: list[Problem] = []
    refused: dict[Problem, str] = {}
    tries = 0
    while groups := [[problem for problem in _safe(now) if problem not in refused]]:
        before = len(done)
        while groups and tries < MOST_TRIES:
            group, tries = groups.pop(), tries + 1
            try:
                now = _changed(kind, now, group) if group else now
            except ValueError as error:
                half = len(group) // 2
                # The later half first: what comes before a change stays in its place.
                groups += [group[:half], group[half:]] if half else []
                refused |= {} if half else {group[0]: str(error)}
            else:
                done += group
        if len(done) == before:
            break
    return now, tuple(done), refused


def _changed(kind: type[Entry], before: Reading, problems: list[Problem]) -> Reading:
    """The reading with corrections. Raise ValueError when they would change more than how something is written."""
    after = read(kind, all_corrected(before.text, problems), problems[0].path)
    put = {(problem.line, problem.column): _meant(problem) for problem in problems}
    if not before.document or not after.document or not agree(before.document, after.document, put):
        raise ValueError("another value would change as well")
    if _errors(after) > _errors(before):
        raise ValueError("another mistake would come of it")
    return after


def _errors(reading: Reading) -> int:
    """How many errors there are that cannot be mended."""
    return sum(problem.level == "error" for problem in set(reading.problems) - set(_safe(reading)))


def agree(before: Document, after: Document, put: Table[Place, Node]) -> bool:
    """Whether a document says the same as another one with other values at some places."""
    return (_tree(before.fields, put), before.body) == (_tree(after.fields, {}), after.body)


def _tree(node: Node, put: Table[Place, Node]) -> Tree:
    """What front matter says, without where and how it is written."""
    if not isinstance(node, Mapping) and (new := put.get((node.line, node.column))):
        return _tree(new, {})
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return ("list", *(_tree(item, put) for item in node.items))
    return ("table", *((_tree(key, put), _tree(value, put)) for key, value in node.pairs))
