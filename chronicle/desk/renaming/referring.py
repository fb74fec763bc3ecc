"""Where an entry is referred to by its slug, and how that is written when the slug is another. Pure."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.entries.folder import KIND_FOLDERS
from chronicle.entries.kinds import kind_of
from chronicle.linking.chronicle import SitePath
from chronicle.linking.names import Target
from chronicle.pages.addresses import entry_address, feed_of
from chronicle.text.converting import conversion
from chronicle.text.frontmatter import normal_body
from chronicle.text.line_ends import with_lf
from chronicle.text.markup import WIKI_LINK, MarkupError, Reference
from chronicle.text.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Table
    from collections.abc import Sequence as Row

    from chronicle.entries.folder import MediaFile
    from chronicle.entries.kinds import Entry
    from chronicle.linking.names import Names
    from chronicle.text.nodes import Node

# The fields that refer to entries, and the kind of entry each means; `*` is any item of a list. `types` and `grade` are
# references too, but to settings.
FIELDS: Final[Table[str, tuple[tuple[str, str], ...]]] = {
    "incident": (
        ("locations.*", "location"),
        ("actors.*.actor", "actor"),
        ("casualties.*.source", "article"),
        ("sources.*.article", "article"),
        ("part_of", "incident"),
        ("follows", "incident"),
        ("duplicate_of", "incident"),
    ),
    "location": (("parent", "location"),),
    "actor": (("parent", "actor"),),
}
CLAIM_SOURCE: Final = "casualties.*.source"  # names an article by its very slug, and only one that is cited
_NEARLY: Final = 3  # how a text means an entry when it becomes its slug; see `Names.ranked`
_WIKI: Final = re.compile(WIKI_LINK)
_LINKED_WORDS: Final = re.compile(r'(<a href="ref:\d+">)[^<]*')


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """An entry with the slug and file it has and is to have; `names` are those of its kind.

    `is_shared`: an entry of another kind has the new slug, so that a link in a text must name the kind.
    `is_twin`: another file of its kind has the old slug, and keeps the references and the address.
    """

    kind: str
    old: str
    new: str
    old_path: str
    new_path: str
    names: Names
    is_shared: bool = False
    is_twin: bool = False

    @property
    def changes_references(self) -> bool:
        """Whether its slug changes, and what names it names no other file."""
        return self.old != self.new and not self.is_twin

    @property
    def target(self) -> Target:
        """The entry as it is referred to now."""
        return Target(self.kind, self.old)

    @property
    def address(self) -> str:
        """The address of its page now."""
        return entry_address(self.target)

    @property
    def new_address(self) -> str:
        """The address its page will have."""
        return entry_address(Target(self.kind, self.new))

    def is_meant(self, text: str) -> bool:
        """Whether a text means the entry by its slug; names and spellings go on meaning it."""
        rank, slugs = self.names.ranked(_one_line(text))
        return rank in {0, _NEARLY} and slugs == (self.old,)


# ---- fields


class Named(NamedTuple):
    """A reference in a field of an entry: which of `FIELDS`, where it stands, the kind of entry it means, its text."""

    field: str
    where: str
    kind: str
    text: str


def fields_of(entry: Entry) -> Iterator[Named]:
    """Each reference in an entry's fields; its front matter is not read again for that."""
    for field, kind in FIELDS.get(kind_of(entry), ()):
        first, star, last = field.partition(".*")
        value = getattr(entry, first)
        for number, item in enumerate(value) if star else ():
            yield Named(field, f"{first}.{number}{last}", kind, getattr(item, last[1:]) if last else item)
        if not star and value:
            yield Named(field, first, kind, value)


def named_in_fields(entry: Entry, name: NewName, *, is_cited: bool) -> tuple[Scalar, ...]:
    """The values in an entry's front matter that are the slug; `is_cited`: the entry is among an incident's sources."""

    def is_slug(field: str, text: str) -> bool:
        return is_cited and _one_line(text) == name.old if field == CLAIM_SOURCE else name.is_meant(text)

    if not any(each.kind == name.kind and is_slug(each.field, each.text) for each in fields_of(entry)):
        return ()
    fields = [field for field, kind in FIELDS[kind_of(entry)] if kind == name.kind]
    found = [(field, node) for field in fields for node in _nodes(entry.written.fields, field.split("."))]
    return tuple(node for field, node in found if is_slug(field, node.text))


def _nodes(node: Node | None, parts: Row[str]) -> Iterator[Scalar]:
    if isinstance(node, Sequence) and parts:
        for item in node.items:
            yield from _nodes(item, parts[1:])
    elif isinstance(node, Mapping) and parts:
        yield from _nodes(node.get(parts[0]), parts[1:])
    elif isinstance(node, Scalar):  # a bare text stands for the first field of a record: `actors: [Police]`
        yield node


# ---- texts


