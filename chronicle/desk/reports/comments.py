"""The comment that answers a report: the entry as text, a link to GitHub's new-file page, what to look at. Pure.

No text of the report stands outside the fence but in HTML's `code`, escaped: GitHub makes no mention, link or picture
of what stands there, and no Markdown is read inside HTML until a blank line comes, of which there is none.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from chronicle.problems import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.desk.reports.report import Report
    from chronicle.entries.kinds import Incident

MARK: Final = "<!-- chronicle answer -->"  # by which the workflow finds its comment again when a report was changed
LONGEST: Final = 60_000  # UTF-16 units; GitHub takes 65,536 of them in a comment
LONGEST_LINK: Final = 8_000  # characters; a longer address is refused by GitHub or cut by a browser

_BUTTON: Final = "**[Open it as a new file]({link})**"
_EMPTY: Final = (
    "It is too long to travel in a link: **[open an empty file of its name]({link})** and paste the text from above."
)
_NEXT: Final = (
    "For editors: {button} Read it against its sources and correct it. It is a draft: once it is right, delete its "
    "line `status: draft`, and `needs_review` if that is there. Nothing is public before."
)
_NONE: Final = (
    "Thank you. No entry can be made of this report yet. Please correct it: **Edit** in the menu of the report, above. "
    "This answer follows."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a chronicle lives on GitHub: the repository's address, its branch, and the chronicle's folder in it."""

    url: str
    branch: str
    folder: str = ""


def comment(report: Report, home: Home) -> str:
    """The Markdown of an answer."""
    parts = [MARK, _NONE]
    if report.entry:
        button = _button(report.entry, report.text, home)
        parts = [MARK, "Thank you. An editor will look at this report. This is the entry that comes of it:"]
        parts += [fenced(report.text), _NEXT.format(button=button)]
    if report.doubts:
        parts += ["To look at:", _list(f"{_label(label)}{_code(words)}" for label, words in report.doubts)]
    if report.alike:
        parts += ["Is it one of these? They are at one place, at most a day apart:"]
        parts += [_list(_linked(incident, home) for incident in report.alike)]
    return "\n\n".join(parts) + "\n"


def fits(text: str) -> bool:
    """Whether GitHub takes a text as a comment."""
    return len(text.encode("utf-16-le")) // 2 <= LONGEST


def fenced(text: str) -> str:
    """The text in a fence that nothing in it can end."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}markdown\n{text}{'' if text.endswith(chr(10)) else chr(10)}{fence}"


def new_file_link(path: str, text: str, home: Home) -> str:
    """GitHub's page for a new file, filled in. Whoever may not write gets a copy of the repository to propose from."""
    fields = {"filename": f"{home.folder}{path}", "value": text}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items() if value)
    return f"{home.url}/new/{quote(home.branch)}?{query}"


def _button(entry: Incident, text: str, home: Home) -> str:
    link = new_file_link(entry.path, text, home)
    if len(link) <= LONGEST_LINK:
        return _BUTTON.format(link=link) + "."
    return _EMPTY.format(link=new_file_link(entry.path, "", home))


def _list(items: Iterable[str]) -> str:
    """HTML without a blank line: what stands in it stays text."""
    return "\n".join(["<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"])


def _label(label: str) -> str:
    return f"{label}: " if label else ""


def _code(text: str) -> str:
    return f"<code>{html.escape(printable(text))}</code>"


def _linked(incident: Incident, home: Home) -> str:
    address = f"{home.url}/blob/{quote(home.branch)}/{quote(home.folder + incident.path)}"
    return f'<a href="{html.escape(address)}">{incident.date}</a> {_code(incident.title)}'
