"""Plain values to YAML, as an editor would write them; what reads them back is `frontmatter`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, TypeAlias

import yaml
import yaml.resolver

from chronicle.text.fault import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

# Texts that are read with a warning unless they are in quotes: like a number, a date or a yes/no, or in typographic
# quotes.
ODD: Final = re.compile(
    r"(?i)(?:true|false|yes|no|on|off|[-+]?\.inf|\.nan|[-+]?[\d_]+(?:\.\d*)?(?:e[-+]?\d+)?|[-+]?\.\d+"
    r"|[-+]?0(?:x[0-9a-f_]+|b[01_]+|o[0-7]+)|\d+(?::\d\d)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?(?:(?:t|\s+)\d[\d:.]*\s*(?:z|[-+][\d:]+)?)?)\Z"
)


TYPOGRAPHIC: Final = re.compile("[“”„«].*[“”»]")

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


class Bare(str):  # noqa: SLOT000 - a mark on a string, nothing more
    """A value that is written without quotes even where YAML would read more than text into it: a date."""


def yaml_text(values: Table[str, Plain]) -> str:
    """Front matter as an editor would write it: a line a key, lists of texts in one line, records one a line."""
    return "".join(_pair(key, value) for key, value in values.items())


def _pair(key: str, value: Plain) -> str:
    simple = _simple(value)
    if simple:
        return f"{key}:{simple}\n"
    pair = (_yaml_scalar(key), _yaml_node(value, depth=0))
    root = yaml.MappingNode("tag:yaml.org,2002:map", [pair], flow_style=False)
    text: str = yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**9)
    return text


# What needs no quotes, at the first glance. The library looks at it letter by letter, and takes long to find nothing.
_SENTENCE: Final = re.compile(r"[A-Za-z][A-Za-z0-9,.()/'-]* [A-Za-z0-9 ,.()/'-]*[A-Za-z0-9.)]")
_WORD: Final = re.compile(r"(?!(?i:yes|no|true|false|on|off|null|y|n)\Z)[A-Za-z](?:[A-Za-z0-9 ./()-]*[A-Za-z0-9)])?")
_NUMBER: Final = re.compile(r"[0-9][0-9/.+-]*")  # a date or a count


def _simple(value: Plain) -> str:
    """What stands behind the colon of a key, when it is written as it stands; empty for all else."""
    if isinstance(value, str):
        if type(value) is str:
            return f" {value}" if _SENTENCE.fullmatch(value) or _WORD.fullmatch(value) else ""
        return f" {value}" if _NUMBER.fullmatch(value) else ""
    if isinstance(value, dict):
        return f" {text}" if (text := _simple_table(value)) else ""
    if all(isinstance(item, dict) for item in value):
        lines = [_simple_table(item) for item in value if isinstance(item, dict)]
        return "".join(f"\n- {line}" for line in lines) if all(lines) else ""
    items = [_simple_word(item) for item in value]
    return f" [{', '.join(items)}]" if all(items) else ""


def _simple_table(table: Table[str, Plain]) -> str:
    words = {key: _simple_word(item) for key, item in table.items()}
    return f"{{{', '.join(f'{key}: {word}' for key, word in words.items())}}}" if words and all(words.values()) else ""


def _simple_word(value: Plain) -> str:
    """A text, a date or a count as it stands between brackets, when it needs no quotes."""
    if not isinstance(value, str):
        return ""
    return str(value) if (_WORD if type(value) is str else _NUMBER).fullmatch(value) else ""


def flow_text(value: Plain) -> str:
    """One value in one line, as it stands inside a list."""
    node = yaml.SequenceNode("tag:yaml.org,2002:seq", [_yaml_node(value, depth=1)], flow_style=True)
    text: str = yaml.serialize(node, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**9)
    return text.rstrip("\n")[1:-1]


_RESOLVER = yaml.resolver.Resolver()  # what other programs take a text for


def _yaml_scalar(value: str) -> yaml.ScalarNode:
    tag, style = "tag:yaml.org,2002:str", None
    if ODD.match(value) or TYPOGRAPHIC.fullmatch(value):
        style = "'"  # what is read with a warning unless it is in quotes
    if isinstance(value, Bare):
        style = None
        tag = _RESOLVER.resolve(yaml.ScalarNode, str(value), (True, False))  # type: ignore[no-untyped-call]
    return yaml.ScalarNode(tag, unicodedata.normalize("NFC", value), style=style)


def _yaml_node(value: Plain, depth: int) -> yaml.Node:
    if isinstance(value, str):
        return _yaml_scalar(value)
    if isinstance(value, dict):
        pairs = [(_yaml_scalar(key), _yaml_node(item, depth + 1)) for key, item in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=True)
    items = [_yaml_node(item, depth + 1) for item in value]
    in_lines = depth == 0 and any(isinstance(item, dict) for item in value)
    return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=not in_lines)


def in_flow(text: str) -> str:
    """A text as it stands inside a list or table in one line: in quotes where it must."""
    return text if _SAFE_IN_FLOW.fullmatch(text) else quoted(text)


_SAFE_IN_FLOW = re.compile(r"\w[\w .()/+-]*")
