"""Broken front matter explained: from what a YAML parser says to what an editor did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chronicle.text.fault import Fault, quoted
from chronicle.text.fences import unended
from chronicle.text.yaml_brackets import LONGEST
from chronicle.text.yaml_lines import begun_list_fault, line_fault

if TYPE_CHECKING:
    import yaml

# What YAML parsers say, in the words of an editor: by a part of it, for both parsers that PyYAML has.
_REASONS: Final = {
    "mapping values are not allowed": 'a ":" stands here in a text; put the whole text in quotes',
    "cannot start any token": "no text can begin with this sign; put it in quotes",
    "expected ',' or": 'inside [ ] and { } a comma is missing before this, or the closing "]" or "}"',
    "node content": 'inside [ ] and { } a value is missing here, or the closing "]" or "}"',
    "escape character": "a \\ means something else inside \"…\"; use single quotes: '…'",
    "hexdecimal": "a \\ means something else inside \"…\"; use single quotes: '…'",
    "escape code": "a \\ with the number of no letter; write the letter itself",
    "unexpected end of stream": "a quote mark is opened and never closed",
    "expected key": "this does not fit the lines above; look at their quotes and brackets, and the spaces before it",
    "block end": "this does not fit the lines above; look at their quotes and brackets, and the spaces before it",
    "expected comment or line break": "the value begins with a sign that means something else here; put it in quotes",
}
_SENTENCE: Final = re.compile(r"[^\s#\[\]{}:\"'|>-]\S*\s+\S")
_FIELD: Final = re.compile(r"\s*[\w-]+:(?:\s|\Z)")
# a line with another sign for the colon, or with none before a value that can only be one
_SLIP: Final = re.compile(r"(?P<key>[A-Za-z_-]+)(?:\s*[;=：]\s*|\s+(?=[\[{\"'\d]))(?P<value>\S.*)\Z")

_ESCAPE: Final = re.compile(r"(?P<lead>\s*(?:- )*[\w-]+:\s+)\"(?P<text>[^\"]*)\"\Z")


def explain(found: yaml.YAMLError | yaml.Event | Exception, lines: list[str], first_line: int, code: str = "") -> Fault:
    """The fault behind a parser's complaint, or behind an event that an entry may not use."""
    number, column = _position(found, lines)
    if code:
        number = 0
    reason = getattr(found, "problem", None) or "it cannot be read"
    unclosed = "expected ',' or" in reason or "node content" in reason
    if last := _last_before_text(lines, number):
        return unended(last - 1 + first_line, lines[last - 1])
    for candidate in _suspects(lines, number):
        line, above, below = lines[candidate], _above(lines, candidate), "".join(lines[candidate + 1 : candidate + 2])
        fault = begun_list_fault(line, below, candidate + first_line)
        fault = fault or line_fault(line, above, candidate + first_line, unclosed=unclosed)
        if fault:
            return fault
    if code:
        names = {
            "yaml-alias": "anchors (&) and aliases (*) are not allowed",
            "yaml-tag": "tags (!) are not allowed",
        }
        return Fault(code, f"{names[code]}; write the value out", first_line, column + 1)
    fault = _no_field_fault(lines, number, first_line)
    if fault:
        return fault
    begun = getattr(found, "context_mark", None)  # where the quote mark stands that is not closed
    place = (begun.line, begun.column) if begun and "end of stream" in reason else (number, column)
    return _other_fault(reason, lines, place, first_line)


def _position(found: object, lines: list[str]) -> tuple[int, int]:
    mark = getattr(found, "problem_mark", None) or getattr(found, "start_mark", None)
    if mark is None:
        return 0, 0
    return min(mark.line, len(lines) - 1), mark.column


def _above(lines: list[str], number: int) -> str:
    """The nearest line above one that is not empty."""
    return next((line for line in reversed(lines[:number]) if line.strip()), "")


def _suspects(lines: list[str], number: int) -> list[int]:
    """The complaint's own line, then the nearest lines before it that are not blank: parsers notice late."""
    before = [index for index in range(number - 1, -1, -1) if lines[index].strip()]
    return [number, *before[:40]]


def _last_before_text(lines: list[str], number: int) -> int:
    """How many lines stand before an account that begins among the fields; 0 if none does.

    That is what a missing fence looks like when the account has a line --- of its own. An empty line stands before it,
    or in it: else it is a text that goes on.
    """
    whole = "\n".join(lines).rstrip().split("\n")
    gap = max((index for index, line in enumerate(whole) if not line.strip()), default=-1)
    for start in range(1, min(number, gap + 1) + 1):
        line = lines[start][: LONGEST + 1]
        if len(line) <= LONGEST and _SENTENCE.match(line) and not _FIELD.match(line):
            above = next((index for index in range(start - 1, -1, -1) if lines[index].strip()), -1)
            is_account = above >= 0 and not any(_FIELD.match(line[:LONGEST]) for line in lines[start:])
            return above + 1 if is_account else 0
    return 0


def _no_field_fault(lines: list[str], number: int, first_line: int) -> Fault | None:
    """The nearest line that has no `key:`, where one must stand."""
    for candidate in [number, *range(number - 1, -1, -1)]:
        line = lines[candidate].rstrip()
        if not re.match(r"[^\s#\[\]{}:\"'-][^:]*\Z", line):
            continue
        message = 'the line is not of the form "key: value"'
        hint = ""
        if slip := _SLIP.match(line):
            hint = f"{slip['key']}: {slip['value']}"
        elif re.match(r"\s*[\w-]+:\s+[^\s\"'\[{|>#]\S*\s[^#]*\Z", _above(lines, candidate)):
            message += "; two spaces before it make it part of the text above"
            hint = f"  {line}"
        return Fault("yaml-line", message, candidate + first_line, 1, hint=hint)
    return None


def _other_fault(reason: str, lines: list[str], place: tuple[int, int], first_line: int) -> Fault:
    number, column = place
    words = next((words for part, words in _REASONS.items() if part in reason), f"the front matter is broken: {reason}")
    match = (
        _ESCAPE.match(lines[number][:LONGEST].rstrip())
        if "escape character" in reason or "hexdecimal" in reason
        else None
    )
    hint = match["lead"] + quoted(match["text"]) if match else ""
    return Fault("yaml-form", words, number + first_line, column + 1, hint=hint)
