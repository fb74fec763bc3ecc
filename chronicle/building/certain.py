"""What is certain between entries while some could not be read: all that holds whatever stands in those."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.building.templates import assets_of
from chronicle.entries.folder import KIND_FOLDERS
from chronicle.entries.kinds import KINDS, slug_of
from chronicle.linking.linking import link
from chronicle.linking.unread import NOTHING, Unread, UnreadEntry, unread
from chronicle.pages.edition import edition
from chronicle.problems import Problem, error_count
from chronicle.text.characters import decode
from chronicle.text.wording import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chronicle.building.inputs import Inputs
    from chronicle.entries.folder import EntryFile
    from chronicle.entries.kinds import Entry
    from chronicle.linking.linking import Material

_KINDS: Final = {folder: kind for kind, folder in KIND_FOLDERS.items()}
# What hangs on pages that an entry brings along, or on the papers that its articles appeared in.
_UNCERTAIN: Final = frozenset({"menu-form", "link-missing", "grade-rule", "claim-source"})


def hides_entries(problems: Iterable[Problem]) -> bool:
    """Whether these keep entries from being read."""
    return any(
        problem.level == "error"
        and (problem.path.endswith(".md") or (problem.code == "unreadable" and problem.path.startswith("content")))
        for problem in problems
    )


def certain(material: Material, inputs: Inputs) -> Iterator[Problem]:
    """What is wrong between the entries that could be read."""
    from chronicle.pages.plan import plan  # noqa: PLC0415 - as in `stages.planned`

    chronicle, found = link(material)
    made = edition(chronicle, material.config, language(material.config.language))
    _, claims = plan(made, assets_of(inputs.theme))
    return (problem for problem in (*found, *claims) if problem.code not in _UNCERTAIN)


def unread_of(inputs: Inputs, known: Iterable[Entry], problems: Sequence[Problem]) -> Unread:
    """What of the inputs is not among the known entries and files, as the problems of reading them say."""
    if not error_count(problems):
        return NOTHING
    read = {entry.path for entry in known}
    misplaced = {problem.path for problem in problems if problem.code == "entry-kind"}
    files = [file for file in inputs.folder.entries if file.path not in read]
    entries = [_unread_file(file, "" if file.path in misplaced else _kind(file.path)) for file in files]
    opened = inputs.keys.keys()
    closed = {problem.path for problem in inputs.folder.problems if problem.level == "error"} - opened
    media = {path.partition("/")[2] for path in closed if _folder(path) == "media"}
    entries += [UnreadEntry(kind=_kind(path), slug="", text=None) for path in closed if _folder(path) != "media"]
    return unread(entries, media, KINDS)


def _unread_file(file: EntryFile, kind: str) -> UnreadEntry:
    text = decode(file.data, file.path)
    return UnreadEntry(kind=kind, slug=slug_of(file.path), text=None if isinstance(text, Problem) else text)


def _kind(path: str) -> str:
    """The kind of the entries at a path or below it; empty when they may be of any."""
    return _KINDS.get(_folder(path), "")


def _folder(path: str) -> str:
    """The folder in `content` that a path leads to or into."""
    return [*path.split("/"), ""][1]
