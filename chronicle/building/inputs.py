"""Everything a build depends on, read once, and the one digest that says whether any of it changed."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chronicle.building.cache import SQLITE
from chronicle.entries.beside import entries_beside
from chronicle.entries.folder import Folder, no_folder, read_folder
from chronicle.problems import Problem, printable
from chronicle.text.characters import decode
from chronicle.text.settings import LARGEST
from chronicle.text.settings import NAME as FILE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    Ahead = Callable[[], tuple[Folder, Mapping[str, str]]]

PACKAGE: Final = Path(__file__).parent.parent
LIBRARIES: Final = (
    "anyascii",
    "Babel",
    "imagesize",
    "Jinja2",
    "Markdown",
    "MarkupSafe",
    "nh3",
    "python-frontmatter",
    "PyYAML",
)
_ELSEWHERE: Final = ("intake/", "desk/", "commands/", "templates/")  # what of the package makes no page
_CODE: Final = (".py", ".toml", ".po", ".json", ".sql")
LARGEST_TEMPLATE: Final = 1024 * 1024  # bytes of a template, style sheet or picture of a theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line decides about a site. `today` serves warnings only.

    `full_text` asks for the index of the full text, where the settings do not refuse it and Pagefind is there.
    `jobs` are the processes that convert and make pages, 0 as many as there are processors; the site is the same with
    any number. Without `machines` files for machines that are there stay as they are, whatever the entries say now.
    """

    output: str = "site"
    base_url: str = ""
    drafts: bool = False
    full_text: bool = False
    today: dt.date | None = None
    jobs: int = 0
    machines: bool = True


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The files of a project: settings, entries, media, and the theme (name → bytes, own files over built-in ones)."""

    config: str
    folder: Folder
    theme: dict[str, bytes]
    own_templates: frozenset[str]
    problems: tuple[Problem, ...] = ()

    @functools.cached_property
    def keys(self) -> Mapping[str, str]:
        """The key of each entry file's bytes, by its path."""
        return {file.path: content_key(file.content) for file in self.folder.entries}

    def sharing(self, before: Inputs) -> Inputs:
        """The same, with bytes and keys of other inputs where the bytes are the same: no digest is taken again."""
        known = {file.path: file for file in before.folder.entries}
        files, keys = [], {}
        for file in self.folder.entries:
            old = known.get(file.path)
            is_same = old is file or (old is not None and old.content == file.content)
            keys[file.path] = before.keys[file.path] if is_same else content_key(file.content)
            files.append(replace(file, content=old.content) if old and is_same and file is not old else file)
        return replace(self, folder=replace(self.folder, entries=tuple(files))).with_keys(keys)

    def with_keys(self, keys: Mapping[str, str]) -> Inputs:
        """The same, which need not take the digests for its keys: these are they."""
        found = replace(self)
        found.__dict__["keys"] = keys  # the property's own place
        return found

    def name(self, options: Options) -> str:
        """One digest over all inputs that reach pages."""
        said = "\0".join((self.surface(options), *self.keys, *self.keys.values()))
        return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def surface(self, options: Options) -> str:
        """One digest over all inputs but the entries, the options that reach pages, and the code."""
        sha = hashlib.blake2b(digest_size=16)
        words = [code_digest(), self.config, options.base_url, options.drafts]
        words += [options.full_text and pagefind_version(), SQLITE]
        sha.update(json.dumps(words).encode())
        for media in self.folder.media:
            sha.update(f"\0{media.path}\0{media.digest}\0".encode())
        for name in sorted(self.theme):
            sha.update(f"\0{name}\0{name in self.own_templates}\0{len(self.theme[name])}\0".encode())
            sha.update(self.theme[name])
        sha.update(repr((self.folder.problems, self.problems)).encode())
        return sha.hexdigest()


def read_inputs(project: Path, before: Inputs | None = None, ahead: Ahead | None = None) -> Inputs | Problem:
    """Read a project; without a readable chronicle.toml it is none.

    For `before` see `read_folder`; what is read `ahead` is its content folder, with the keys of the entries.
    """
    if (project / FILE).is_symlink() or ((project / FILE).exists() and not (project / FILE).is_file()):
        return Problem(path=FILE, code="not-a-file", message="is no ordinary file; put the settings themselves here")
    try:
        with (project / FILE).open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            message = f"is larger than {LARGEST // 1024} kB; are these the settings?"
            return Problem(path=FILE, code="toml-form", message=message)
    except FileNotFoundError:
        message = "is not here; go to the folder of a chronicle, or make one: chronicle init DIR"
        return Problem(path=FILE, code="no-chronicle", message=message)
    except OSError as error:
        return Problem(path=FILE, code="unreadable", message=f"cannot be read: {error.strerror}")
    config = decode(data, FILE)
    if isinstance(config, Problem):
        return config
    problems = [*entries_beside(project)]
    theme = {f"theme/{name}": data for name, data in _theme_files(built_in_theme(), []).items()}
    theme |= {name.removeprefix("theme/"): data for name, data in theme.items()}
    own = {} if (project / "templates").resolve() == built_in_theme() else _theme_files(project / "templates", problems)
    folder, keys = ahead() if ahead else (read_folder(project, before.folder if before else None), None)
    inputs = Inputs(
        config=config,
        folder=folder,
        theme={**theme, **own},
        own_templates=frozenset(own),
        problems=tuple(problems),
    )
    return inputs if keys is None else inputs.with_keys(keys)


