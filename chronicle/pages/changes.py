"""Changes: when entries were added, updated and corrected, as they say themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.entries.kinds import Incident
    from chronicle.entries.records import Update
    from chronicle.linking.chronicle import Chronicle
    from chronicle.linking.outlines import Outline
    from chronicle.pages.edition import Edition
    from chronicle.text.dates import When

_ORDER: Final = ("added", "update", "correction")  # of one date, the corrections come last: they are read first


class Change(NamedTuple):
    """A dated change of an entry: `kind` is `added`, `update` or `correction`.

    `number` tells changes of one kind and day in one entry apart.
    """

    slug: str
    date: When
    kind: str
    text: str = ""
    number: int = 1


def changes_of(chronicle: Chronicle) -> tuple[Change, ...]:
    """Every change there is, oldest first. What counts nowhere was not added, but its updates are told."""
    found = [change for slug, outline in chronicle.outlines.items() for change in _of(slug, outline)]
    return tuple(sorted(found, key=_order))


def latest_of(changes: Sequence[Change], added: int, others: int) -> list[Change]:
    """The latest, last first: so many additions and so many others, as additions come in hundreds at a time."""
    additions = [change for change in changes if change.kind == "added"]
    rest = [change for change in changes if change.kind != "added"]
    return sorted([*additions[-added:], *rest[-others:]], key=_order, reverse=True)


def _order(change: Change) -> tuple[object, ...]:
    return change.date.order, _ORDER.index(change.kind), change.slug, change.number


def _of(slug: str, entry: Outline) -> Iterator[Change]:
    if entry.added and entry.is_listed:
        yield Change(slug=slug, date=entry.added, kind="added")
    numbers: dict[tuple[str, str], int] = {}
    for update in entry.updates:
        key = update.kind, update.date.first.isoformat()
        numbers[key] = numbers.get(key, 0) + 1
        if entry.status != "withdrawn" or update is last_update(entry):
            yield Change(slug=slug, date=update.date, kind=update.kind, text=update.text, number=numbers[key])


def last_update(entry: Incident | Outline) -> Update | None:
    """The last change that an entry tells of; of one that was withdrawn it says why, and no earlier one is shown."""
    return max(reversed(entry.updates), key=lambda update: update.date, default=None)


def change_label(edition: Edition, change: Change) -> str:
    """What kind of change it is, in a word."""
    if change.kind == "correction":
        return edition.text("Correction")
    return edition.text("Update") if change.kind == "update" else edition.text("Added")
