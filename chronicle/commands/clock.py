"""The time it is; the only place that asks for it. No page and no file of a site has it in it."""

from __future__ import annotations

import datetime as dt
import os
from typing import Final

import click

VARIABLE: Final = "SOURCE_DATE_EPOCH"


def now() -> dt.datetime:
    """The time it is, in UTC, or what SOURCE_DATE_EPOCH says instead: who sets it wants the same entries again."""
    if not (said := os.environ.get(VARIABLE)):
        return dt.datetime.now(dt.UTC)
    try:
        return dt.datetime.fromtimestamp(int(said), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"{VARIABLE} must be a number of seconds since 1970, such as 1700000000.") from None


def today() -> dt.date:
    """The day it is, in UTC."""
    return now().date()


def latest_day() -> dt.date:
    """The day in the zone furthest ahead: what is today somewhere on Earth is not in the future."""
    return (now() + dt.timedelta(hours=14)).date()
