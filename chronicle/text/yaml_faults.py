"""Broken front matter explained: from what a YAML parser says to what an editor did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import yaml

# key, then a value: what an editor's line looks like, also inside a list
_LINE = re.compile(r"(?P<lead>\s*(?:- )*)(?P<key>[\w-]+):(?P<gap>\s+)(?P<value>\S.*)\Z")
# a list or table in one line, with or without a key before it
_OPENED = re.compile(r"\s*(?:- )*(?:(?P<key>[\w-]+):\s+)?(?P<value>[\[{].*)\Z")
# inside such a table: a key, then a value with a ":" of its own
_FLOW_COLON = re.compile(
    r"[{,]\s*(?P<key>[\w-]+):\s+(?P<value>[^\s\"'\[\]{},][^\"\[\]{},]*:\s[^\"\[\]{},]*?)\s*(?=[,}])"
)
LONGEST: Final = 2000  # characters of a line that is worth explaining; the patterns are slow on longer ones
_OPENERS: Final = "\"'[{|>"
_SPECIAL: Final = "*&!%@`"
# "- a" and "? a" begin a list and a key; "[a] b" and "{a} b" go on after their end
_SPECIAL_WORD = re.compile(r"[-?](?:\s|\Z)|\[[^\[\]]*\]\s*[^\s#,\]}]|\{[^{}]*\}\s*[^\s#,\]}]")
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
        above = next((line for line in reversed(lines[:candidate]) if line.strip()), "")
        fault = _line_fault(lines[candidate], above, candidate + first_line, unclosed=unclosed)
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


def _line_fault(line: str, above: str, number: int, *, unclosed: bool) -> Fault | None:
    line = line.rstrip()
    if len(line) > LONGEST:
        return None
    fault = _dash_fault(line, above, number) or _indent_fault(line, above, number) or _space_fault(line, number)
    if not fault and unclosed:
        fault = _flow_colon_fault(line, number) or _unclosed_fault(line, number)
    match = _LINE.match(line)
    if fault or not match:
        return fault
    value, key = match["value"], match["key"]
    message = _value_fault(value)
    if not message:
        return None
    code, words = message
    mended = quoted(_unwrapped(value) if code == "yaml-quote" else value)
    hint = f"{match['lead']}{key}: {mended}"
    return Fault(code, words, number, match.start("value") + 1, key, hint)


def _dash_fault(line: str, above: str, number: int) -> Fault | None:
    """`-anbar` below other lines of a list."""
    match = re.match(r"(\s*)-([^\s-].*)\Z", line)
    if not match or not re.match(rf"{match[1]}-\s|.*:\s*\Z", above):
        return None
    hint = f"{match[1]}- {match[2]}"
    return Fault("yaml-dash", 'a space is missing after "-"', number, len(match[1]) + 1, hint=hint)


def _indent_fault(line: str, above: str, number: int) -> Fault | None:
    """A line that begins with a tab, or further to the right than the line above lets it."""
    indent = line[: len(line) - len(line.lstrip())]
    hint = " " * _level(above) + line.strip()
    if "\t" in indent:
        return Fault("yaml-tab", "the line begins with a tab; use spaces", number, indent.index("\t") + 1, hint=hint)
    if not re.match(r"\s+[\w-]+:(?:\s|\Z)", line) or len(indent) <= _indent(above) or len(indent) == _level(above):
        return None
    message = "the spaces before the line do not fit the line above"
    return Fault("yaml-indent", message, number, len(indent) + 1, hint=hint)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _level(above: str) -> int:
    """How many spaces stand before a line that goes on from the line above."""
    lead = re.match(r"\s*(?:- )*", above)
    width = lead.end() if lead else 0
    return width + 2 if above.rstrip().endswith(":") else width


def _no_field_fault(lines: list[str], number: int, first_line: int) -> Fault | None:
    """The nearest line that has no `key:`, where one must stand."""
    for candidate in [number, *range(number - 1, -1, -1)]:
        line = lines[candidate]
        if re.match(r"[^\s#\[\]{}:\"'-][^:]*\Z", line):
            slip = re.match(r"([\w-]+)\s*[;=]\s*(.*)\Z", line)
            hint = f"{slip[1]}: {slip[2]}" if slip else ""
            return Fault("yaml-line", 'the line is not of the form "key: value"', candidate + first_line, 1, hint=hint)
    return None


def _space_fault(line: str, number: int) -> Fault | None:
    found = re.match(r"(\s*(?:- )*)([\w-]+):([^\s/].*)\Z", line)
    if found:
        lead, key, value = found.groups()
        return Fault("yaml-space", 'a space is missing after ":"', number, 1, key, f"{lead}{key}: {value}")
    match = _LINE.match(line)
    if not match or not match["gap"].strip(" \t"):
        return None
    hint = f"{match['lead']}{match['key']}: {match['value']}"
    message = 'the space after ":" is a special one; write an ordinary space'
    return Fault("yaml-space", message, number, match.start("gap") + 1, match["key"], hint)


def _value_fault(value: str) -> tuple[str, str] | None:
    if value[0] in _SPECIAL or _SPECIAL_WORD.match(value):
        words = f'the value begins with "{value[0]}", which means something else here; put it in quotes'
        return "yaml-special", words
    if value[0] not in _OPENERS and re.search(r":(?:\s|\Z)", value.split(" #", maxsplit=1)[0]):
        return "yaml-colon", 'the value has a ":" in it; put it in quotes'
    if value[0] in "\"'" and not _QUOTED_PROPERLY.match(value):
        return "yaml-quote", "the quotes do not match; put the value in one pair of quotes"
    return None


def _flow_colon_fault(line: str, number: int) -> Fault | None:
    """A ":" in a value of a table in one line."""
    found = _FLOW_COLON.search(line)
    if not found:
        return None
    start, end = found.span("value")
    hint = line[:start] + quoted(found["value"]) + line[end:]
    return Fault("yaml-colon", 'the value has a ":" in it; put it in quotes', number, start + 1, found["key"], hint)


def _unclosed_fault(line: str, number: int) -> Fault | None:
    """A list or table that is opened in this line and closed nowhere."""
    match = _OPENED.match(line)
    if not match:
        return None
    value = match["value"]
    closer = {"[": "]", "{": "}"}[value[0]]
    if value.count(value[0]) <= value.count(closer):
        return None
    message, key = f'the "{value[0]}" is not closed; add "{closer}"', match["key"] or ""
    return Fault("yaml-bracket", message, number, match.start("value") + 1, key, line.rstrip(" ,") + closer)


def _unwrapped(value: str) -> str:
    """A value without the one quote mark at its ends that lost its partner."""
    mark = value[0]
    inner = value[1:]
    if not inner.endswith(mark) and re.search(rf"{mark}(?!\w)", inner):
        return value  # the marks are a pair: they quote the first words
    return inner[:-1] if inner.endswith(mark) else inner
