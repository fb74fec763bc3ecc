"""The theme's templates as code, kept where Python keeps that of our modules: each is compiled once, not by each build.

Beside it lies what they refer to, for which they would be parsed.

It is code, so it never lies in a project, which may come from anybody: whoever can write into that folder can change
the program itself. Templates of a site are compiled by each build.
"""

from __future__ import annotations

import importlib.util
import marshal
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any, Final, TypeVar

_FOLDER: Final = Path(importlib.util.cache_from_source(__file__)).parent
_ODD: Final = (OSError, EOFError, TypeError, ValueError)  # what reading and `marshal` raise of a file that is not ours

T = TypeVar("T")


def value_in(name: str, key: str, kind: type[T]) -> T | None:
    """What was kept of a template by this key, if it is of this kind; None where there is none."""
    try:
        data, start = _path(name).read_bytes(), _start(key)
        # Safe: the folder is the program's own.
        value = marshal.loads(data[len(start) :]) if data.startswith(start) else None  # noqa: S302
    except _ODD:
        return None
    return value if isinstance(value, kind) else None


def keep_value(name: str, key: str, value: Any) -> None:  # noqa: ANN401 - code, or texts
    """Keep something of a template in the place of what there was; nothing where Python keeps no code either."""
    if not sys.dont_write_bytecode:
        path = str(_path(name))
        SourceFileLoader(name, path).set_data(path, _start(key) + marshal.dumps(value))  # whole or not at all


def _path(name: str) -> Path:
    return _FOLDER / f"{name.replace('/', '-')}.{sys.implementation.cache_tag}.code"


def _start(key: str) -> bytes:
    """What a file begins with: Python's number for its code, and the key."""
    return importlib.util.MAGIC_NUMBER + key.encode()
