"""HXL (1.1, the Humanitarian Exchange Language): our own CSV with a row of hashtags under the header.

A list has the attribute `+list`, by which HXL tools expand it. Lists that only mean something beside another one have
no hashtag, as the standard allows; so these tools leave them out, and nothing is lost for others.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from chronicle.exchange import flat
from chronicle.exchange.cells import csv_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import About


def write(incidents: Iterable[Facts], about: About) -> Iterator[bytes]:
    """The header, the hashtags, a row an incident."""
    tags = [column.tag for column in flat.COLUMNS]
    return csv_lines(flat.NAMES, itertools.chain([tags], flat.rows(incidents, about)))
