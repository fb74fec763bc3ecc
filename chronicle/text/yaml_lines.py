"""What is wrong with one line of broken front matter, and the line that was meant."""

from __future__ import annotations

import re
from typing import Final

from chronicle.text.fault import Fault, quoted, without_typographic
from chronicle.text.yaml_brackets import (
    LONGEST,
    closer_fault,
    flow_colon_fault,
    flow_comment_fault,
    flow_special_fault,
    unclosed_fault,
)

# key, then a value: what an editor's line looks like, also inside a list
_LINE: Final = re.compile(r"(?P<lead>\s*(?:- )*)(?P<key>[\w-]+):(?P<gap>\s+)(?P<value>\S.*)\Z")
# one of several fields in one line, which is none of those: a key, then a value in quotes or without a sign
_ONE_OF_MANY: Final = re.compile(
    r"(?P<field>(?P<key>[a-z_]+):\s+(?:\"[^\"\\]*\"|'[^']*'|[^\s\"'\[\]{},;#:](?:[^\"'\[\]{},;#:]|:(?=\S))*?))"
    r"(?:[,;]\s+|\s{2,}|\Z)"
)
_OPENERS: Final = "\"'[{|>"
_SPECIAL: Final = "*&!%@`"
_HEAD: Final = re.compile(r"(\s*(?:-\s+)*)(.*)", re.DOTALL)
ODD_SPACE: Final = re.compile(r"[^\S \t\r\n]")  # from a word processor or a telephone
# "- a" and "? a" begin a list and a key, "> a" a folded text; "[a] b" and "{a} b" go on after their end
_SPECIAL_WORD: Final = re.compile(r"[-?](?:\s|\Z)|[>|]\s+[^\s#]|\[[^\[\]]*\]\s*[^\s#,\]}]|\{[^{}]*\}\s*[^\s#,\]}]")
_QUOTED_PROPERLY: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"\s*(?:#.*)?\Z|'(?:[^']|'')*'\s*(?:#.*)?\Z")
_BULLET: Final = re.compile(r"(?P<lead>\s*)[•·‣◦–—*+]\s+(?P<item>\S.*)\Z")
# an item of a list that is a text
_TEXT_ITEM: Final = re.compile(r"(?P<lead>\s*(?:- )+)(?P<value>[^\s-].*)\Z")
_COMMENT: Final = re.compile(r"\s+#(?:\s+\D.*|\s*)\Z")
_BEGUN: Final = re.compile(r"(?P<lead>(?P<key>[\w-]+):)\s+(?P<item>-\s+\S.*)\Z")  # a list behind its key
_ITEM: Final = re.compile(r"(?P<lead>\s*)-\s")


def line_fault(line: str, above: str, number: int, *, unclosed: bool) -> Fault | None:
    """What is wrong with a line, if it is one of the common mistakes; `above` is the line before it."""
    line = line.rstrip()
    if len(line) > LONGEST:
        return None
    fault = _item_fault(line, above, number) or _indent_fault(line, above, number) or _space_fault(line, number)
    if not fault and unclosed:
        fault = flow_comment_fault(line, number) or flow_colon_fault(line, number) or unclosed_fault(line, number)
    fault = fault or flow_special_fault(line, number) or _crowded_fault(line, number)
    match = _LINE.match(line) or _TEXT_ITEM.match(line)
    if fault or not match:
        return fault
    value, comment = _without_comment(match["value"])
    key = match.groupdict().get("key") or ""
    message = _value_fault(value)
    if not message or (message[0] == "yaml-colon" and not key):
        return closer_fault(line, match["value"], key, number)
    code, words = message
    mended = quoted(_unwrapped(value) if code == "yaml-quote" else without_typographic(value))
    hint = f"{match['lead']}{key}{': ' * bool(key)}{mended}{comment}"
    return Fault(code, words, number, match.start("value") + 1, key, hint)


def _without_comment(value: str) -> tuple[str, str]:
    """A value and the comment behind it; a `#` before a word or a number is part of the text."""
    found = _COMMENT.search(value)
    return (value[: found.start()], found[0]) if found else (value, "")


def _item_fault(line: str, above: str, number: int) -> Fault | None:
    """`-anbar`, `• anbar`, or `- anbar` in another column, below other lines of a list."""
    item = _ITEM.match(above)
    if not (item or above.rstrip().endswith(":")):
        return None
    glued = re.match(r"(?P<lead>\s*)-(?P<item>[^\s-].*)\Z", line)
    if glued and (not item or item["lead"] == glued["lead"]):
        hint = f"{glued['lead']}- {glued['item']}"
        return Fault("yaml-dash", 'a space is missing after "-"', number, len(glued["lead"]) + 1, hint=hint)
    if bullet := _BULLET.match(line):
        lead = item["lead"] if item else bullet["lead"]
        message = 'each line of a list begins with "- ", a hyphen and a space'
        return Fault("yaml-dash", message, number, len(bullet["lead"]) + 1, hint=f"{lead}- {bullet['item']}")
    own = _ITEM.match(line)
    if item and own and 0 < len(own["lead"]) != len(item["lead"]) and "\t" not in own["lead"]:
        return _shifted(line, own["lead"], item["lead"], number)
    return None


def begun_list_fault(line: str, below: str, number: int) -> Fault | None:
    """`locations: - a`: a list that begins behind its key, as the line `below` shows, or a key in the plural."""
    begun, item = _BEGUN.match(line[: LONGEST + 1]), _ITEM.match(below)
    if not begun or not (item or begun["key"].endswith("s")) or len(line) > LONGEST:
        return None
    message = "a list begins in the line below its field"
    lead = item["lead"] if item else " " * (_indent(below) - 2)  # what goes on stands below the words of the item
    hint = f"{begun['lead']}\n{lead}{begun['item'].rstrip()}"
    return Fault("yaml-dash", message, number, begun.start("item") + 1, begun["key"], hint)


