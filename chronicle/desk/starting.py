"""Starting a chronicle: the files of a new one, which checks and builds at once."""

from __future__ import annotations

import contextlib
import json
import re
import uuid
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from chronicle.config import with_slash
from chronicle.desk.editor_files import editor_files
from chronicle.desk.git import GitError, repository
from chronicle.text.characters import FORBIDDEN
from chronicle.text.links import web_address
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

STARTER: Final = Path(__file__).parent / "starter"
_LONGEST_TITLE: Final = 200  # characters
_KEPT: Final = frozenset({".git", ".gitattributes", "LICENSE"})  # what a folder for a new chronicle may hold already


class StartError(Exception):
    """A folder in which no chronicle can be started, or an address that is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a new chronicle is called and where its site will be; `feed_id` is never to change."""

    title: str
    url: str
    feed_id: str


def beginning(title: str, url: str, today: dt.date) -> Beginning:
    """The names of a new chronicle. Raise StartError for an address that is none.

    The feed's id is a tag URI (RFC 4151) where the chronicle has a host to name it by, else a random UUID:
    a tag URI without a domain of one's own would not be one. A title may be the name of a folder, which is anything.
    """
    title = " ".join(FORBIDDEN.sub(" ", title).split())[:_LONGEST_TITLE] or "Chronicle"
    if not url:
        return Beginning(title=title, url="", feed_id=uuid.uuid4().urn)
    address = web_address(url)
    if not address.url:
        raise StartError(f"--url {url!r} {address.fault}")
    host = urlsplit(address.url).hostname
    return Beginning(title=title, url=with_slash(address.url), feed_id=f"tag:{host},{today}:{slugify(title)}")


def starter_files(names: Beginning) -> dict[str, str]:
    """The text of each file of a new chronicle, by its path."""
    words = {
        "{name}": names.title,
        "{title}": json.dumps(names.title, ensure_ascii=False),
        "{url_line}": f"url = {json.dumps(names.url)}",
        "{feed_id}": json.dumps(names.feed_id),
        "{version}": metadata.version("chronicle-incidents"),
    }
    files = {}
    for path in sorted(STARTER.rglob("*")):
        if path.is_file() and not path.name.endswith(".pyc"):
            name = "/".join(_published(part) for part in path.relative_to(STARTER).parts)
            text = path.read_text("utf-8")
            is_template = name in {"chronicle.toml", "README.md", "requirements.txt"}
            files[name] = _filled(text, words) if is_template else text
    return {**files, **editor_files()}


def start(folder: Path, names: Beginning) -> list[str]:
    """Write a new chronicle and return its files. Raise StartError when something is there already."""
    if folder.exists() and not folder.is_dir():
        raise StartError(f"{folder} is a file; choose a new folder")
    present = sorted(item.name for item in folder.iterdir() if item.name not in _KEPT) if folder.is_dir() else []
    if present:
        raise StartError(f"{folder} is not empty (it holds {present[0]}); choose a new folder")
    files = starter_files(names)
    made: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            made += _made_folders(path)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)  # from here on it is ours; what somebody else put there meanwhile is not
                file.write(text)
            if text.startswith("#!"):
                path.chmod(path.stat().st_mode | 0o111)  # a package cannot be trusted to have kept that it is a program
    except BaseException:
        _take_back(made)
        raise
    return sorted(files)


def _made_folders(path: Path) -> list[Path]:
    """The folders that had to be made for a file, from the top."""
    missing = [folder for folder in reversed(path.parents) if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _take_back(made: list[Path]) -> None:
    """Leave the folder as it was: in one that is not empty no chronicle could be started again."""
    for path in reversed(made):
        with contextlib.suppress(OSError):  # there is no more that can be done
            path.rmdir() if path.is_dir() else path.unlink()


def next_steps(folder: Path) -> tuple[str, ...]:
    """What to do with a new chronicle, in lines; in a folder of a repository, also what GitHub does not find there."""
    first = f"Next: cd {folder} && chronicle serve --drafts --open"  # the example of an incident is a draft
    hooks = "To check before each commit:"
    try:
        inside = repository(folder).inside
    except GitError:
        return first, f"{hooks} git init && git config core.hooksPath .githooks"
    lines = (first, f"{hooks} git config core.hooksPath {inside}.githooks")
    if not inside:
        return lines
    missed = "GitHub runs workflows and shows forms only from .github at the top of a repository, not from here"
    return (*lines, f"{missed}: a chronicle is best a repository of its own.")


def _published(part: str) -> str:
    """`dot-gitignore` in the package is `.gitignore` in a chronicle: packaging tools leave dot files out."""
    return "." + part.removeprefix("dot-") if part.startswith("dot-") else part


def _filled(text: str, words: Mapping[str, str]) -> str:
    """The text with its marks replaced, in one pass: a title may look like a mark."""
    return re.sub("|".join(map(re.escape, words)), lambda found: words[found[0]], text)
