"""What an editor does between two builds: each a change to the folder of a chronicle, one after the other."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chronicle_site import LIKE_HUGO, SETTINGS, incident_path, incident_text, write_incident
from corpus import incident

from chronicle.config import FILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Corpus, Incident

WITHOUT_SEARCH: Final = ("--no-search",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A record, the folder that it lies in, and its settings; `round` is counted from 1, of `rounds`."""

    record: Corpus
    folder: Path
    settings: str = LIKE_HUGO
    round: int = 1
    rounds: int = 1

    @property
    def rewritten(self) -> Incident:
        """The incident whose body is edited in this round: another in each, spread over the record."""
        return incident(self.record, self.record.entries * self.round // (self.rounds + 1))

    @property
    def retitled(self) -> Incident:
        """The incident whose title is edited: the one that follows."""
        return incident(self.record, self.record.entries * self.round // (self.rounds + 1) + 1)

    @property
    def added(self) -> Incident:
        """The incident that comes after all others."""
        return incident(self.record, self.record.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is done before a build, and with which options it is built; `label` stands in the table.

    It changes what the build of the scenario `after` left.
    """

    label: str
    change: Callable[[Bench], object]
    options: tuple[str, ...] = WITHOUT_SEARCH
    after: str = "cold"


def clear(bench: Bench) -> None:
    """Take away what builds made, of Chronicle or of Hugo.

    It lies aside until all is measured: a disk that has just deleted tens of thousands of files may make new ones more
    slowly for minutes (ext4 without a journal looks through them for each).
    """
    aside = Path(tempfile.mkdtemp(dir=bench.folder.parent))
    for name in ("site", ".chronicle", "public", "resources"):
        with contextlib.suppress(FileNotFoundError):
            (bench.folder / name).rename(aside / name)


def restore(bench: Bench) -> None:
    """The folder as it was written, whatever was done in this round."""
    write_incident(bench.rewritten, bench.folder)
    write_incident(bench.retitled, bench.folder)
    incident_path(bench.added, bench.folder).unlink(missing_ok=True)
    _set(bench, bench.settings)


def edit_body(bench: Bench, words: str = "Nobody was charged.") -> Incident:
    """Add a sentence to the incident whose body is edited."""
    text = f"{incident_text(bench.rewritten)}\n{words}\n"
    incident_path(bench.rewritten, bench.folder).write_text(text, "utf-8")
    return bench.rewritten


def edit_title(bench: Bench) -> None:
    """Put a word before the title of another incident."""
    text = incident_text(bench.retitled).replace('title: "', 'title: "Corrected: ', 1)
    incident_path(bench.retitled, bench.folder).write_text(text, "utf-8")


def add_entry(bench: Bench) -> None:
    """Write one incident more, the latest of all."""
    write_incident(bench.added, bench.folder)


def edit_settings(bench: Bench, settings: str = "") -> None:
    """Give the site another title, which every page shows."""
    _set(bench, (settings or bench.settings).replace('title = "Record"', 'title = "The record"'))


def be_default(bench: Bench) -> None:
    """Begin anew, with the settings that a chronicle has when nobody changes them."""
    clear(bench)
    restore(bench)
    _set(bench, SETTINGS)


def _set(bench: Bench, settings: str) -> None:
    (bench.folder / FILE).write_text(settings, "utf-8")


# In the order in which they are built: each is a change to what the one before left, but for those that begin anew.
SCENARIOS: Final = {
    "cold": Scenario(label="cold", change=clear),
    "nothing": Scenario(label="nothing changed", change=lambda _bench: None),
    "body": Scenario(label="one body edited", change=edit_body),
    "title": Scenario(label="one title edited", change=edit_title),
    "added": Scenario(label="one entry added", change=add_entry),
    "site-title": Scenario(label="title of the site edited (all pages)", change=edit_settings),
    "defaults": Scenario(label="cold, all formats and feeds", change=be_default),
    "defaults-body": Scenario(label="one body edited, all formats and feeds", change=edit_body, after="defaults"),
    "defaults-title": Scenario(label="one title edited, all formats and feeds", change=edit_title, after="defaults"),
    "defaults-added": Scenario(label="one entry added, all formats and feeds", change=add_entry, after="defaults"),
    "defaults-site-title": Scenario(
        label="title of the site edited, all formats and feeds",
        change=partial(edit_settings, settings=SETTINGS),
        after="defaults",
    ),
    "full-text": Scenario(label="cold, all formats, feeds and full text", change=be_default, options=()),
}
