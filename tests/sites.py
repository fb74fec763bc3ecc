"""Tiny sites for tests: written as texts, linked in memory or built in a folder."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from chronicle.building.build import build
from chronicle.building.inputs import Options
from chronicle.config import parse_config
from chronicle.entries.kinds import FOLDERS
from chronicle.entries.parsing import entry_from
from chronicle.linking.linking import BodyText, Material, link
from chronicle.problems import Problem, in_order, shown
from chronicle.text.frontmatter import Document, parse_document
from chronicle.text.markup import render

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from chronicle.building.task import Result
    from chronicle.entries.folder import MediaFile
    from chronicle.entries.kinds import Entry
    from chronicle.linking.chronicle import Chronicle

URL = "https://example.org/log/"
CONFIG = f'format = 1\ntitle = "Log"\nurl = "{URL}"\n'
PAGES_ONLY = f"{CONFIG}[data]\nformats = []\n"  # without files for machines

# The smallest of pictures: one pixel.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001485fdc0e0000000049454e44ae426082"
)


# ---- entries as texts


def entry(body: str = "", **fields: str) -> str:
    """An entry; each field is written as given, so that a list is `[a, b]`."""
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", *(["", body] if body else []), ""])


def incident(title: str = "Shelling", date: str = "2023-10-19", body: str = "", **fields: str) -> str:
    """An incident; title, date and sources stand in the lines 2, 3 and 4, other fields follow."""
    written = {"title": json.dumps(title, ensure_ascii=False), "date": date, "sources": "[{publisher: Reuters}]"}
    written |= fields
    return entry(body, **{name: value for name, value in written.items() if value})


def location(name: str, body: str = "", **fields: str) -> str:
    """A location (or an actor); its name stands in line 2, other fields follow."""
    return entry(body, name=json.dumps(name, ensure_ascii=False), **fields)


# ---- linked in memory


def linked(
    files: Mapping[str, str],
    *,
    config: str = CONFIG,
    drafts: bool = False,
    today: dt.date | None = None,
    media: Sequence[MediaFile] = (),
) -> tuple[Chronicle, list[str]]:
    """The chronicle of these entries (path below content/ → text), and its problems as lines."""
    settings, faults = parse_config(config)
    assert settings, faults
    entries: list[Entry] = []
    bodies = {}
    for name, text in sorted(files.items()):
        path = f"content/{name}"
        document = parse_document(text, path)
        assert isinstance(document, Document), document
        made, found = entry_from(FOLDERS[name.split("/", maxsplit=1)[0]], document, path)
        assert made, found
        entries.append(made)
        prose = render(made.body)
        digest = f"html of {name}" if made.body else ""
        bodies[path] = BodyText(digest=digest, references=prose.references, line=document.body_line)
    material = Material(
        config=settings, entries=tuple(entries), bodies=bodies, media=tuple(media), drafts=drafts, today=today
    )
    chronicle, problems = link(material)
    return chronicle, said(problems)


def said(problems: Iterable[Problem]) -> list[str]:
    """The first line of each problem as it is shown, in order, without `content/`."""
    return [shown(problem, None).partition("\n")[0].removeprefix("content/") for problem in in_order(problems)]


# ---- built in a folder


def make_site(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A project with these files; those of entries and media are named below content/."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    write(folder, {"chronicle.toml": CONFIG, **files})
    return folder


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Put files into a project."""
    for name, text in files.items():
        path = file_of(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


def file_of(folder: Path, name: str) -> Path:
    """Where a file of a project lies."""
    return folder / "content" / name if name.split("/", maxsplit=1)[0] in {*FOLDERS, "media"} else folder / name


def build_site(  # noqa: PLR0913 - the options of a build
    folder: Path,
    *,
    strict: bool = False,
    output: str = "site",
    base_url: str = "",
    drafts: bool = False,
    full_text: bool = False,
    today: dt.date | None = None,
) -> Result:
    """Build a project that must have no errors."""
    options = Options(output=output, base_url=base_url, drafts=drafts, full_text=full_text, today=today)
    result = build(folder, options, strict=strict)
    assert result.is_done, said(result.problems)
    return result


def failed(folder: Path, *, output: str = "site") -> list[str]:
    """Build a project that must have errors: its problems as lines."""
    result = build(folder, Options(output=output))
    assert not result.is_done
    return said(result.problems)


def page(folder: Path, address: str, *, output: str = "site") -> str:
    """A file of the built site."""
    return (folder / output / address).read_text("utf-8")


def words(html: str) -> str:
    """The text of a page's main part, as one line."""
    main = html.partition('<main id="main">')[2].partition("</main>")[0] or html
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def menu(html: str) -> list[str]:
    """The links of a page's main menu."""
    return re.findall("<a .*?</a>", html.partition('<nav aria-label="Main">')[2].partition("</nav>")[0])


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def cache_of(folder: Path) -> Path:
    """The file of a project's cache."""
    (found,) = (folder / ".chronicle").glob("cache*.sqlite")
    return found


class Links(HTMLParser):
    """Everything a page leads to or loads: (tag, attribute, value, rel)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str, str]] = []
        self.ids: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what leads somewhere."""
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.add(values["id"])
        rel = values.get("rel", "")
        for name in ("href", "src", "srcset", "action", "formaction", "data", "poster"):
            if name in values:
                self.found.append((tag, name, values[name], rel))
        if values.get("http-equiv") == "refresh":
            self.found.append((tag, "content", values["content"].partition("url=")[2], rel))
