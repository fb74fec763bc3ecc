"""`Page`: an address with what is to stand there; and what every template sees of its page and its site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import Path


class Link(NamedTuple):
    """Words that lead to an address within the site; without address just words."""

    label: str
    address: str = ""

    def __repr__(self) -> str:  # for keys, which name a page's links one by one: the usual one is three times slower
        return f"Link({self.label!r}, {self.address!r})"


class Site(NamedTuple):
    """What every page shows of the site as a whole.

    `stylesheet` is the address of its own one, `data` that of the page about its data, if it has them. `policy` is what
    a page may load (Content-Security-Policy).
    """

    title: str
    description: str
    language: str
    direction: str
    url: str
    menu: tuple[Link, ...]
    stylesheet: str = ""
    data: str = ""
    policy: str = ""

    def __hash__(self) -> int:  # what is made for a site is looked up for each of its pages
        return hash(self.title)

    @property
    def addresses(self) -> frozenset[str]:
        """Those that its menu leads to."""
        return frozenset([item.address for item in self.menu])


class Head(NamedTuple):
    """What a page says of itself: `root` leads to the top of the site, `edit` to its file in the repository.

    `image` is the address of a picture that stands for it where it is shared.
    `feed` is the address of the feed of what it is about, if it has one of its own.
    """

    title: str
    address: str
    root: str
    kind: str
    description: str = ""
    canonical: str = ""
    edit: str = ""
    image: str = ""
    feed: str = ""
    noindex: bool = False


class Sum(NamedTuple):
    """What proves a file: how many bytes it has, and their SHA-256 in hex."""

    size: int
    sha256: str


class Page(NamedTuple):
    """One file of the site: a template or a drawing with its view, ready `content`, or a `copy_of` a project file.

    A view that costs something is made by `show`, when it is `shown`: each time anew. `basis`
    makes something short that is another one whenever the view is: while it is the same, no view need be made.
    `draw` makes the bytes of the view, which says all that they depend on: it is called only when the view has changed.
    `stream` makes them piece by piece, so that a file may be larger than the memory. `was` is the view that it may have
    been made from before: then `edit` makes the same of both views and the file there is. It raises OldFileError, also
    later, when it cannot.
    Where it has what other streamed files of the same plan have, which `joins` names, `join` makes the same of the view
    and of where these are. It raises OldFileError as well.
    `seal` makes them of the view and of other files of the site, which `sealed` names: it is called when these are in
    place, and told the size and the SHA-256 of each.
    `copy_digest` is the SHA-256 of what it is a copy of, in hex.
    `owner` is the entry file it stands for; pages of the site itself have none.
    """

    address: str
    template: str = ""
    head: Head | None = None
    view: Any = None
    show: Callable[[], Any] | None = None
    basis: Callable[[], object] | None = None
    draw: Callable[[Any], bytes] | None = None
    stream: Callable[[Any], Generator[bytes, None, None]] | None = None
    was: Any = None
    edit: Callable[[Any, Any, Path], Generator[bytes, None, None]] | None = None
    joins: tuple[str, ...] = ()
    join: Callable[[Any, Sequence[Path]], Generator[bytes, None, None]] | None = None
    seal: Callable[[Any, Mapping[str, Sum]], bytes] | None = None
    sealed: tuple[str, ...] = ()
    content: bytes | None = None
    copy_of: str = ""
    copy_digest: str = ""
    owner: str = ""

    def shown(self) -> Any:  # noqa: ANN401 - whatever its template may see
        """Its view. Nobody keeps it longer than needed: all views together fill the memory."""
        return self.show() if self.show else self.view
