"""The files that change when an entry is renamed: only the lines meant, and each is read back. Pure."""

from __future__ import annotations

import dataclasses
import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.config import FILE, parse_config
from chronicle.desk.renaming.picking import RenameError
from chronicle.desk.renaming.referring import named_in_fields, named_in_text, with_references
from chronicle.entries.fields import entry_fields
from chronicle.entries.kinds import Incident
from chronicle.entries.parsing import parse_entry
from chronicle.text.line_ends import lines_of, plain, with_lf
from chronicle.text.nodes import Mapping, Scalar, Sequence
from chronicle.text.patching import Written, with_item, with_written
from chronicle.text.yaml_text import flow_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Table

    from chronicle.desk.renaming.referring import NewName
    from chronicle.entries.kinds import Entry
    from chronicle.linking.linking import BodyText
    from chronicle.linking.references import Answers
    from chronicle.text.markup import Reference
    from chronicle.text.nodes import Node
    from chronicle.text.yaml_text import Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file before and after; `references` is how many of those in it change."""

    path: str
    before: bytes
    after: bytes
    references: int

    def lines(self) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
        """Where lines change: the number of the first, the old ones and the new ones."""
        old, new = (with_lf(data.decode("utf-8")).split("\n") for data in (self.before, self.after))
        for tag, start, end, new_start, new_end in difflib.SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes():
            if tag != "equal":
                yield new_start + 1, tuple(old[start:end]), tuple(new[new_start:new_end])


def rewritten(  # noqa: PLR0913, PLR0917 - an entry with all that is known of it, and what is to change
    entry: Entry, data: bytes, body: BodyText | None, answers: Answers, name: NewName, alias: str = ""
) -> Change | None:
    """The change of an entry's file, its references written anew and an alias added; None when nothing in it changes.

    The new text must be read as the old entry but for these. Raise RenameError when it cannot be.
    """
    nodes = named_in_fields(entry, name, is_cited=_is_cited(entry, answers, name))
    values = {(node.line, node.column): name.new for node in nodes}
    values |= {(node.line, node.column): name.address for node in _own_alias(entry, name)}
    references = body.references if body else ()
    wanted = named_in_text(references, answers.in_text(entry, references, 1), entry.path, name)
    alias = "" if alias in entry.aliases or len(values) > len(nodes) else alias
    if not (values or wanted or alias):
        return None
    try:
        text = _with_body(data.decode("utf-8"), body, wanted)
        text = with_written(text, [_written(place, value) for place, value in values.items()])
        if alias:
            text = with_item(text, "aliases", alias, tuple(field.name for field in entry_fields(type(entry))))
    except ValueError as error:
        raise RenameError(_by_hand(entry, values, name, str(error))) from None
    if not _is_read_as(text, entry, values, alias):
        raise RenameError(_by_hand(entry, values, name, "its front matter is written in an unusual way"))
    return Change(path=entry.path, before=data, after=text.encode(), references=len(nodes) + len(wanted))


def _written(place: tuple[int, int], value: str) -> Written:
    return Written(line=place[0], column=place[1], text=flow_text(value))


def _is_cited(entry: Entry, answers: Answers, name: NewName) -> bool:
    articles = answers.index.names["article"]
    sources = entry.sources if isinstance(entry, Incident) and name.kind == "article" else ()
    return any(articles.find(source.article)[:1] == (name.old,) for source in sources)


def _own_alias(entry: Entry, name: NewName) -> Iterator[Scalar]:
    """The entry's own earlier address that is to be its address again: the one it has now takes its place."""
    node = entry.written.find("aliases") if entry.path == name.old_path else None
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar) and item.text.strip() == name.new_address:
            yield item


def _with_body(text: str, body: BodyText | None, wanted: Table[int, Reference]) -> str:
    if not body or not wanted:
        return text
    lines = lines_of(text)
    head = "".join(lines[: body.line - 1])
    return head + with_references(text[len(head) :], body.references, wanted)


def _is_read_as(text: str, entry: Entry, values: Table[tuple[int, int], str], alias: str) -> bool:
    """Whether a text is the entry with other values in these places and an alias more; the body was proved before."""
    new = parse_entry(type(entry), plain(text), entry.path)[0]
    if new is None:
        return False
    old_tree, new_tree = _tree(entry.written.fields, values), _tree(new.written.fields, {})
    old_tree["aliases"] = [*_list(old_tree.get("aliases")), *([alias] if alias else [])]
    new_tree["aliases"] = _list(new_tree.get("aliases"))
    return old_tree == new_tree


def _tree(node: Mapping, values: Table[tuple[int, int], str]) -> dict[str, Plain]:
    return {key.text: _plain(item, values) for key, item in node.pairs}


def _plain(node: Node, values: Table[tuple[int, int], str]) -> Plain:
    if isinstance(node, Mapping):
        return _tree(node, values)
    if isinstance(node, Sequence):
        return [_plain(item, values) for item in node.items]
    return values.get((node.line, node.column), node.text)


def _list(value: Plain | None) -> list[Plain]:
    return value if isinstance(value, list) else []


def _by_hand(entry: Entry, values: Table[tuple[int, int], str], name: NewName, reason: str) -> str:
    lines = ", ".join(str(line) for line in sorted({line for line, _ in values}))
    where = f" in line {lines}" if lines else ""
    return f"{entry.path}: {reason}; write it plainly{where}, where it names {name.old}, and rename again"


# ---- the settings


def with_menu(data: bytes, name: NewName) -> Change | None:
    """The change of the settings when their menu has the address; None when it has not."""
    text = data.decode("utf-8")
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    config, _ = parse_config(plain)
    number = sum(address == name.address for _, address in config.menu) if config else 0
    if config is None or not number:
        return None
    menu = tuple((label, name.new_address if address == name.address else address) for label, address in config.menu)
    places = {config.lines.get(f"menu.{label}", config.lines.get("menu", 0)) for label, _ in config.menu}
    lines = lines_of(text)
    for place in places - {0}:
        line = lines[place - 1]
        lines[place - 1] = re.sub(rf"([\"']){re.escape(name.address)}\1(?!\s*=)", rf"\g<1>{name.new_address}\1", line)
    new = "".join(lines)
    if parse_config(new.removeprefix("\ufeff").replace("\r\n", "\n"))[0] != dataclasses.replace(config, menu=menu):
        message = f"{FILE}: its menu is written in an unusual way; write {name.new_address} for {name.address} there"
        raise RenameError(message)
    return Change(path=FILE, before=data, after=new.encode(), references=number)
