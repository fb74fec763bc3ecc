"""A build as it is seen from outside: what it says of its work, which files it opened, which texts it took apart.

    python tests/witness.py FOLDER ENTRIES

writes the made-up record of bench/ into a folder, builds it after each of an editor's changes, and prints JSON. It is a
program of its own because what it asks of Python to be told of files cannot be taken back.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from chronicle_site import PAGES, write_chronicle  # noqa: E402 - what is above finds it
from corpus import corpus  # noqa: E402
from scenarios import SCENARIOS, Bench  # noqa: E402

from chronicle.text import frontmatter  # noqa: E402

if TYPE_CHECKING:
    from chronicle.building.task import Result

WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
BUILT: Final = ("cold", "nothing", "body", "title", "added", "site-title", "template")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One build: its own counts and reasons, and files of the project, each as often as it was opened or taken apart.

    `changed` are the addresses of the site that have other bytes than before: what there was to do.
    """

    entries: int
    pages: int
    rendered: int
    converted: int
    written: int
    removed: int
    reasons: dict[str, str]
    changed: list[str]
    read: list[str]
    opened_to_write: list[str]
    parsed: list[str]


class Log:
    """What was seen, in a file: a forked worker tells, too, and whatever it closes, a name can be opened again."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = os.fspath(path)
        self._folder = os.fspath(folder)
        path.touch()

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Told by Python of all that happens, before it does."""
        if event != "open" or not isinstance(arguments[0], str | bytes) or not isinstance(arguments[2], int):
            return
        if arguments[2] & (os.O_DIRECTORY | getattr(os, "O_PATH", 0)):
            return  # a folder is listed, or a file held of which nothing can be read
        path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100 - a Path would be made for every file of Python's
        if path.startswith(f"{self._folder}/"):
            self.add("write" if arguments[2] & WRITING else "read", path.removeprefix(f"{self._folder}/"))

    def add(self, what: str, name: str) -> None:
        """Put down that something happened to a file."""
        log = os.open(self._path, os.O_WRONLY | os.O_APPEND)
        os.write(log, f"{json.dumps([what, name])}\n".encode())
        os.close(log)

    def take(self) -> list[tuple[str, str]]:
        """What was seen since it was last asked."""
        path = Path(self._path)
        found = [(what, name) for what, name in map(json.loads, path.read_text("utf-8").splitlines())]
        path.write_text("")
        return found


def main(project: Path, entries: int) -> dict[str, Work]:
    """The work of each build, one after the other, each of what the one before left."""
    log = Log(project.with_name(f"{project.name}.log"), project)
    parse = frontmatter.parse_document

    def seen(text: str, path: str) -> object:
        log.add("parse", path)
        return parse(text, path)

    # Before anything that takes it from there is loaded.
    frontmatter.parse_document = seen  # type: ignore[assignment]
    bench = Bench(record=corpus(entries), folder=project, settings=PAGES)
    write_chronicle(bench.record, project, bench.settings)
    sys.addaudithook(log.see)
    return {name: _worked(bench, name, log) for name in BUILT}


def _worked(bench: Bench, name: str, log: Log) -> Work:
    from chronicle.building.build import build  # noqa: PLC0415 - see `main`
    from chronicle.building.inputs import Options  # noqa: PLC0415
    from chronicle.building.manifests import MANIFEST  # noqa: PLC0415

    if name == "template":
        theme = (ROOT / "templates" / "incident.html").read_text("utf-8")
        (bench.folder / "templates").mkdir()
        own = theme.replace("{% block main %}", "{% block main %}<!-- own -->")
        (bench.folder / "templates" / "incident.html").write_text(own, "utf-8")
    else:
        SCENARIOS[name].change(bench)
    before = _digests(bench.folder / "site")
    log.take()
    result = build(bench.folder, Options())
    seen, after = log.take(), _digests(bench.folder / "site")
    changed = sorted(name for name in after if name != MANIFEST and after[name] != before.get(name))
    # A file that was written in the last moments of a build is looked at by the next. What is measured begins later.
    time.sleep(0.1)
    build(bench.folder, Options(), thinks=True)
    return _work(result, seen, changed)


def _digests(site: Path) -> dict[str, str]:
    """The digest of each file of a site."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _work(result: Result, seen: list[tuple[str, str]], changed: list[str]) -> Work:
    if not result.is_done:
        raise SystemExit(str(result.problems))
    found = {what: [name for kind, name in seen if kind == what] for what in ("read", "write", "parse")}
    return Work(
        entries=result.entries,
        pages=result.pages,
        rendered=result.rendered,
        converted=result.converted,
        written=result.written,
        removed=result.removed,
        reasons=dict(result.reasons),
        changed=changed,
        read=found["read"],
        opened_to_write=found["write"],
        parsed=found["parse"],
    )


if __name__ == "__main__":
    made = main(Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({name: asdict(work) for name, work in made.items()}))  # noqa: T201 - its result