def _shifted(line: str, lead: str, wanted: str, number: int) -> Fault:
    message = 'the "-" must stand below the one above'
    return Fault("yaml-indent", message, number, len(lead) + 1, hint=wanted + line.strip())


def refuse_swallowed_items(lines: list[str], start: int, stop: int, first_line: int) -> None:
    """Raise a Fault when a text in a list goes on in a line that was meant as another item: `- b` further right."""
    item = _ITEM.match(lines[start])
    for number in range(start + 1, min(stop + 1, len(lines))):
        own = _ITEM.match(lines[number])
        if item and own and own["lead"] != item["lead"]:  # else a bracket above is not closed, as will be told
            raise _shifted(lines[number], own["lead"], item["lead"], number + first_line)


def _indent_fault(line: str, above: str, number: int) -> Fault | None:
    """A line that begins with a tab, or further to the right than the line above lets it."""
    indent = line[: len(line) - len(line.lstrip())]
    hint = " " * _level(above) + line.strip()
    if "\t" in indent:
        message = "the line begins with a tab; use spaces"
        return Fault("yaml-tab", message, number, indent.index("\t") + 1, hint=hint)
    if line.startswith("-\t", len(indent)):
        message = 'a tab stands behind the "-"; use a space'
        return Fault("yaml-tab", message, number, len(indent) + 2, hint=f"{indent}- {line[len(indent) + 1 :].lstrip()}")
    if not re.match(r"\s+[\w-]+:(?:\s|\Z)", line) or len(indent) == _level(above):
        return None
    message = "the spaces before the line do not fit the line above"
    item = _ITEM.match(above)
    if item and len(indent) == len(item["lead"]):
        message = 'the line must stand below the words of the item above, not below its "-"'
    elif len(indent) <= _indent(above):
        return None
    return Fault("yaml-indent", message, number, len(indent) + 1, hint=hint)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _level(above: str) -> int:
    """How many spaces stand before a line that goes on from the line above."""
    lead = re.match(r"\s*(?:- )*", above)
    width = lead.end() if lead else 0
    return width + 2 if above.rstrip().endswith(":") else width


def _space_fault(line: str, number: int) -> Fault | None:
    found = re.match(r"(\s*(?:- )*)([\w-]+):([^\s/:].*)\Z", line)
    if found:
        lead, key, value = found.groups()
        return Fault("yaml-space", 'a space is missing after ":"', number, 1, key, f"{lead}{key}: {value}")
    match = _LINE.match(line)
    if not match or not match["gap"].strip(" \t"):
        return None
    hint = f"{match['lead']}{match['key']}: {match['value']}"
    message = 'the space after ":" is a special one; write an ordinary space'
    return Fault("yaml-space", message, number, match.start("gap") + 1, match["key"], hint)


def refuse_special_spaces(lines: list[str], first_line: int) -> None:
    """Raise a Fault for a special space before a key, or beside the hyphen of an item: YAML takes it for a letter."""
    for number, line in enumerate(lines, first_line):
        head, rest = _HEAD.match(line[:LONGEST]).groups()  # type: ignore[union-attr]  # it matches every line
        odd = ODD_SPACE.search(head)
        if odd and ("-" in head or re.match(r"[\w-]+:(?:\s|\Z)", rest)):
            message = "a special space stands here; write an ordinary one"
            hint = ODD_SPACE.sub(" ", head) + line[len(head) :].rstrip()
            raise Fault("yaml-space", message, number, odd.start() + 1, hint=hint)


def _value_fault(value: str) -> tuple[str, str] | None:
    if value[0] in _SPECIAL or _SPECIAL_WORD.match(value):
        words = f'the value begins with "{value[0]}", which means something else here; put it in quotes'
        return "yaml-special", words
    if value[0] not in _OPENERS and re.search(r":(?:\s|\Z)", value.split(" #", maxsplit=1)[0]):
        return "yaml-colon", 'the value has a ":" in it; put it in quotes'
    if value[0] in "\"'" and not _QUOTED_PROPERLY.match(value):
        return "yaml-quote", "the quotes do not match; put the value in one pair of quotes"
    return None


def _crowded_fault(line: str, number: int) -> Fault | None:
    """`- killed: 3, injured: 4`: several fields of a record in one line. A text may have such a sign, and no lead."""
    match = _LINE.match(line)
    if not match or not match["lead"]:
        return None
    fields: list[re.Match[str]] = []
    at = match.start("key")
    while found := _ONE_OF_MANY.match(line, at):
        fields.append(found)
        at = found.end()
    keys = [found["key"] for found in fields]
    if at < len(line) or len(set(keys)) < max(2, len(keys)):
        return None
    lead = " " * len(match["lead"])
    hint = match["lead"] + f"\n{lead}".join(found["field"] for found in fields)
    return Fault("yaml-colon", "each field has a line of its own", number, fields[1].start() + 1, keys[1], hint)


def _unwrapped(value: str) -> str:
    """A value without the one quote mark at its ends that lost its partner."""
    mark = value[0]
    inner = value[1:]
    if not inner.endswith(mark) and re.search(rf"{mark}(?!\w)", inner):
        return value  # the marks are a pair: they quote the first words
    return inner[:-1] if inner.endswith(mark) else inner
