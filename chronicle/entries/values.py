"""The kinds of value that fields have: lines of text, dates, counts, addresses, lists, records."""

from __future__ import annotations

import dataclasses
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from chronicle.entries import guesses
from chronicle.entries.fields import Findings, Kind
from chronicle.problems import closest, did_you_mean, is_seen, shortened
from chronicle.text.counts import parse_count
from chronicle.text.dates import TIMED, DateError, parse_when
from chronicle.text.fault import quoted, without_typographic
from chronicle.text.links import web_address
from chronicle.text.nodes import Mapping, Node, Scalar, Sequence, said
from chronicle.text.slugs import is_slug
from chronicle.text.yaml_text import ODD, TYPOGRAPHIC, Bare, flow_text, in_flow

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Table

    from chronicle.text.dates import When

LONGEST_LINE: Final = 2000  # characters in one line of text
LONGEST_GUESSED: Final = 200  # characters of a value that anything is guessed from


def _text_of(node: Node, name: str, findings: Findings, words: str) -> str | None:
    if not isinstance(node, Scalar):
        only = node.items[0] if isinstance(node, Sequence) and len(node.items) == 1 else None
        meant = flow_text(only.text) if isinstance(only, Scalar) and not only.is_null else ""
        findings.add(node, name, "wrong-type", f"must be {words}, not {said(node)}", meant=meant)
        return None
    return node.text.strip()


def _read_line(node: Node, name: str, findings: Findings) -> str | None:
    text = _text_of(node, name, findings, "one line of text")
    if text is None or not isinstance(node, Scalar):
        return None
    text = " ".join(text.split())
    if not is_seen(text):
        findings.add(node, name, "empty", "is empty; write a text or delete the line")
        return None
    if len(text) > LONGEST_LINE:
        findings.add(node, name, "text-long", f"is longer than {LONGEST_LINE} characters")
        return None
    if node.comment:
        message = f"the text ends before {shortened(node.comment, 30)}: a # after a space begins a comment"
        findings.add(node, name, "text-cut", message, meant=quoted(f"{text} {node.comment}"), level="warning")
    elif not node.quoted and ODD.match(text):
        message = (
            f"{shortened(text)} reads like a number, a date or a yes/no; put it in quotes if it is the text you mean"
        )
        findings.add(node, name, "text-odd", message, meant=quoted(text), level="warning")
    elif not node.quoted and TYPOGRAPHIC.fullmatch(text):
        message = "typographic quotes stay in the text; straight quotes would not"
        bare = without_typographic(text)
        findings.add(node, name, "text-quotes", message, meant=quoted(bare) if bare != text else "", level="warning")
    return text


LINE = Kind(read=_read_line, write=str, schema={"type": "string", "minLength": 1}, words="one line of text")


def _read_reference(node: Node, name: str, findings: Findings) -> str | None:
    text = _text_of(node, name, findings, "a name")
    text = " ".join((text or "").split())
    if not is_seen(text) or len(text) > LONGEST_LINE:
        if isinstance(node, Scalar):
            findings.add(node, name, "empty", "must be the name of an entry")
        return None
    return sys.intern(text)


REFERENCE = Kind(
    read=_read_reference,
    write=str,
    restore=sys.intern,  # thousands of entries name the same places
    schema={"type": "string", "minLength": 1},
    words="the name of an entry",
)


def parsed(
    parse: Callable[[str], Any], words: str, code: str, schema: Table[str, Any], guess: Callable[[str], str] = str
) -> Kind:
    """A kind of value that `parse` makes from text; its ValueError is the problem's message, `guess` what was meant."""

    def read(node: Node, name: str, findings: Findings) -> Any:  # noqa: ANN401 - what parse gives
        text = _text_of(node, name, findings, words)
        if text is None:
            return None
        try:
            return parse(text)
        except ValueError as error:
            found, meant = code, ""
            if isinstance(error, DateError):
                found, meant = error.code, error.guess
            else:
                meant = _meant(parse, guess, text)
            findings.add(node, name, found, str(error), meant=in_flow(meant) if meant else "")
        return None

    return Kind(read=read, write=lambda value: Bare(str(value)), restore=parse, schema=schema, words=words)


def _meant(parse: Callable[[str], Any], guess: Callable[[str], str], text: str) -> str:
    """The first of a text without typographic quotes and of a guess that can be read."""
    if len(text) > LONGEST_GUESSED:
        return ""
    bare = without_typographic(text)
    for candidate in (bare, guess(bare)):
        try:
            parse(candidate)
        except ValueError:
            continue
        return candidate
    return ""


