"""Pagefind, run as a program over a folder of records. What it writes and how is known here only.

Its own filters and sort keys are not used: it writes them in an order that differs from run to run. Everything else
is the same bytes for the same records, in any order of files and with any number of threads.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from chronicle.problems import shortened

if TYPE_CHECKING:
    from pathlib import Path

# Of what Pagefind writes, what a search loads; its own user interfaces are not published.
_PROGRAM: Final = frozenset({"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"})
_PARTS: Final = (".pf_meta", ".pf_index", ".pf_fragment")
_HASH: Final = re.compile(rb"_([0-9a-f]{7,})")  # of a fragment or part, in what says of which an index consists
_MARK: Final = b"pagefind_dcd"  # before the content of a compressed part


class PagefindError(Exception):
    """Pagefind did not do its work; the message is one line."""


def run(folder: Path, language: str) -> None:
    """Index `records/` into `index/`, both in this folder, as one language: the texts are mixed."""
    command = [sys.executable, "-P", "-m", "pagefind", "--site", "records", "--output-path", "index", "--silent"]
    command += ["--keep-index-url", "--force-language", language]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    done = subprocess.run(  # noqa: S603 - our own arguments
        command, cwd=folder, env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        said = [line.strip() for line in (done.stderr or done.stdout).split("\n") if line.strip()]
        how = f"was ended by signal {-done.returncode}" if done.returncode < 0 else "failed"
        raise PagefindError(f"Pagefind {how}{': ' if said else ''}{shortened(said[-1], 200) if said else ''}")


def wanted_files(index: Path) -> list[str]:
    """The names of the files that a search loads; the others are deleted."""
    entry: Any = json.loads((index / "pagefind-entry.json").read_bytes())
    wasm = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    wanted = []
    for path in sorted(index.rglob("*")):
        name = path.relative_to(index).as_posix()
        if path.is_file() and (name in _PROGRAM or name in wasm or name.endswith(_PARTS)):
            wanted.append(name)
        elif path.is_file():
            path.unlink()
    return wanted


def record_of(fragment: bytes) -> str:
    """The address of the record that a fragment of the index is about."""
    content: Any = json.loads(gzip.decompress(fragment).removeprefix(_MARK))
    return str(content["url"]).removeprefix("/")


def is_whole(name: str, content: bytes) -> bool:
    """Whether a file is all that Pagefind meant to write: on a full disk it cuts files off, and ends well.

    Raise EOFError or BadGzipFile for some that are not.
    """
    if name.endswith(".js"):
        return content.rstrip().endswith((b"};", b"();"))
    return name.endswith(".json") or bool(gzip.decompress(content))


def parts_of(meta: bytes) -> set[str]:
    """What the names of an index's fragments and parts must end in."""
    return {found.decode() for found in _HASH.findall(gzip.decompress(meta))}
