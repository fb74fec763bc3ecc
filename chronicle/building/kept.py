"""The footing of the last build, kept in the cache until the next: in rows, so that little is read and written."""

from __future__ import annotations

import functools
import itertools
import pickle
from typing import TYPE_CHECKING, Final

from chronicle.building.following import Footing
from chronicle.building.inputs import code_digest
from chronicle.linking.damage import KeptError
from chronicle.linking.keeping import kept_anew, kept_rows, linked_from, texts_in
from chronicle.linking.packing import packer, unpacker
from chronicle.linking.relinking import differences
from chronicle.pages.page import Site
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chronicle.building.cache import Cache
    from chronicle.building.inputs import Inputs
    from chronicle.linking.keeping import Texts
    from chronicle.linking.linked import Linked
    from chronicle.text.frontmatter import Text

_ROW: Final = "footing"  # of the table `state`: what is of the footing beside `linked`
_NAME: Final = "footing name"  # the same, of its name alone: that row is large
_TABLE: Final = "linked"
_BATCH: Final = 64  # rows that are taken apart at once: memory in large pieces is given back, and in small ones seldom
_PROBLEMS: Final = tuple[Problem, ...]


def rows_of(linked: Linked) -> Iterator[bytes]:
    """All that is to be kept of what linking came to, for `keep_rows`, in batches."""
    rows = kept_rows(linked)
    while batch := list(itertools.islice(rows, _BATCH)):
        yield pickle.dumps(batch)


def keep_rows(batches: Iterable[bytes], cache: Cache) -> None:
    """Put all rows into the cache. Until `keep` says what they are of, there is no footing."""
    for row in (_ROW, _NAME):
        cache.remove("state", row)
    for batch in batches:
        for name, key, data in pickle.loads(batch):  # noqa: S301 - of this program or a fork of it
            cache.put(_TABLE, f"{name}/{key}", data)
    cache.forget_unused((_TABLE,))


def keep(footing: Footing, before: Footing | None, cache: Cache) -> None:
    """Put a footing into the cache; only what differs from the one before, if that is the one in there.

    If there is none before, its rows are in the cache already.
    """
    if before is not None and before.templates:
        return  # who has footings at hand, as a preview has, hands this one to the next build as well
    if before is not None and cache.get("state", _NAME) == before.name:
        changed = differences(before.linked.chronicle, footing.linked.chronicle)
        for name, table in kept_anew(before.linked, footing.linked, changed).items():
            for key, data in table.items():
                if data is None:
                    cache.remove(_TABLE, f"{name}/{key}")
                else:
                    cache.put(_TABLE, f"{name}/{key}", data)
    elif before is not None:
        keep_rows(rows_of(footing.linked), cache)
    parts = {
        "code": code_digest(),
        "name": footing.name,
        "ground": footing.ground,
        "surface": footing.surface,
        "keys": dict(footing.keys),
        "reading": packer(_PROBLEMS)(footing.reading),
        "planning": packer(_PROBLEMS)(footing.planning),
        "site": packer(Site)(footing.site),
        "paths": sorted(footing.paths),
        "told": dict(footing.told),
        "counted": dict(footing.counted),
        "formats": list(footing.formats),
    }
    cache.put("state", _ROW, parts)
    cache.put("state", _NAME, footing.name)


def footing_in(cache: Cache, inputs: Callable[[], Inputs | Problem]) -> Footing | None:
    """The footing in the cache, if this program put one there. Raise KeptError, also later, when it is damaged.

    The `inputs` are asked for when somebody asks for the text of an entry: it is in its file.
    """
    row = cache.get("state", _ROW)
    if not row or row.get("code") != code_digest():
        return None

    def row_of(name: str, key: str) -> bytes:
        data = cache.get(_TABLE, f"{name}/{key}")
        if not isinstance(data, bytes):
            raise KeyError(key)
        return data

    keys = row["keys"]

    @functools.cache
    def texts() -> Texts:
        found = inputs()
        if isinstance(found, Problem):
            return texts_in({})
        same = [file for file in found.folder.entries if keys.get(file.path) == found.keys[file.path]]
        return texts_in({file.path: file.content for file in same})

    def text_of(path: str) -> Text:
        return texts()(path)

    try:
        return Footing(
            name=row["name"],
            ground=row["ground"],
            surface=row["surface"],
            keys=keys,
            reading=unpacker(_PROBLEMS)(row["reading"]),
            planning=unpacker(_PROBLEMS)(row["planning"]),
            site=unpacker(Site)(row["site"]),
            paths=frozenset(row["paths"]),
            linked=linked_from(row_of, text_of),
            told=row["told"],
            counted=row["counted"],
            formats=tuple(row["formats"]),
        )
    except (AttributeError, LookupError, TypeError) as error:
        raise KeptError("what is kept of the last build is damaged") from error