def parse_time(text: str) -> str:
    """Read `21:40`, `21:40Z` or `21:40+03:00`. Raise ValueError that says what is wrong."""
    match = _TIME.match(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:  # noqa: PLR2004 - hours and minutes of a day
        raise ValueError(f'{shortened(text)} is not a time; write "21:40", "21:40Z" or "21:40+03:00"')
    return text


_TIME = re.compile(r"(\d{2}):(\d{2})(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?\Z", re.ASCII)


def matching(pattern: str, words: str, code: str, guess: Callable[[str], str] = str) -> Kind:
    """A text of one form, given as a regular expression over the whole text."""
    form = re.compile(pattern, re.ASCII)

    def parse(text: str) -> str:
        if not form.fullmatch(text):
            raise ValueError(f"{shortened(text)} is not {words}")
        return text

    kind = parsed(parse, words, code, {"type": "string", "pattern": f"^{pattern}$"}, guess)
    return dataclasses.replace(kind, write=str, restore=str)


WHEN = parsed(
    parse_when,
    "a date such as 2023-10-19",
    "date-form",
    {"type": "string", "description": "EDTF: 2023-10-19, 2023-10, 2023/.."},
)
TIME = dataclasses.replace(
    parsed(
        parse_time,
        'a time such as "21:40+03:00"',
        "time-form",
        {"type": "string", "pattern": _TIME.pattern[:-2]},
        guesses.time,
    ),
    write=str,
)


def _read_date(node: Node, name: str, findings: Findings) -> When | None:
    """A date that has a field `time` beside it: a time in it goes there."""
    when: When | None = WHEN.read(node, name, findings)
    told = findings.problems[-1] if when is None else None
    if told and told.code == "date-time" and isinstance(node, Scalar):
        match = re.match(TIMED, node.text.strip())
        if match and (time := _meant(parse_time, guesses.time, match["time"])):
            message = f'{told.message}, and time: "{time}" on a line of its own'
            hint = f"{name}: {told.meant} {node.comment}".rstrip() + f'\ntime: "{time}"'
            findings.problems[-1] = dataclasses.replace(told, message=message, hint=hint)
    return when


DATE = dataclasses.replace(WHEN, read=_read_date)
COUNT = parsed(parse_count, "a number of people", "count-form", {"type": ["string", "integer"]}, guesses.count)


def _parse_order(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,6}", text, re.ASCII):
        raise ValueError(f"{shortened(text)} is not a whole number")
    return int(text)


ORDER = parsed(_parse_order, "a whole number", "number-form", {"type": "integer"})


def _parse_flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(f"{shortened(text)} is neither true nor false")
    return text == "true"


FLAG = dataclasses.replace(
    parsed(_parse_flag, "true or false", "flag-form", {"type": "boolean"}, guesses.flag),
    write=lambda value: Bare("true" if value else "false"),
)


def _read_url(node: Node, name: str, findings: Findings) -> str | None:
    text = _text_of(node, name, findings, "a web address")
    if text is None:
        return None
    address = web_address(text)
    if address.level:
        bare = without_typographic(text)
        meant = next((each for each in (bare, guesses.address(bare)) if not web_address(each).fault), "")
        meant = quoted(meant) if meant else ""
        findings.add(node, name, "url-form", f"{shortened(text)} {address.fault}", meant=meant, level=address.level)
    return address.url or None


URL = Kind(read=_read_url, write=str, schema={"type": "string", "format": "uri"}, words="a web address")


def choice(*options: str) -> Kind:
    """One of a few fixed words."""

    def parse(text: str) -> str:
        if text not in options:
            raise ValueError(
                f"{shortened(text)} is not one of {', '.join(options)}{did_you_mean(text.casefold(), options)}"
            )
        return text

    def guess(text: str) -> str:
        return closest(text.casefold(), options) or ""

    return parsed(parse, f"one of {', '.join(options)}", "not-a-choice", {"enum": list(options)}, guess)


def table(key: str, words: str, example: str, code: str, wrong_key: str) -> Kind:
    """Texts by keys of one form, as pairs in the order they are written; `words` say what the table holds."""
    form = re.compile(key, re.ASCII)

    def read(node: Node, name: str, findings: Findings) -> tuple[tuple[str, str], ...] | None:
        if not isinstance(node, Mapping):
            findings.add(node, name, "wrong-type", f"must be {words}, such as {example}, not {said(node)}")
            return None
        found = []
        for at, value in node.pairs:
            if not form.fullmatch(at.text):
                small = at.text.casefold()
                meant = small if form.fullmatch(small) and not node.get(small) else ""
                findings.add(at, name, code, f"{shortened(at.text)} {wrong_key}", meant=meant)
            elif text := _read_line(value, f"{name}.{at.text}", findings):
                found.append((at.text, text))
        return tuple(found)

    schema = {"type": "object", "additionalProperties": {"type": "string"}}
    return Kind(read=read, write=dict, restore=lambda found: tuple(found.items()), schema=schema, words=words)


NAMES = table(
    r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*",
    "names by language",
    "{ar: …}",
    "language-form",
    "is not a language code such as ar or pt-BR",
)
DATA_SET: Final = r"[a-z][a-z0-9-]{0,39}"  # the short name of one, a regular expression
IDS = table(
    DATA_SET,
    "ids by data set",
    "{acled: IRQ1234}",
    "ids-form",
    "is no short name of a data set such as acled; write a-z, 0-9 and -",
)


def _parse_alias(text: str) -> str:
    *folders, page = text.split("/")
    if not page.endswith(".html") or not all(is_slug(part) for part in folders) or len(folders) > 3:  # noqa: PLR2004
        raise ValueError(f"{shortened(text)} is not an address of this site, such as incidents/old-name.html")
    if page != "index.html" and not is_slug(page.removesuffix(".html")):
        raise ValueError(f"{shortened(text)} is not an address of this site, such as incidents/old-name.html")
    return text


ALIAS = dataclasses.replace(
    parsed(_parse_alias, "an address of this site", "alias-form", {"type": "string"}, guesses.alias), write=str
)
