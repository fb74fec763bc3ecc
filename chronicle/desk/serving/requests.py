"""What a request may ask: the address it means, whom it may be sent to, and which page may send it."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from chronicle.pages.policy import policy_of

if TYPE_CHECKING:
    from pathlib import Path

RESERVED: Final = ".chronicle/"  # addresses of the preview itself; no page of a site begins with a dot
# Not the system's own table of types, which is another one on each computer.
TYPES: Final = {
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webm": "video/webm",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
_OTHER: Final = "application/octet-stream"
_STRANGE: Final = re.compile(r"[\x00-\x1f\x7f\\:]")


def content_type(name: str) -> str:
    """What a file is, by its ending; the parts of the full-text index are bytes."""
    return TYPES.get(name.rpartition(".")[2].lower(), _OTHER)


def address_in(target: str) -> str | None:
    """The address within the site that a request asks for, a folder's first page for a folder; None for what is none.

    It is decoded once. No part of it is empty or begins with a dot, so it leads neither up nor to hidden files.
    """
    path = target.partition("?")[0].partition("#")[0]
    try:
        path = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None
    if not path.startswith("/") or _STRANGE.search(path):
        return None
    address = path[1:] + "index.html" * path.endswith("/")
    parts = address.removeprefix(RESERVED).split("/")
    return None if any(not part or part.startswith(".") for part in parts) else address


def base_of(url: str) -> str:
    """Where a site with this address begins on its host: `record/`, or nothing at the top."""
    return urlsplit(url).path.lstrip("/")


def file_at(folder: Path, address: str) -> Path | None:
    """The ordinary file of the folder at an address; a link that leads out of it is none."""
    try:
        path = (folder / address).resolve(strict=True)
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, RuntimeError):  # not there, too long a name, a circle of links
        return None


def is_known_host(host: str, asked_for: str, port: int) -> bool:
    """Whether the `Host` of a request is this server: a page elsewhere may have led a name of its own here.

    The names of this computer are known, and the one that was `asked_for`. Where others may ask too, every address is
    known: nobody can lead an address elsewhere.
    """
    name, number = host.lower(), "80"
    if ":" in name and not name.endswith("]"):
        name, _, number = name.rpartition(":")
    if number != str(port):
        return False
    if name in {"127.0.0.1", "localhost", "[::1]", asked_for.lower(), f"[{asked_for.lower()}]"}:
        return True
    return not is_loopback(asked_for) and _ip_address(name.strip("[]")) is not None


def is_loopback(host: str) -> bool:
    """Whether nobody but this computer can ask there."""
    address = _ip_address(host)
    return address.is_loopback if address else host == "localhost"


def _ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_from_own_page(host: str, origin: str, fetch_site: str) -> bool:
    """Whether a page of this server asks, or a program that is no browser: by `Origin` and `Sec-Fetch-Site`."""
    return origin.lower() in {"", f"http://{host.lower()}"} and fetch_site in {"", "same-origin"}


def headers_for(tiles: str) -> dict[str, str]:
    """What every answer says: nothing is kept, and nothing may be asked of other hosts but the map tiles of the site.

    No other site may frame a page or load anything: tables of a site are scripts, which any page could otherwise read.
    """
    return {
        "Content-Security-Policy": f"{policy_of(tiles)}; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
