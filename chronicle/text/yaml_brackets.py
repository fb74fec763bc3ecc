"""What is wrong inside a list or table in one line, `[…]` or `{…}`, and the line that was meant."""

from __future__ import annotations

import re
from typing import Final

from chronicle.text.fault import Fault, quoted

LONGEST: Final = 2000  # characters of a line that is worth explaining; the patterns are slow on longer ones

# a list or table in one line, with or without a key before it
_OPENED: Final = re.compile(r"\s*(?:- )*(?:(?P<key>[\w-]+):\s+)?(?P<value>[\[{].*)\Z")
# inside such a table: a key, then a value with a ":" of its own
_FLOW_COLON: Final = re.compile(
    r"[{,]\s*(?P<key>[\w-]+):\s+(?P<value>[^\s\"'\[\]{},][^\"\[\]{},]*:\s[^\"\[\]{},]*?)\s*(?=[,}])"
)
# inside a list or table: a value with a "#" in it, behind which all is a comment
_FLOW_COMMENT: Final = re.compile(
    r"[\[{,]\s*(?:[\w-]+:\s+)?(?P<value>[^\s\"'\[\]{},#][^\"'\[\]{},]*\s#[^\"'\[\]{},]*?)\s*(?=[,}\]])"
)
# inside a list or table: a value that begins with a sign
_FLOW_SPECIAL: Final = re.compile(r"(?:[\[,]|[\w-]+:)\s*(?P<value>[@`%&*!#][^\s\"\[\]{},][^\"\[\]{},]*?)\s*(?=[\],}])")
_CLOSERS: Final = {"[": "]", "{": "}"}
_GLUED: Final = re.compile(r"(?<=[{,])(\s*[a-z_]+):(?=[^\s/])")  # in braces, a key without a space behind its colon
_VALUE: Final = re.compile(r"(?P<lead>\s*(?:- )*(?P<key>[\w-]+):\s+)(?P<value>\S.*?)\s*\Z")


def flow_colon_fault(line: str, number: int) -> Fault | None:
    """A ":" in a value of a table in one line."""
    found = _FLOW_COLON.search(line)
    if not found:
        return None
    hint = _with_quotes(line, found)
    message = 'the value has a ":" in it; put it in quotes'
    return Fault("yaml-colon", message, number, found.start("value") + 1, found["key"], hint)


def flow_comment_fault(line: str, number: int) -> Fault | None:
    """A "#" in a value of a list or table in one line, which is not closed for that."""
    found = _FLOW_COMMENT.search(line) if _OPENED.match(line) else None
    if not found or re.search("[\"']", line[: found.start()]):
        return None
    message = 'behind a space, "#" begins a comment; put the value in quotes'
    return Fault("yaml-special", message, number, found.start("value") + 1, hint=_with_quotes(line, found))


def flow_special_fault(line: str, number: int) -> Fault | None:
    """A value of a list or table in one line that begins with a sign."""
    found = _FLOW_SPECIAL.search(line) if _OPENED.match(line) else None
    if not found or re.search("[\"']", line[: found.start()]):
        return None
    message = f'the value begins with "{found["value"][0]}", which means something else here; put it in quotes'
    # All of them at once: what stands in quotes is no place to look for the next one.
    places = [found.span("value"), *(each.span("value") for each in _FLOW_SPECIAL.finditer(line, found.end("value")))]
    hint = line
    for start, end in reversed(places):
        hint = hint[:start] + quoted(line[start:end]) + hint[end:]
    return Fault("yaml-special", message, number, found.start("value") + 1, hint=hint)


def _with_quotes(line: str, found: re.Match[str]) -> str:
    start, end = found.span("value")
    return line[:start] + quoted(found["value"]) + line[end:]


def unclosed_fault(line: str, number: int) -> Fault | None:
    """A list or table that is opened in this line and closed nowhere, or by the wrong bracket."""
    match = _OPENED.match(line)
    if not match:
        return None
    value = match["value"]
    closer = _CLOSERS[value[0]]
    if value.count(value[0]) <= value.count(closer):
        return None
    bare = line.rstrip(" ,")
    bare = bare[:-1] if bare[-1] in "]})" and bare.count(bare[-1]) > bare.count("[({"["]})".index(bare[-1])]) else bare
    message, key = f'the "{value[0]}" is not closed; add "{closer}"', match["key"] or ""
    is_swallowed = re.search(r"\s#[^\"']*\Z", bare)  # a bracket behind it would be part of the comment
    return Fault("yaml-bracket", message, number, match.start("value") + 1, key, "" if is_swallowed else bare + closer)


def closer_fault(line: str, value: str, key: str, number: int) -> Fault | None:
    """A list or table with a bracket too many at its end."""
    closer = _CLOSERS.get(value[0], "")
    if not closer or not value.endswith(closer * 2) or value.count(closer) != value.count(value[0]) + 1:
        return None
    message = f'there is one "{closer}" too many; delete it'
    return Fault("yaml-bracket", message, number, len(line), key, line[:-1])


def left_over_fault(line: str, left: str, number: int, column: int) -> Fault:
    """Why a key in braces has no value: a space is missing behind it, all of it is text, or a comma left it over."""
    key, _, rest = left.partition(":")
    if rest[:1] not in {"", "/"} and re.fullmatch(r"[\w-]+", key):
        is_plain = len(line) <= LONGEST and not re.search("[\"']", line)
        hint = _GLUED.sub(r"\1: ", line) if is_plain else ""
        return Fault("yaml-space", 'a space is missing after ":"', number, column, key, hint)
    match = _VALUE.match(line) if len(line) <= LONGEST else None
    if match and match["value"] == f"{{{left}}}":
        words = 'the value begins with "{", which means something else here; put it in quotes'
        hint = match["lead"] + quoted(match["value"])
        return Fault("yaml-special", words, number, match.start("value") + 1, match["key"], hint)
    message = f'"{left[:40]}" has no value: a "," inside a text or number needs quotes around it'
    return Fault("yaml-comma", message, number, column, hint=_comma_hint(line, left))


def _comma_hint(line: str, left: str) -> str:
    """The line with the value that a comma cut in two put right: a number without it, a text in quotes."""
    if len(line) > LONGEST:
        return ""
    rest = re.escape(left)
    found = re.search(rf":\s+(?P<value>(?:https?://)?[^\s\"'\[\]{{}},:][^\"'\[\]{{}},:]*,\s*{rest})\s*(?=[,}}])", line)
    if not found:
        return ""
    if re.fullmatch(r"\d{1,3},\d{3}", found["value"], re.ASCII):
        start, end = found.span("value")
        return line[:start] + found["value"].replace(",", "") + line[end:]
    return _with_quotes(line, found)
