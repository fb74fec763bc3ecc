"""A record read from its table: each key is a field, or is told with what was probably meant by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from chronicle.entries import guesses
from chronicle.entries.fields import Findings, Kind, fields_by_name, is_required, required_names
from chronicle.problems import Problem, or_rather, shortened
from chronicle.text.fault import quoted
from chronicle.text.nodes import Mapping, Node, Scalar, Sequence
from chronicle.text.yaml_text import in_flow

if TYPE_CHECKING:
    import dataclasses
    from collections.abc import Mapping as Table


def read_record(cls: type, node: Mapping, findings: Findings, prefix: str = "") -> dict[str, Any] | None:
    """The arguments for a record's class from its node; None when something required is missing or bad."""
    known, needed = fields_by_name(cls), required_names(cls)
    values, whole = {}, True
    there = {key.text: value for key, value in node.pairs}
    slips = _slips(node, known) if any(name not in there for name in needed) else {}
    for key, value in node.pairs:
        field = known.get(key.text)
        if field is None:
            if key not in slips.values():
                _report_unknown((key, value), node, f"{prefix}{key.text}", known, findings)
        elif isinstance(value, Scalar) and value.is_null:
            _report_lost(key, value, field, prefix, findings)
        else:
            before = len(findings.problems)
            found = field.metadata["kind"].read(value, prefix + field.name, findings)
            if found is None:
                whole = whole and not any(item.level == "error" for item in findings.problems[before:])
            else:
                values[field.name] = found
    for name in needed:
        written = there.get(name)
        if written is None or (isinstance(written, Scalar) and written.is_null):
            _report_missing(written or node, f"{prefix}{name}", known[name], slips.get(name), findings)
            whole = False
    return values if whole else None


def _report_lost(key: Scalar, value: Scalar, field: dataclasses.Field[Any], prefix: str, findings: Findings) -> None:
    """A value that is a comment to YAML, since it begins with a `#`; behind a space it is meant as one."""
    kind: Kind = field.metadata["kind"]
    is_list = kind.schema.get("type") == "array"
    text = Scalar(value.comment, quoted=True)
    if not is_lost(value) or trial(kind, Sequence((text,)) if is_list else text):
        return  # no such value begins with a #
    meant = f"[{quoted(value.comment)}]" if is_list else quoted(value.comment)
    hint = f"{key.text}: {meant}" if key.column == 1 else ""
    findings.add(value, prefix + field.name, "text-cut", lost_words(value), hint=hint, level="warning")


def is_lost(value: Scalar) -> bool:
    """Whether nothing is there but a comment that was meant as a text: no space follows its `#`."""
    return value.is_null and bool(re.match(r"#\w", value.comment))


def lost_words(value: Scalar) -> str:
    """What is said of that."""
    return f"{shortened(value.comment, 30)} is lost: a # after a space begins a comment; put it in quotes"


def _slips(node: Mapping, known: Table[str, dataclasses.Field[Any]]) -> dict[str, Scalar]:
    """The keys that a missing required field was most likely meant by: `Titel` for `title`."""
    missing = {name for name, field in known.items() if is_required(field) and not node.get(name)}
    if not missing:
        return {}
    strange = [key for key, _ in node.pairs if key.text not in known]
    found = {_guess(key, node, known): key for key in reversed(strange)}
    return {name: key for name, key in found.items() if name in missing}


def _guess(key: Scalar, node: Mapping, known: Table[str, dataclasses.Field[Any]]) -> str:
    return guesses.field(key.text, known, {name.text for name, _ in node.pairs})


def _report_missing(
    node: Node, name: str, field: dataclasses.Field[Any], slip: Scalar | None, findings: Findings
) -> None:
    kind: Kind = field.metadata["kind"]
    message = f"is missing; it must be {kind.words}"
    if slip:
        message = f'is missing; "{slip.text[:40]}" was probably meant to be "{field.name}"'
    findings.add(slip or node, name, "field-missing", message, meant=field.name if slip else "")


