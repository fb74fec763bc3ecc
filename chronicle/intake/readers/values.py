"""Values as publishers write them in pages and feeds → titles, names, days, addresses, languages. Pure."""

from __future__ import annotations

import datetime as dt
import html
import re
from email.utils import parsedate_to_datetime
from typing import Final

from chronicle.intake.readers.raw import cleaned
from chronicle.problems import is_seen
from chronicle.text.links import web_address

LONGEST_NAME: Final = 120  # characters of a publisher's name
LONGEST_TITLE: Final = 250  # characters of a headline

_DAY: Final = re.compile(r"\s*(\d{4})([-/]?)(\d\d)\2(\d\d)(?!\d)")
_LANGUAGE: Final = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_]|\s*\Z)")

_NO_DAY: Final = dt.date(1970, 1, 1)  # what a clock says that was never set, as do the years before it


def line_in(text: str) -> str:
    """A text on one line, its HTML entities read."""
    return " ".join(cleaned(html.unescape(text)).split())


def title_in(text: str) -> str:
    """A headline, or nothing when it is too long for one, or nobody sees it."""
    title = line_in(text)
    return title if len(title) <= LONGEST_TITLE and is_seen(title) else ""


def name_in(text: str) -> str:
    """A publisher's name without a slogan behind it; an address is none."""
    name = re.split(r"\s[|–—-]\s", line_in(text))[0]
    is_name = is_seen(name) and len(name) <= LONGEST_NAME and not re.search(r"[@/]", name)
    return name if is_name else ""


def day_in(text: str) -> dt.date | None:
    """The day of a time as ISO 8601 or e-mails write it, in the zone in which it is written."""
    try:
        if found := _DAY.match(text):
            day = dt.date(int(found[1]), int(found[3]), int(found[4]))
        else:
            day = parsedate_to_datetime(text).date() if text else _NO_DAY
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return day if day > _NO_DAY else None


def address_in(text: str) -> str:
    """A web address that an entry may have, or nothing."""
    found = web_address(line_in(text))
    return "" if found.level else found.url


def language_in(text: str) -> str:
    """The primary tag of a language such as `en-GB`, or nothing."""
    found = _LANGUAGE.match(text)
    return found[1].lower() if found else ""
