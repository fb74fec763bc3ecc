"""Fields: how one sort of value is read from front matter, written back, and described.

A kind of entry is a dataclass whose fields carry a `Kind` in their metadata: one line declares name, type,
default, rule and documentation, and reading, writing, the schema and the docs' test all follow that line.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import yaml
import yaml.resolver

from chronicle.problems import Level, Problem, closest, did_you_mean, shortened
from chronicle.text.counts import parse_count
from chronicle.text.dates import DateError, parse_when
from chronicle.text.links import web_address
from chronicle.text.nodes import Mapping, Node, Scalar, Sequence, said
from chronicle.text.slugs import is_slug
from chronicle.text.yaml_faults import quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Table

LONGEST_LINE: Final = 2000  # characters in one line of text

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


class Bare(str):  # noqa: SLOT000 - a mark on a string, nothing more
    """A value that is written without quotes even where YAML would read more than text into it: a date."""


class Findings:
    """Collects the problems of one entry while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(  # noqa: PLR0913 - the parts of a Problem
        self, node: Node, field: str, code: str, message: str, *, hint: str = "", level: Level = "error"
    ) -> None:
        """Note a problem at the place of a node."""
        problem = Problem(
            path=self.path,
            line=node.line,
            column=node.column,
            level=level,
            field=field,
            code=code,
            message=message,
            hint=hint,
        )
        self.problems.append(problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One sort of value. `read` gives None after reporting a problem; `write` undoes `read`."""

    read: Callable[[Node, str, Findings], Any]
    write: Callable[[Any], Plain]
    schema: Table[str, Any]
    words: str
    inside: tuple[str, ...] = ()  # the fields of the record that this is, or is a list of


def _mended(name: str, value: str) -> str:
    """A corrected line: `key: value`, or the value alone where it is one of a list."""
    key = name.rsplit(".", 1)[-1]
    return value if key.isdecimal() else f"{key}: {value}"


def _flow(text: str) -> str:
    """A text as it stands inside a list or table in one line: in quotes where it must."""
    return text if _SAFE_IN_FLOW.fullmatch(text) else quoted(text)


_SAFE_IN_FLOW = re.compile(r"\w[\w .()/+-]*")


def spec(kind: Kind, doc: str) -> dict[str, Any]:
    """The metadata of a dataclass field that stands in front matter."""
    return {"kind": kind, "doc": doc}


def entry_fields(cls: type) -> tuple[dataclasses.Field[Any], ...]:
    """The dataclass fields that stand in front matter, in the order they are written."""
    return tuple(field for field in dataclasses.fields(cls) if "kind" in field.metadata)


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Whether an entry is broken without it."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


# ---- reading and writing a whole record


def read_record(cls: type, node: Mapping, findings: Findings, prefix: str = "") -> dict[str, Any] | None:
    """The arguments for a record's class from its node; None when something required is missing or bad."""
    known = {field.name: field for field in entry_fields(cls)}
    values, whole = {}, True
    slips = _slips(node, known)
    for key, value in node.pairs:
        name = f"{prefix}{key.text}"
        if key in slips.values():
            continue
        if key.text not in known:
            _report_unknown((key, value), node, name, known, findings)
        elif not (isinstance(value, Scalar) and value.is_null):
            before = len(findings.problems)
            values[key.text] = known[key.text].metadata["kind"].read(value, name, findings)
            if values[key.text] is None:
                del values[key.text]
                whole = whole and not any(item.level == "error" for item in findings.problems[before:])
    for name, field in known.items():
        written = node.get(name)
        if is_required(field) and (written is None or (isinstance(written, Scalar) and written.is_null)):
            _report_missing(written or node, f"{prefix}{name}", field, slips.get(name), findings)
            whole = False
    return values if whole else None


def _slips(node: Mapping, known: Table[str, dataclasses.Field[Any]]) -> dict[str, Scalar]:
    """The keys that a missing required field was most likely meant by: `Titel` for `title`."""
    missing = {name for name, field in known.items() if is_required(field) and not node.get(name)}
    if not missing:
        return {}
    strange = [key for key, _ in node.pairs if key.text not in known]
    guesses = {closest(key.text.casefold(), known): key for key in reversed(strange)}
    return {name: key for name, key in guesses.items() if name in missing}


def _report_missing(
    node: Node, name: str, field: dataclasses.Field[Any], slip: Scalar | None, findings: Findings
) -> None:
    kind: Kind = field.metadata["kind"]
    message = f"is missing; it must be {kind.words}"
    if slip:
        message = f'is missing; "{slip.text[:40]}" was probably meant to be "{field.name}"'
    findings.add(slip or node, name, "field-missing", message)


def _report_unknown(
    pair: tuple[Scalar, Node], node: Mapping, name: str, known: Table[str, dataclasses.Field[Any]], findings: Findings
) -> None:
    """A key that is no field: a slip of the keyboard, or a field that belongs inside another one."""
    key, value = pair
    home = next((other for other, field in known.items() if key.text in field.metadata["kind"].inside), None)
    if home and isinstance(value, Scalar) and not value.is_null:
        inner = f"{{{key.text}: {_flow(value.text)}}}"
        as_list = known[home].metadata["kind"].schema["type"] == "array"
        hint = "" if node.get(home) else f"{home}: [{inner}]" if as_list else f"{home}: {inner}"
        findings.add(key, name, "misplaced-field", f"belongs inside {home}", hint=hint)
        return
    message = f"is not a field{did_you_mean(key.text, known)}"
    findings.add(key, printable_name(name), "unknown-key", message, level="warning")


def printable_name(name: str) -> str:
    """A key as far as a message can show it."""
    return name if len(name) <= 60 else name[:59] + "…"  # noqa: PLR2004 - as much as a line can show


def write_record(record: Any) -> dict[str, Plain]:  # noqa: ANN401 - any of the record classes
    """The record as plain values, without fields that have their default."""
    written = {}
    for field in entry_fields(type(record)):
        value = getattr(record, field.name)
        if is_required(field) or value != field.default:
            written[field.name] = field.metadata["kind"].write(value)
    return written


# ---- kinds of text


def _text_of(node: Node, name: str, findings: Findings, words: str) -> str | None:
    if not isinstance(node, Scalar):
        findings.add(node, name, "wrong-type", f"must be {words}, not {said(node)}")
        return None
    return node.text.strip()


_ODD = re.compile(
    r"(?i)(?:true|false|yes|no|on|off|[-+]?\.inf|\.nan|[-+]?[\d_]+(?:\.\d*)?(?:e[-+]?\d+)?|0x[0-9a-f]+|\d+(?::\d\d)+)\Z"
)


_TYPOGRAPHIC = re.compile("[“”„«].*[“”»]")


def _read_line(node: Node, name: str, findings: Findings) -> str | None:
    text = _text_of(node, name, findings, "one line of text")
    if text is None or not isinstance(node, Scalar):
        return None
    text = " ".join(text.split())
    if not text:
        findings.add(node, name, "empty", "is empty; write a text or delete the line")
        return None
    if len(text) > LONGEST_LINE:
        findings.add(node, name, "text-long", f"is longer than {LONGEST_LINE} characters")
        return None
    if node.comment:
        message = f"the text ends before {shortened(node.comment, 30)}: a # after a space begins a comment"
        hint = _mended(name, quoted(f"{text} {node.comment}"))
        findings.add(node, name, "text-cut", message, hint=hint, level="warning")
    elif not node.quoted and _ODD.match(text):
        message = f"{shortened(text)} reads like a number or a yes/no; put it in quotes if it is the text you mean"
        findings.add(node, name, "text-odd", message, hint=_mended(name, quoted(text)), level="warning")
    elif not node.quoted and _TYPOGRAPHIC.fullmatch(text):
        message = "typographic quotes stay in the text; straight quotes would not"
        findings.add(node, name, "text-quotes", message, hint=_mended(name, quoted(text[1:-1])), level="warning")
    return text


LINE = Kind(read=_read_line, write=str, schema={"type": "string", "minLength": 1}, words="one line of text")


def _read_reference(node: Node, name: str, findings: Findings) -> str | None:
    text = _text_of(node, name, findings, "a name")
    text = " ".join((text or "").split())
    if not text or len(text) > LONGEST_LINE:
        if isinstance(node, Scalar):
            findings.add(node, name, "empty", "must be the name of an entry")
        return None
    return text


REFERENCE = Kind(
    read=_read_reference, write=str, schema={"type": "string", "minLength": 1}, words="the name of an entry"
)


def parsed(parse: Callable[[str], Any], words: str, code: str, schema: Table[str, Any]) -> Kind:
    """A kind of value that `parse` makes from text; its ValueError is the problem's message."""

    def read(node: Node, name: str, findings: Findings) -> Any:  # noqa: ANN401 - what parse gives
        text = _text_of(node, name, findings, words)
        if text is None:
            return None
        try:
            return parse(text)
        except DateError as error:
            hint = _mended(name, error.guess) if error.guess else ""
            findings.add(node, name, error.code, str(error), hint=hint)
        except ValueError as error:
            findings.add(node, name, code, str(error))
        return None

    return Kind(read=read, write=lambda value: Bare(str(value)), schema=schema, words=words)


def _parse_time(text: str) -> str:
    match = _TIME.match(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:  # noqa: PLR2004 - hours and minutes of a day
        raise ValueError(f'{shortened(text)} is not a time; write "21:40", "21:40Z" or "21:40+03:00"')
    return text


_TIME = re.compile(r"(\d{2}):(\d{2})(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?\Z", re.ASCII)


def matching(pattern: str, words: str, code: str) -> Kind:
    """A text of one form, given as a regular expression over the whole text."""
    form = re.compile(pattern, re.ASCII)

    def parse(text: str) -> str:
        if not form.fullmatch(text):
            raise ValueError(f"{shortened(text)} is not {words}")
        return text

    kind = parsed(parse, words, code, {"type": "string", "pattern": f"^{pattern}$"})
    return dataclasses.replace(kind, write=str)


WHEN = parsed(
    parse_when,
    "a date such as 2023-10-19",
    "date-form",
    {"type": "string", "description": "EDTF: 2023-10-19, 2023-10, 2023/.."},
)
TIME = dataclasses.replace(
    parsed(
        _parse_time,
        'a time such as "21:40+03:00"',
        "time-form",
        {"type": "string", "pattern": _TIME.pattern[:-2]},
    ),
    write=str,
)
COUNT = parsed(parse_count, "a number of people", "count-form", {"type": ["string", "integer"]})


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
    parsed(_parse_flag, "true or false", "flag-form", {"type": "boolean"}),
    write=lambda value: Bare("true" if value else "false"),
)


def _read_url(node: Node, name: str, findings: Findings) -> str | None:
    text = _text_of(node, name, findings, "a web address")
    if text is None:
        return None
    address = web_address(text)
    if address.level:
        findings.add(node, name, "url-form", f"{shortened(text)} {address.fault}", level=address.level)
    return address.url or None


URL = Kind(read=_read_url, write=str, schema={"type": "string", "format": "uri"}, words="a web address")


def choice(*options: str) -> Kind:
    """One of a few fixed words."""

    def parse(text: str) -> str:
        if text not in options:
            raise ValueError(f"{shortened(text)} is not one of {', '.join(options)}{did_you_mean(text, options)}")
        return text

    return parsed(parse, f"one of {', '.join(options)}", "not-a-choice", {"enum": list(options)})


# ---- kinds made of kinds


def many(kind: Kind) -> Kind:
    """A list of values of one kind, as a tuple."""

    def read(node: Node, name: str, findings: Findings) -> tuple[Any, ...] | None:
        if not isinstance(node, Sequence):
            plain = isinstance(node, Scalar) and kind.schema.get("type") == "string"
            hint = (
                _mended(name, f"[{', '.join(_flow(part.strip()) for part in node.text.split(','))}]")
                if plain and isinstance(node, Scalar)
                else ""
            )
            findings.add(node, name, "wrong-type", f"must be a list, not {said(node)}", hint=hint)
            return None
        found = [(kind.read(item, f"{name}.{number}", findings)) for number, item in enumerate(node.items)]
        return tuple(item for item in found if item is not None)

    schema = {"type": "array", "items": kind.schema}
    return Kind(
        read=read,
        write=lambda values: [kind.write(value) for value in values],
        schema=schema,
        words="a list",
        inside=kind.inside,
    )


def record(cls: type, *, check: Callable[[Any], str] | None = None, short: str = "") -> Kind:
    """A nested record; `check` says what is wrong with a whole one, `short` is the field a bare text stands for."""

    def read(node: Node, name: str, findings: Findings) -> Any:  # noqa: ANN401 - an instance of cls
        if short and isinstance(node, Scalar) and not node.is_null:
            node = Mapping(((Scalar(short, node.line, node.column), node),), node.line, node.column)
        if not isinstance(node, Mapping):
            findings.add(
                node,
                name,
                "wrong-type",
                f"must be a table of keys such as {{{_example(cls)}}}, not {said(node)}",
            )
            return None
        values = read_record(cls, node, findings, f"{name}.")
        if values is None:
            return None
        made = cls(**values)
        fault = check(made) if check else ""
        if fault:
            findings.add(node, name, "record-incomplete", fault)
            return None
        return made

    inside = tuple(field.name for field in entry_fields(cls))
    return Kind(read=read, write=write_record, schema=record_schema(cls), words="a table of keys", inside=inside)


def _example(cls: type) -> str:
    return ", ".join(f"{field.name}: …" for field in entry_fields(cls)[:2])


def record_schema(cls: type) -> dict[str, Any]:
    """The JSON Schema of a record or an entry kind."""
    properties = {
        field.name: {"description": field.metadata["doc"], **field.metadata["kind"].schema}
        for field in entry_fields(cls)
    }
    required = [field.name for field in entry_fields(cls) if is_required(field)]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _read_coordinates(node: Node, name: str, findings: Findings) -> tuple[float, float] | None:
    words = "must be [latitude, longitude] in degrees, such as [33.79, 42.44]"
    if not isinstance(node, Sequence) or len(node.items) != 2:  # noqa: PLR2004 - latitude, longitude
        findings.add(node, name, "coordinates-form", words)
        return None
    numbers = [_degrees(item) for item in node.items]
    if numbers[0] is None or numbers[1] is None:
        findings.add(node, name, "coordinates-form", words)
        return None
    latitude, longitude = numbers[0], numbers[1]
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 - the ends of the Earth
        swapped = abs(longitude) <= 90 and abs(latitude) <= 180  # noqa: PLR2004
        hint = f"coordinates: [{_decimal(longitude)}, {_decimal(latitude)}]" if swapped else ""
        message = (
            f"[{_decimal(latitude)}, {_decimal(longitude)}] is nowhere: latitude is -90 to 90, longitude -180 to 180"
        )
        findings.add(node, name, "coordinates-range", message, hint=hint)
        return None
    return latitude, longitude


def _degrees(node: Node) -> float | None:
    if isinstance(node, Scalar) and re.fullmatch(r"[-+]?\d{1,3}(?:\.\d{1,12})?", node.text.strip(), re.ASCII):
        return float(node.text) + 0.0  # no negative zero
    return None


COORDINATES = Kind(
    read=_read_coordinates,
    write=lambda pair: [Bare(_decimal(number)) for number in pair],
    schema={"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    words="[latitude, longitude]",
)


def _decimal(number: float) -> str:
    text = f"{number:.12f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _read_names(node: Node, name: str, findings: Findings) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(node, Mapping):
        findings.add(node, name, "wrong-type", f"must be names by language, such as {{ar: …}}, not {said(node)}")
        return None
    found = []
    for key, value in node.pairs:
        if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", key.text, re.ASCII):
            findings.add(
                key,
                name,
                "language-form",
                f"{shortened(key.text)} is not a language code such as ar or pt-BR",
            )
        elif text := _read_line(value, f"{name}.{key.text}", findings):
            found.append((key.text, text))
    return tuple(found)


NAMES = Kind(
    read=_read_names,
    write=dict,
    schema={"type": "object", "additionalProperties": {"type": "string"}},
    words="names by language",
)


def _parse_alias(text: str) -> str:
    *folders, page = text.split("/")
    if not page.endswith(".html") or not all(is_slug(part) for part in folders) or len(folders) > 3:  # noqa: PLR2004
        raise ValueError(f"{shortened(text)} is not an address of this site, such as incidents/old-name.html")
    if page != "index.html" and not is_slug(page.removesuffix(".html")):
        raise ValueError(f"{shortened(text)} is not an address of this site, such as incidents/old-name.html")
    return text


ALIAS = dataclasses.replace(
    parsed(_parse_alias, "an address of this site", "alias-form", {"type": "string"}), write=str
)


# ---- plain values to YAML


def yaml_text(values: Table[str, Plain]) -> str:
    """Front matter as an editor would write it: a line a key, lists of texts in one line, records one a line."""
    pairs = [(_yaml_scalar(key), _yaml_node(value, depth=0)) for key, value in values.items()]
    root = yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    text: str = yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**9)
    return text if pairs else ""


_RESOLVER = yaml.resolver.Resolver()  # what other programs take a text for


def _yaml_scalar(value: str) -> yaml.ScalarNode:
    tag, style = "tag:yaml.org,2002:str", None
    if _ODD.match(value) or _TYPOGRAPHIC.fullmatch(value):
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