def _report_unknown(
    pair: tuple[Scalar, Node], node: Mapping, name: str, known: Table[str, dataclasses.Field[Any]], findings: Findings
) -> None:
    """A key that is no field: a slip of the keyboard, or a field that belongs inside another one."""
    key, value = pair
    home = next((other for other, field in known.items() if key.text in field.metadata["kind"].inside), None)
    is_other_word = guesses.other_word(key.text, known, {name.text for name, _ in node.pairs})
    if home and not is_other_word and isinstance(value, Scalar) and not value.is_null:
        inside = known[home].metadata["kind"]
        beside = [(other, each) for other, each in node.pairs if _belongs(other, each, inside, known)]
        hint, words = _moved(key, beside, node.get(home), home, inside)
        findings.add(key, name, "misplaced-field", f"belongs inside {home}{words}", hint=hint)
        return
    if "status" in known and isinstance(value, Scalar) and guesses.hides(key.text, value.text):
        # As an unknown key it would be a warning, and the entry public.
        hint = "" if node.get("status") else "status: draft"
        findings.add(key, name, "misplaced-field", "is written as status: draft", hint=hint)
        return
    if whole := next((other for other, field in known.items() if _is_part(key, field.metadata["kind"])), None):
        hint, words = _joined(key, node, whole, known[whole].metadata["kind"])
        findings.add(key, name, "unknown-key", f"is not a field{words}", hint=hint, level="warning")
        return
    guess = _guess(key, node, known)
    message = "is not a field" + or_rather(guess)
    meant = guess if guess and not node.get(guess) and _first_meant(node, guess, known) is key else ""
    hint = _with_value(meant, value, known[meant].metadata["kind"]) if meant and key.column == 1 else ""
    findings.add(key, printable_name(name), "unknown-key", message, meant=meant, hint=hint, level="warning")


def _with_value(name: str, value: Node, kind: Kind) -> str:
    """The line of a field whose value must be another as well: `locations: [Baghdad]` for `location: Baghdad`."""
    problems = trial(kind, value)
    if not isinstance(value, Scalar) or value.comment or len(problems) != 1 or not problems[0].meant:
        return ""
    return f"{name}: {problems[0].meant}"


def trial(kind: Kind, value: Node) -> list[Problem]:
    """What would be wrong with a value of a kind."""
    findings = Findings("")
    kind.read(value, "", findings)
    return findings.problems


def _is_part(key: Scalar, kind: Kind) -> bool:
    return any(key.text.casefold() in words for words in kind.parts)


def _joined(key: Scalar, node: Mapping, whole: str, kind: Kind) -> tuple[str, str]:
    """The line that makes one field of its parts, for the first of them, and more words for the message."""
    there = [next((pair for pair in node.pairs if pair[0].text.casefold() in words), None) for words in kind.parts]
    if node.get(whole):
        return "", f"; {whole} has it, so delete this line"
    pairs = [pair for pair in there if pair]
    told = trial(kind, Mapping(tuple(pairs), 0, 0)) if len(pairs) == len(there) else []
    if not told or not told[0].meant:
        return "", f"; write {whole}: {kind.words}"
    line = f"{whole}: {told[0].meant}"
    if key is min((each for each, _ in pairs), key=lambda each: each.line):
        return line if key.column == 1 else "", f"; write {line}"
    return "", f"; it goes into {whole}, so delete this line"


def _belongs(key: Scalar, value: Node, kind: Kind, known: Table[str, dataclasses.Field[Any]]) -> bool:
    return key.text in kind.inside and key.text not in known and isinstance(value, Scalar) and not value.is_null


def _moved(
    key: Scalar, beside: list[tuple[Scalar, Node]], there: Node | None, home: str, kind: Kind
) -> tuple[str, str]:
    """The line that puts a key into the field that it belongs to, if one line can, and more words for the message.

    Those `beside` it, itself too, belong there as well: the first one's line takes all of them.
    """
    written = {each.text: _in_flow(value) for each, value in beside}
    if there is None:
        inner = f"{{{', '.join(f'{name}: {value}' for name, value in written.items())}}}"
        if beside[0][0] is not key:
            return "", f", as {beside[0][0].text} does; put both into its line, and delete this one"
        return (f"{home}: [{inner}]" if kind.schema["type"] == "array" else f"{home}: {inner}"), ""
    items = there.items if isinstance(there, Sequence) else (there,)
    if any(isinstance(item, Mapping) and _in_flow(item.get(key.text)) == written[key.text] for item in items):
        return "", ", where it stands already; delete this line"
    last = items[-1] if items and isinstance(there, Sequence) else None
    is_in_lines = isinstance(last, Mapping) and last.pairs and last.pairs[0][0].column == last.column
    if isinstance(last, Mapping) and is_in_lines and last.pairs[-1][1].line == key.line - 1:
        words = "; with spaces before it, it is part of the item above"
        return f"{' ' * (last.column - 1)}{key.text}: {written[key.text]}", words
    return "", ""


def _in_flow(value: Node | None) -> str:
    if not isinstance(value, Scalar):
        return ""
    return quoted(value.text) if value.quoted else in_flow(value.text)


def _first_meant(node: Mapping, guess: str, known: Table[str, dataclasses.Field[Any]]) -> Scalar | None:
    """The first of the unknown keys that a field was meant by: only one can be."""
    strange = (key for key, _ in node.pairs if key.text not in known)
    return next((key for key in strange if _guess(key, node, known) == guess), None)


def printable_name(name: str) -> str:
    """A key as far as a message can show it."""
    return name if len(name) <= 60 else name[:59] + "…"  # noqa: PLR2004 - as much as a line can show
