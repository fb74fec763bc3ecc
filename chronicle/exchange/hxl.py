"""HXL (1.1, the Humanitarian Exchange Language): our own CSV with a row of hashtags under the header.

A list has the attribute `+list`, by which HXL tools expand it. Lists that only mean something beside another one have
no hashtag, as the standard allows; so these tools leave them out, and nothing is lost for others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chronicle.exchange import flat
from chronicle.exchange.cells import table

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import About
    from chronicle.exchange.layout import Layout


def layout(about: About) -> Layout[Facts]:
    """The header, the hashtags, a row an incident."""
    rows = table(flat.NAMES, flat.cells_of(about))
    hashtags = table([column.tag for column in flat.COLUMNS], flat.cells_of(about))
    return replace(rows, head=f"{rows.head}{hashtags.head}")
