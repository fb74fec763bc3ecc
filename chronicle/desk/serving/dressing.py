"""What is put into a page on its way to the browser; the file that was built stays as it is."""

from __future__ import annotations

import html
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from chronicle.desk.serving.requests import RESERVED

if TYPE_CHECKING:
    from chronicle.desk.serving.state import Sign

FILES: Final = ("serve.css", "serve.js")
_END: Final = b"</body>"


@lru_cache(maxsize=8)
def overlay_file(name: str) -> bytes:
    """A file of the overlay."""
    return resources.files(__package__).joinpath("overlay", name).read_bytes()


def dressed(page: bytes, sign: Sign, site: str) -> bytes:
    """A page with the bar and the list of problems before its end; `site` names the site that it is a page of."""
    facts = {"site": site, "source": sign.source, "notes": " · ".join(sign.notes)}
    data = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in facts.items())
    added = (
        f'<div id="chronicle-serve" lang="en" dir="ltr" {data}>'.encode()
        + overlay_file("overlay.html")
        + f'</div>\n<script src="/{RESERVED}serve.js"></script>\n'.encode()
    )
    before, end, after = page.rpartition(_END)
    return before + added + end + after if end else page + added


def without_site(sign: Sign) -> bytes:
    """The page that stands for every other until there is a site."""
    return dressed(overlay_file("no-site.html"), sign, "")
