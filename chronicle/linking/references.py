"""References answered: what the texts in one entry's fields and body mean, and what they fail to mean."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from chronicle.entries.folder import KIND_FOLDERS, MediaFile
from chronicle.entries.kinds import KINDS, Entry
from chronicle.linking.chronicle import SitePath
from chronicle.linking.names import Names, Target, names_of
from chronicle.linking.unread import NOTHING, Unread
from chronicle.problems import Level, Problem, or_rather, shortened
from chronicle.text.markup import position_in
from chronicle.text.nodes import Scalar
from chronicle.text.yaml_text import in_flow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chronicle.entries.folder import MediaFile
    from chronicle.text.markup import Reference
    from chronicle.text.nodes import Node

GUESSES: Final = 200  # in one run
_PAGES: Final = {folder: kind for kind, folder in KIND_FOLDERS.items()}


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that can be referred to."""

    names: Mapping[str, Names]
    media: Mapping[str, MediaFile]
    unread: Unread = NOTHING


def index_of(entries: Sequence[Entry], media: Sequence[MediaFile], unread: Unread = NOTHING) -> Index:
    """The look-up tables over all entries."""
    names = {kind: names_of(entry for entry in entries if isinstance(entry, cls)) for kind, cls in KINDS.items()}
    return Index(names, {file.name: file for file in media}, unread)


def problem_at(  # noqa: PLR0913 - the parts of a Problem
    entry: Entry, where: str, code: str, message: str, *, level: Level = "error", hint: str = "", meant: str = ""
) -> Problem:
    """A problem at a field of an entry, such as `locations.1`; `meant` is the text that was probably meant there."""
    where, node = node_at(entry, where)
    return Problem(
        path=entry.path,
        line=node.line,
        column=node.column,
        level=level,
        field=where,
        code=code,
        message=message,
        hint=hint,
        meant=in_flow(meant) if meant else "",
    )


def node_at(entry: Entry, where: str) -> tuple[str, Node]:
    """What is written at a field of an entry, or at the field that would hold it, and which of them that is."""
    node = entry.written.find(where)
    while node is None and "." in where:
        where = where.rpartition(".")[0]
        node = entry.written.find(where)
    return where, node or Scalar("", 1, 1)