def named_in_text(
    references: Row[Reference], answers: Row[Target | MediaFile | SitePath | None], path: str, name: NewName
) -> dict[int, Reference]:
    """The references of a text that name the entry by its slug or address, by number, as they are to be."""
    found = {}
    for number, (reference, answer) in enumerate(zip(references, answers, strict=True)):
        is_feed = isinstance(answer, SitePath) and answer.path == feed_of(name.address)
        if reference.kind == "page" and (answer == name.target or is_feed):
            found[number] = reference._replace(target=_new_address(reference.target, path, name))
        elif reference.kind == "wiki" and answer == name.target:
            wanted = _new_link(reference, name)
            found |= {number: wanted} if wanted else {}
    return found


def _new_link(reference: Reference, name: NewName) -> Reference | None:
    prefix, colon, rest = reference.target.partition(":")
    is_plain = not (colon and prefix in KIND_FOLDERS)
    text = reference.target if is_plain else rest.strip()
    if not name.is_meant(text):
        return None
    bare = name.new if is_plain and not name.is_shared else f"{name.kind}:{name.new}"
    return Reference(kind="wiki", target=bare, label=reference.label or ("" if text == name.old else text))


def _new_address(address: str, path: str, name: NewName) -> str:
    """A relative address of the entry's page or file, from a file, with what follows it."""
    match = re.fullmatch(r"(?P<head>[^?#]*?)(?P<slug>[a-z0-9-]+)(?P<tail>\.(?:html|md|xml)(?:[?#].*)?)", address)
    if not match:
        return address
    folder = f"{KIND_FOLDERS[name.kind]}/"
    written = posixpath.normpath(posixpath.join(posixpath.dirname(path), f"{match['head']}{match['slug']}.md"))
    if match["tail"].startswith(".md") and written == name.old_path and folder in match["head"]:
        # It leads to the very file, which may lie in another folder from now on.
        head, inside = match["head"].rpartition(folder)[0], name.new_path.partition(folder)[2]
        return f"{head}{folder}{inside.removesuffix('.md')}{match['tail']}"
    return f"{match['head']}{name.new}{match['tail']}"


def with_references(body: str, references: Row[Reference], wanted: Table[int, Reference]) -> str:
    """A text with other references in place of some, and nothing else in it changed. Raise ValueError."""
    expected = tuple(wanted.get(number, reference) for number, reference in enumerate(references))
    places = _places(body, references, wanted)
    _, prose = _read(body)
    changed = body
    for start, end, put in reversed(places):
        changed = changed[:start] + put + changed[end:]
    if _read(changed) == (expected, prose):
        return changed
    changed = body  # some of the places are no links: they stand in code, or in HTML
    for start, end, put in reversed(places):
        trial = changed[:start] + put + changed[end:]
        found, words = _read(trial)
        if words == prose and len(found) == len(expected) and _is_nearer(found, _read(changed)[0], expected):
            changed = trial
    if _read(changed)[0] != expected:
        raise ValueError("its text names it in a way that cannot be changed here")
    return changed


def _is_nearer(found: Row[Reference], before: Row[Reference], expected: Row[Reference]) -> bool:
    """Whether what changed is as it is to be."""
    pairs = list(zip(found, before, expected, strict=True))
    return tuple(found) != tuple(before) and all(new in (old, aim) for new, old, aim in pairs)


def _places(body: str, references: Row[Reference], wanted: Table[int, Reference]) -> list[tuple[int, int, str]]:
    """Where the references may be written: begin, end, and what is to stand there."""
    links = {(references[number].target, references[number].label): aim for number, aim in wanted.items()}
    found = []
    for match in _WIKI.finditer(body):
        key = (unicodedata.normalize("NFC", _one_line(match[1])), _one_line(match[2] or ""))
        if key in links:
            found.append((match.start(1), match.end(1), _written(links[key], match)))
    pages = {references[number].target: aim.target for number, aim in wanted.items() if aim.kind == "page"}
    for address, aim in pages.items():
        form = rf"(?<![\w./-]){re.escape(address)}(?![\w.#?/-])"
        found += [(*match.span(), aim) for match in re.finditer(form, body)]
    return sorted(found)


def _written(aim: Reference, match: re.Match[str]) -> str:
    """A link's target, and its words where it had none of its own: between the bars of a table their bar is escaped."""
    if match[2] or not aim.label:
        return aim.target
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
    bar = "\\|" if "|" in _WIKI.sub("", line) else "|"
    return f"{aim.target}{bar}{aim.label}"


def _read(body: str) -> tuple[tuple[Reference, ...], str]:
    """What a text refers to, and its HTML without the words of plain links, which may be the slug."""
    try:
        prose = conversion(normal_body(with_lf(body)))
    except MarkupError as error:
        raise ValueError(str(error)) from None
    return prose.references, _LINKED_WORDS.sub(r"\1", prose.html)


def _one_line(text: str) -> str:
    return " ".join(text.split())
