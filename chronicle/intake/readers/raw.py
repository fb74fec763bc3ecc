"""What every reader gives: an article as plain text, with what its page or feed says of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.text.characters import FORBIDDEN
from chronicle.text.frontmatter import LONGEST_BODY
from chronicle.text.line_ends import with_lf

if TYPE_CHECKING:
    import datetime as dt

LARGEST: Final = LONGEST_BODY  # bytes, and so characters: the body of an entry must hold it; a long feature has 60,000
LARGEST_PAGE: Final = 5 * 1024 * 1024  # bytes of a page or feed; most of it is not text

TOO_LONG: Final = f"has more than {LARGEST // 1024} kB of text; that is no single article"

_MARKS: Final = re.compile("[\x85\u2028\u2029\ufeff]")  # line ends and byte order marks in the middle of a text
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060]")  # where a browser may break a word


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """An article as text with LF line ends; `sha256` is that of the seed's bytes, or of one item of a feed.

    The rest is what the seed says outside the text, empty when it does not: `language` is a primary tag such as `en`;
    `part` says which item of the seed it is; `is_text` that it is a plain text, to which an editor can add a line.
    """

    seed: str
    sha256: str
    text: str
    title: str = ""
    published: dt.date | None = None
    publisher: str = ""
    url: str = ""
    language: str = ""
    part: str = ""
    is_text: bool = False


def digest(data: bytes) -> str:
    """The SHA-256 by which a seed is known again."""
    return hashlib.sha256(data).hexdigest()


def cleaned(text: str) -> str:
    """A text with LF line ends and without characters that no entry may have."""
    return _INVISIBLE.sub("", _MARKS.sub(" ", FORBIDDEN.sub(" ", with_lf(text))))
