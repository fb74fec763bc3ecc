"""What is there and could not be read: a reference that may mean it is not one to nothing. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadEntry:
    """A file of an entry that could not be read. A `text` of None is not known at all, nor is an empty `kind`."""

    kind: str
    slug: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Everything that could not be read, for look-ups: by kind the slugs of entries, and the letters in their files.

    Of the kinds that are `unknown` any name may be that of such an entry. `media` are paths below `content`, of files
    or of folders.
    """

    slugs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()

    def may_be(self, kind: str, text: str) -> bool:
        """Whether a text may mean one of these entries: its file's name, or whatever stands in it, may be its name."""
        if kind in self.unknown or text in self.slugs.get(kind, ()):
            return True
        return kind in self.slugs and (slugify(text) in self.slugs[kind] or _letters(text) in self.letters[kind])

    def has_media(self, name: str) -> bool:
        """Whether a file at a path below `content` is one of these, or lies in one."""
        return any(name == path or name.startswith(f"{path}/") for path in self.media)


NOTHING: Final = Unread()


def unread(entries: Iterable[UnreadEntry], media: Iterable[str], kinds: Iterable[str]) -> Unread:
    """The look-ups over what could not be read; `kinds` are all that there are."""
    slugs: dict[str, set[str]] = {}
    letters: dict[str, list[str]] = {}
    unknown: set[str] = set()
    for entry in entries:
        for kind in (entry.kind,) if entry.kind else kinds:
            if entry.text is None:
                unknown.add(kind)
                continue
            slugs.setdefault(kind, set()).add(entry.slug)
            letters.setdefault(kind, []).append(_letters(entry.text))
    return Unread(
        slugs={kind: frozenset(found) for kind, found in slugs.items()},
        letters={kind: "\n".join(found) for kind, found in letters.items()},
        unknown=frozenset(unknown),
        media=frozenset(media),
    )


def _letters(text: str) -> str:
    """What is left of a text without all that may be written in another way: quotes, spaces, capitals."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text).casefold())
