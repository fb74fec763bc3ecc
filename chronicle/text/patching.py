"""Patching: one thing in an entry's text is changed or added; every other character stays as it was. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.text.line_ends import lines_of
from chronicle.text.yaml_layout import Stretch, stretches, value_ends
from chronicle.text.yaml_text import flow_text, yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.text.yaml_layout import Place
    from chronicle.text.yaml_text import Plain

_FENCE: Final = re.compile(r"-{3,}\s*\Z")
# What a YAML parser takes for line ends, and editors do not: see frontmatter.
_NO_LINE_ENDS: Final = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))


def with_item(text: str, key: str, item: Plain, order: tuple[str, ...] = ()) -> str:
    """The text of an entry with an item more at the end of one of its lists.

    A list that is not there is begun before the keys that come after it in `order`. Raise ValueError, in words, for
    what cannot be patched; whether the result says what is meant is for the caller to see.
    """
    lines, front, closing = _taken_apart(text)
    found = stretches(front)
    place = next((number for number, stretch in enumerate(found) if stretch.key == key), None)
    if place is None:
        return _begun(lines, closing, found, key, item, order)
    below = found[place + 1].line + 1 if place + 1 < len(found) else closing
    return _longer(lines, found[place], below, item)


class Written(NamedTuple):
    """A value as it is to be written, in its quotes or brackets, in place of what begins at a line and column (from 1).

    It can take the place of the comment behind the old one too.
    """

    line: int
    column: int
    text: str
    over_comment: bool = False


def with_written(text: str, values: Iterable[Written]) -> str:
    """The text of an entry with values or keys written anew. Raise ValueError, in words, where that cannot be done."""
    lines, front, _ = _taken_apart(text)
    ends = value_ends(front)
    # From the end: what comes before stays in its place.
    for new in sorted(values, key=lambda each: (each.line, each.column), reverse=True):
        start = (new.line - 2, new.column - 1)
        end = ends.get(start)
        if end is None or end[0] != start[0]:
            raise ValueError(f"there is no value of one line at {new.line}:{new.column}")
        line = lines[new.line - 1]
        before = line[: start[1]]
        gap = " " * (start == end and before.endswith(("-", ":")))  # no value stood there
        stop = len(line.rstrip("\r\n")) if new.over_comment else end[1]
        lines[new.line - 1] = before + gap + new.text + line[stop:]
    return "".join(lines)


def with_line(text: str, number: int, put: str) -> str:
    """The text with another line in place of one (from 1), which keeps its end; or with several."""
    lines = lines_of(text)
    ending = re.search(r"[\r\n]+\Z", lines[number - 1])
    put = put.replace("\n", ending[0] if ending else "\n")
    width = _mark_width(lines, number)
    return _changed(lines, (number - 1, width), put, len(lines[number - 1].rstrip("\r\n")) - width)


def with_line_before(text: str, number: int, put: str) -> str:
    """The text with a line more before a line (from 1), or at its end."""
    lines = lines_of(text)
    ending = re.search(r"[\r\n]+\Z", lines[0])
    before, rest = "".join(lines[: number - 1]), "".join(lines[number - 1 :])
    end = ending[0] if ending else "\n"
    if number == 1:
        mark = rest[: _mark_width(lines, 1)]
        return f"{mark}{put}{end}{rest.removeprefix(mark)}"
    return before + ("" if before.endswith(("\r", "\n")) else end) + put + end + rest


def without_lines(text: str, count: int) -> str:
    """The text without its first lines; a byte order mark stays."""
    lines = lines_of(text)
    return text[: _mark_width(lines, 1)] + "".join(lines[count:])


def _mark_width(lines: list[str], number: int) -> int:
    return int(number == 1 and lines[0].startswith("\ufeff"))


def _taken_apart(text: str) -> tuple[list[str], str, int]:
    """The lines of an entry, its front matter as a YAML parser may read it, and the line of the closing fence."""
    lines = lines_of(text)
    fences = [number for number, line in enumerate(lines) if _FENCE.match(line.lstrip("\ufeff"))]
    if len(fences) < 2 or fences[0] != 0:  # noqa: PLR2004 - one before the fields and one behind them
        raise ValueError("the front matter has no end")
    # Lines of white space are empty: a fence takes those behind it along, and YAML takes no tab.
    front = "".join(
        line.rstrip("\r\n").translate(_NO_LINE_ENDS) * (not line.isspace()) + "\n" for line in lines[1 : fences[1]]
    )
    return lines, front, fences[1]


def _begun(  # noqa: PLR0913, PLR0917 - where, and what
    lines: list[str], closing: int, found: tuple[Stretch, ...], key: str, item: Plain, order: tuple[str, ...]
) -> str:
    later = order[order.index(key) + 1 :] if key in order else ()
    below = next((stretch.line + 1 for stretch in found if stretch.key in later), closing)
    return _inserted(lines, _end_of_content(lines, below, 0), yaml_text({key: [item]}).rstrip("\n").split("\n"))


def _longer(lines: list[str], stretch: Stretch, below: int, item: Plain) -> str:
    """The text with the item at the end of a list that is there; `below` is the line of what follows it."""
    line = stretch.start[0] + 1
    if stretch.form == "block":
        column = stretch.start[1]
        return _inserted(lines, _end_of_content(lines, below, column), [f"{' ' * column}- {flow_text(item)}"])
    if stretch.form == "flow":
        if stretch.last is None:
            return _changed(lines, (line, stretch.start[1] + 1), flow_text(item))
        return _changed(lines, (stretch.last[0] + 1, stretch.last[1]), f", {flow_text(item)}")
    if stretch.form == "null" and stretch.start == stretch.end:
        return _inserted(lines, stretch.line + 2, [f"- {flow_text(item)}"])
    if stretch.form == "null":
        return _changed(lines, (line, stretch.start[1]), f"[{flow_text(item)}]", stretch.end[1] - stretch.start[1])
    raise ValueError(f"{stretch.key} is no list")


def _end_of_content(lines: list[str], below: int, column: int) -> int:
    """The line behind the last content above a line; a comment further left than its list belongs to what follows."""
    while below > 1:
        line = lines[below - 1]
        bare = line.strip()
        if bare and not (bare.startswith("#") and len(line) - len(line.lstrip()) <= column):
            break
        below -= 1
    return below


def _inserted(lines: list[str], number: int, new: list[str]) -> str:
    end = re.search(r"[\r\n]+\Z", lines[number - 1])
    ending = end[0] if end else "\n"
    return "".join((*lines[:number], *(line + ending for line in new), *lines[number:]))


def _changed(lines: list[str], place: Place, put: str, length: int = 0) -> str:
    """The text with something put into one line, in place of as many characters."""
    number, column = place
    line = lines[number]
    return "".join((*lines[:number], line[:column] + put + line[column + length :], *lines[number + 1 :]))
