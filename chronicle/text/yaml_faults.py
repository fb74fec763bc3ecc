"""Broken front matter explained: from what a YAML parser says to what an editor did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import yaml

# key, then a value: what an editor's line looks like, also inside a list
_LINE = re.compile(r"(?P<lead>\s*(?:- )*)(?P<key>[\w-]+):(?P<gap>\s+)(?P<value>\S.*?)\s*\Z")
_OPENERS: Final = "\"'[{|>"
_SPECIAL: Final = "*&!%@`"
_QUOTED_PROPERLY = re.compile(r"\"(?:[^\"\\]|\\.)*\"\s*(?:#.*)?\Z|'(?:[^']|'')*'\s*(?:#.*)?\Z")


class Fault(ValueError):  # noqa: N818 - it is what an editor did
    """Front matter that cannot be read: where, what, and a corrected line if one can be guessed."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts of a Problem
        self, code: str, message: str, line: int, column: int, field: str = "", hint: str = ""
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column = code, message, line, column
        self.field, self.hint = field, hint


def quoted(text: str) -> str:
    """The text as a YAML value in quotes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def explain(found: yaml.YAMLError | yaml.Event | Exception, lines: list[str], first_line: int, code: str = "") -> Fault:
    """The fault behind a parser's complaint, or behind an event that an entry may not use."""
    number, column = _position(found, lines)
    if code:
        number = 0
    reason = getattr(found, "problem", None) or "it cannot be read"
    unclosed = "expected ',' or" in reason
    for candidate in _suspects(lines, number):
        fault = _line_fault(lines[candidate], candidate + first_line, unclosed=unclosed)
        if fault:
            return fault
    if code:
        names = {
            "yaml-alias": "anchors (&) and aliases (*) are not allowed",
            "yaml-tag": "tags (!) are not allowed",
        }
        return Fault(code, f"{names[code]}; write the value out", first_line, column + 1)
    return Fault("yaml-form", f"the front matter is broken here: {reason}", number + first_line, column + 1)


def _position(found: object, lines: list[str]) -> tuple[int, int]:
    mark = getattr(found, "problem_mark", None) or getattr(found, "start_mark", None)
    if mark is None:
        return 0, 0
    return min(mark.line, len(lines) - 1), mark.column


def _suspects(lines: list[str], number: int) -> list[int]:
    """The complaint's own line, then the nearest lines before it that are not blank: parsers notice late."""
    before = [index for index in range(number - 1, -1, -1) if lines[index].strip()]
    return [number, *before[:40]]


def _line_fault(line: str, number: int, *, unclosed: bool) -> Fault | None:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        hint = line.replace("\t", "  ")
        return Fault("yaml-tab", "the line begins with a tab; use spaces", number, indent.index("\t") + 1, hint=hint)
    match = _LINE.match(line)
    if not match:
        missing_space = re.match(r"(\s*(?:- )*)([\w-]+):([^\s/].*)\Z", line)
        if missing_space:
            lead, key, value = missing_space.groups()
            return Fault("yaml-space", 'a space is missing after ":"', number, 1, key, f"{lead}{key}: {value}")
        return None
    value, key = match["value"], match["key"]
    message = _value_fault(value)
    if not message:
        return _unclosed_fault(line, match, number) if unclosed else None
    code, words = message
    mended = quoted(_unwrapped(value) if code == "yaml-quote" else value)
    hint = f"{match['lead']}{key}: {mended}"
    return Fault(code, words, number, match.start("value") + 1, key, hint)


def _value_fault(value: str) -> tuple[str, str] | None:
    if value[0] in _SPECIAL:
        return (
            "yaml-special",
            f'the value begins with "{value[0]}", which means something else here; put it in quotes',
        )
    if value[0] not in _OPENERS and re.search(r":(?:\s|\Z)", value.split(" #", maxsplit=1)[0]):
        return "yaml-colon", 'the value has a ":" in it; put it in quotes'
    if value[0] in "\"'" and not _QUOTED_PROPERLY.match(value):
        return "yaml-quote", "the quotes do not match; put the value in one pair of quotes"
    return None


def _unclosed_fault(line: str, match: re.Match[str], number: int) -> Fault | None:
    """A list or table that is opened in this line and closed nowhere."""
    closers = {"[": "]", "{": "}"}
    value = match["value"]
    closer = closers.get(value[0])
    if not closer or value.count(value[0]) <= value.count(closer):
        return None
    message = f'the "{value[0]}" is not closed; add "{closer}"'
    return Fault("yaml-bracket", message, number, match.start("value") + 1, match["key"], line.rstrip(" ,") + closer)


def _unwrapped(value: str) -> str:
    """A value without the one quote mark at its ends that lost its partner."""
    mark = value[0]
    inner = value[1:]
    return inner[:-1] if inner.endswith(mark) else inner
