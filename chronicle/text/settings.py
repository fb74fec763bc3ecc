"""TOML of settings and mappings, under limits: what they say, or what is wrong with their form."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from chronicle.problems import Problem

NAME: Final = "chronicle.toml"  # of the settings of a chronicle
LARGEST: Final = 64 * 1024  # bytes of settings; a long one has a tenth of that
DEEPEST: Final = 16  # names with dots between them; the library takes the square of their number

_PART: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_DOTTED: Final = re.compile(rf"(?<![\w-])(?:{_PART}){{{DEEPEST}}}")

_HEADER: Final = re.compile(r"\s*\[([^\[\]]+)\]")
_KEY: Final = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w."'-]+))\s*=""")


def parse_settings(text: str, path: str, name: str) -> dict[str, Any] | Problem:
    """The tables in a text of TOML, which a message calls by its `name`."""
    if found := _DOTTED.search(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"{name} cannot be read: more than {DEEPEST} names with dots between them"
        return Problem(path=path, line=line, column=column, code="toml-form", message=message)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number too long, or lists too deep, are no TOMLDecodeError
        return _problem(error, path, name)


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


def _problem(error: Exception, path: str, name: str) -> Problem:
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    known = isinstance(error, tomllib.TOMLDecodeError)
    words = re.sub(r" \(at .*\)", "", str(error)) if known else "a number is too long or a list too deep"
    message = f"{name} cannot be read: {words[:1].lower()}{words[1:]}"
    return Problem(path=path, line=line, column=column, code="toml-form", message=message)