def built_in_theme() -> Path:
    """The folder of the built-in theme: inside the package when installed, beside it in a checkout."""
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else (PACKAGE.parent / "templates").resolve()


def _theme_files(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    """The files of a theme by name, such as `base.html` or `assets/style.css`; links are not followed."""
    found: dict[str, bytes] = {}
    if fault := no_folder(folder):
        problems.append(Problem(path="templates", code="not-a-file", message=fault))
        return found
    for path in sorted(_below(folder, problems)) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if not name.isprintable():
            message = "the file name has characters no name may have"
            problems.append(Problem(path=f"templates/{printable(name)}", code="file-name", message=message))
            continue
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST_TEMPLATE:
            message = "is a link, no ordinary file, or too large; take it away"
            problems.append(Problem(path=f"templates/{name}", code="not-a-file", message=message))
            continue
        try:
            found[name] = path.read_bytes()
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            problems.append(Problem(path=f"templates/{name}", code="unreadable", message=message))
    return found


def _below(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file and link below the templates; what is hidden, such as a repository, is passed over."""

    def tell(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder.parent).as_posix()
        problems.append(Problem(path=name, code="unreadable", message=f"cannot be read: {error.strerror}"))

    for place, folders, files in os.walk(folder, onerror=tell):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(place, name).is_symlink()]
        yield from (Path(place, name) for name in (*files, *links) if not name.startswith("."))


def version_of(library: str) -> str:
    """The version of a library that is installed; empty when it is not."""
    if found := _versions().get(_plain(library)):
        return found
    from importlib import metadata  # noqa: PLC0415 - as below

    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


@functools.lru_cache(maxsize=1)
def _versions() -> dict[str, str]:
    """Library → version, as the names of the folders beside the libraries say: `metadata` takes long to be loaded."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with contextlib.suppress(OSError):
            for name in os.listdir(folder or "."):  # noqa: PTH208 - no path for each of them
                if name.endswith(".dist-info"):
                    library, _, version = name.removesuffix(".dist-info").partition("-")
                    found.setdefault(_plain(library), version)
    return found


def _plain(library: str) -> str:
    """The name by which a library is found, however it is spelled."""
    return re.sub(r"[-_.]+", "_", library).lower()


def pagefind_version() -> str:
    """Which Pagefind is installed beside this program; empty when none is."""
    return version_of("pagefind")


@functools.lru_cache(maxsize=1)
def code_digest() -> str:
    """The digest of this program and its libraries: what makes other pages from the same inputs."""
    sha = hashlib.blake2b(digest_size=12)
    for inner in sorted(_parts_of_this_program()):
        sha.update(f"\0{inner}\0".encode())
        with open(f"{PACKAGE}/{inner}", "rb") as file:  # noqa: PTH123 - as below
            sha.update(file.read())
    versions = [(name, version_of(name)) for name in LIBRARIES]
    sha.update(repr((versions, sys.version_info[:2])).encode())
    return sha.hexdigest()


def _parts_of_this_program() -> Iterator[str]:
    """The files that it consists of, by name. Each command looks for them, and paths would take most of its time."""
    top = str(PACKAGE)
    for place, folders, files in os.walk(top):
        within = f"{place[len(top) + 1 :]}/".replace(os.sep, "/").lstrip("/")
        folders[:] = [name for name in folders if name != "__pycache__" and f"{within}{name}/" not in _ELSEWHERE]
        yield from (within + name for name in files if name.endswith(_CODE))


def content_key(data: bytes | memoryview) -> str:
    """The key in the cache of what this program makes of a text: another text or another program, another key."""
    sha = _of_this_program().copy()
    sha.update(data)
    return sha.hexdigest()[:32]


@functools.lru_cache(maxsize=1)
def _of_this_program() -> hashlib._Hash:
    """What each of these keys begins with. Processors have SHA-256 built in, which takes half as long as BLAKE2."""
    return hashlib.sha256(code_digest().encode())
