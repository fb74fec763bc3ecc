"""The addresses that entries promise: an entry's page stays where it was once it has been public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.entries.kinds import Incident, kind_of
from chronicle.linking.names import Target
from chronicle.pages.addresses import entry_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.entries.kinds import Entry


def promised(entries: Iterable[Entry]) -> dict[str, str]:
    """Each address at which an entry that is not a draft has a page, or a page that leads there: address → path."""
    found = {}
    for entry in entries:
        if isinstance(entry, Incident) and entry.status == "draft":
            continue
        for address in (entry_address(Target(kind_of(entry), entry.slug)), *entry.aliases):
            found[address] = entry.path
    return found