@dataclass(slots=True)
class Answers:
    """Answers the references of entries and keeps what went wrong."""

    index: Index
    problems: list[Problem] = field(default_factory=list)
    guesses: int = 0
    guessed: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # by path: kind, text
    asked: set[str] = field(default_factory=set)  # the texts that mean something, or that no guess is made about
    plain: dict[str, Target] = field(default_factory=dict)  # by what stands in wiki links: one entry, and no problem
    opened: tuple[Entry | None, str] = (None, "")  # whose body was asked for last, and that body: it is decoded anew

    def guess(self, entry: Entry, kind: str, text: str) -> str:
        """The slug that was most likely meant. Each guess looks at every name, so there are not any number of them."""
        self.guesses += 1
        self.guessed[entry.path] = tuple(sorted((*self.guessed.get(entry.path, ()), (kind, text))))
        return self.index.names[kind].guess(text) if self.guesses <= GUESSES else ""

    def one(self, entry: Entry, where: str, kind: str, text: str) -> str:
        """The slug of the entry of a kind that a text means; empty when there is none. Warns of ambiguity."""
        found = self.index.names[kind].find(text)
        if found or kind == "actor":  # who names one in vain may do so
            self.asked.add(text)
        if len(found) > 1:
            message = f"{shortened(text)} can mean {', '.join(found)}; write the one you mean"
            self.problems.append(problem_at(entry, where, "ambiguous-name", message, level="warning"))
        return found[0] if found else ""

    def required(self, entry: Entry, where: str, kind: str, text: str) -> str:
        """Like `one`; a text that means nothing is an error."""
        if not text:
            return ""
        slug = self.one(entry, where, kind, text)
        if not slug and not self.index.unread.may_be(kind, text):
            guess = self.guess(entry, kind, text)
            message = f"there is no {kind} {shortened(text)}" + or_rather(guess)
            self.problems.append(problem_at(entry, where, f"{kind}-missing", message, meant=guess))
        return slug

    def in_text(
        self, entry: Entry, references: Sequence[Reference], body_line: int
    ) -> tuple[Target | MediaFile | SitePath | None, ...]:
        """What each reference in a body leads to."""
        return tuple(self._answer(entry, reference, body_line) for reference in references)

    def _answer(self, entry: Entry, reference: Reference, body_line: int) -> Target | MediaFile | SitePath | None:
        if reference.kind == "wiki":
            return self._wiki(entry, reference, body_line)
        if reference.kind == "media":
            path = inner_path(reference.target)
            found = self.index.media.get(path)
            if not found and not self.index.unread.has_media(path):
                message = f"picture {shortened(reference.target)} is not in content/media"
                self._in_body(entry, reference.target, body_line, "media-missing", message, "error")
            return found
        media = self.index.media.get(inner_path(reference.target))
        return media or self._page(reference.target) or self._site_path(entry, reference.target, body_line)

    def _site_path(self, entry: Entry, address: str, body_line: int) -> SitePath:
        message = f"link {shortened(address)} leads to no page of this site"
        problem = self.at(entry, address, body_line, "link-missing", message, "warning")
        path, hash_, fragment = address.partition("#")
        return SitePath(path=inner_path(path), fragment=hash_ + fragment, problem=problem)

    def _wiki(self, entry: Entry, reference: Reference, body_line: int) -> Target | None:
        if reference.target in self.plain:
            return self.plain[reference.target]
        prefix, colon, rest = reference.target.partition(":")
        kinds = [prefix] if colon and prefix in KINDS else list(KINDS)
        text = rest.strip() if colon and prefix in KINDS else reference.target
        ranked = [(self.index.names[kind].ranked(text), kind) for kind in kinds]
        best = min(rank for (rank, _), _ in ranked)
        found = [Target(kind, slug) for (rank, slugs), kind in ranked if rank == best for slug in slugs]
        place = sign_of(reference)
        if not found and any(self.index.unread.may_be(kind, text) for kind in kinds):
            return None
        if not found:
            guesses = {guess for kind in kinds if (guess := self.guess(entry, kind, text))}
            guess = guesses.pop() if len(guesses) == 1 else ""
            message = f"[[{reference.target}]] leads to no entry{or_rather(guess)}; it is shown as missing"
            problem = self.at(entry, place, body_line, "wiki-link-missing", message, "warning")
            self.problems.append(
                replace(problem, hint=_body_line(self._body(entry), place, f"[[{guess}") if guess else "")
            )
            return None
        if len(found) > 1:
            options = ", ".join(f"[[{target.kind}:{target.slug}]]" for target in found)
            message = f"[[{reference.target}]] can mean {options}; write the one you mean"
            self._in_body(entry, place, body_line, "ambiguous-name", message, "warning")
        else:
            self.plain[reference.target] = found[0]
        self.asked.add(text)
        return found[0]

    def _page(self, address: str) -> Target | None:
        """The entry behind a relative address such as `../locations/anbar.html` or `locations/anbar.md`."""
        path = posixpath.normpath(address.partition("#")[0].partition("?")[0])
        match = re.fullmatch(r"(?:\.\./)*(?:content/)?(?:([a-z]+)/)?(?:.*/)?([a-z0-9-]+)\.(?:html|md)", path)
        if not match:
            return None
        kinds = [_PAGES[match[1]]] if match[1] in _PAGES else ["note"] if not match[1] else []
        self.asked.add(page_of(match[2]))
        return next((Target(kind, match[2]) for kind in kinds if match[2] in self.index.names[kind].slugs), None)

    def _in_body(  # noqa: PLR0913, PLR0917 - the parts of a Problem
        self, entry: Entry, text: str, body_line: int, code: str, message: str, level: Level
    ) -> None:
        self.problems.append(self.at(entry, text, body_line, code, message, level))

    def _body(self, entry: Entry) -> str:
        if self.opened[0] is not entry:
            self.opened = (entry, entry.body)
        return self.opened[1]

    def at(  # noqa: PLR0913, PLR0917 - the parts of a Problem
        self, entry: Entry, text: str, body_line: int, code: str, message: str, level: Level
    ) -> Problem:
        """A problem at the first place in a body where a text stands."""
        down, column = position_in(self._body(entry), text)
        line = body_line + down
        return Problem(path=entry.path, line=line, column=column, level=level, field="text", code=code, message=message)


def sign_of(reference: Reference) -> str:
    """What stands in a body where a reference is."""
    return f"[[{reference.target}" if reference.kind == "wiki" else reference.target


def page_of(slug: str) -> str:
    """What stands for the page at a slug among the texts that are looked for."""
    return f"page:{slug}"


def _body_line(body: str, text: str, put: str) -> str:
    """The line of a body in which a text first stands, with another in its place."""
    at = body.find(text)
    if at < 0:
        return ""
    start = body.rfind("\n", 0, at) + 1
    return body[start:at] + put + body[at + len(text) :].partition("\n")[0]


def inner_path(target: str) -> str:
    """The path below `content`, or of the site, behind a relative one: `media/base.jpg` for `../media/base.jpg` too."""
    path = posixpath.normpath(target)
    while path.startswith("../"):
        path = path[3:]
    return path.removeprefix("content/")
