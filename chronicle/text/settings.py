"""TOML of settings and mappings, under limits: what they say, or what is wrong with their form."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from chronicle.problems import Problem
from chronicle.text.characters import FORBIDDEN

NAME: Final = "chronicle.toml"  # of the settings of a chronicle
LARGEST: Final = 64 * 1024  # bytes of settings; a long one has a tenth of that
DEEPEST: Final = 16  # names with dots between them; the library takes the square of their number

_PART: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_DOTTED: Final = re.compile(rf"(?<![\w-])(?:{_PART}){{{DEEPEST}}}")

# What the library says, in the words of an editor: by how it begins.
_REASONS: Final = {
    "Invalid value": 'a value is missing here, or a text has no quotes: key = "…"',
    "Expected '='": 'behind a key stands "=": key = "…"',
    "Invalid statement": 'this line is not of the form key = "…" or [table]',
    "Expected newline": "something stands behind the value; a text has one pair of quotes around all of it",
    "Cannot overwrite": "the key stands a second time; delete one of the two",
    "Cannot declare": "the table stands a second time; make one of the two",
    "Illegal character": "a quote mark is opened in this line and never closed",
    "Unterminated string": "a quote mark is opened and never closed",
    'Expected "\'"': "a quote mark is opened and never closed",
    "Expected '\"'": "a quote mark is opened and never closed",
    "Unescaped": "a \\ means something else inside \"…\"; use single quotes: '…'",
    "Invalid hex value": "a \\ means something else inside \"…\"; use single quotes: '…'",
    "Escaped character": "a \\ with the number of no letter; write the letter itself",
    "Unclosed": "a bracket is opened and never closed, or a comma is missing",
}

_HEADER: Final = re.compile(r"\s*\[([^\[\]]+)\]")
_KEY: Final = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w."'-]+))\s*=""")


def parse_settings(text: str, path: str, name: str) -> dict[str, Any] | Problem:
    """The tables in a text of TOML, which a message calls by its `name`."""
    if found := _DOTTED.search(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"{name} cannot be read: more than {DEEPEST} names with dots between them"
        return Problem(path=path, line=line, column=column, code="toml-form", message=message)
    if found := FORBIDDEN.search(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"has a control character (U+{ord(found[0]):04X}) that no text may have; delete it"
        return Problem(path=path, line=line, column=column, code="control-character", message=message)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number too long, or lists too deep, are no TOMLDecodeError
        return _problem(error, text, path, name)


def key_lines(text: str) -> dict[str, int]:
    """The line of each key, by a light reading that is right for the plain TOML people write."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = ".".join(part.strip().strip("\"'") for part in header[1].split("."))
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            name = next(part for part in key.groups() if part is not None).strip("\"'")
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found


def _problem(error: Exception, text: str, path: str, name: str) -> Problem:
    said = str(error)
    place = re.search(r"\(at line (\d+), column (\d+)\)", said)
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    if said.endswith("(at end of document)"):
        *above, last = text.rstrip().split("\n")
        line, column = len(above) + 1, len(last) + 1
    words = "a number is too long or a list too deep"
    if isinstance(error, tomllib.TOMLDecodeError):
        words = re.sub(r" \(at .*\)", "", said)
        words = next((known for start, known in _REASONS.items() if said.startswith(start)), words.lower())
    return Problem(path=path, line=line, column=column, code="toml-form", message=f"{name} cannot be read: {words}")
