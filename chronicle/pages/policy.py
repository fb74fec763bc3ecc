"""What a page may load: the content security policy that each one carries, the strictest that the theme works under."""

from __future__ import annotations

import re

_TILE_HOST = re.compile(r"https?://[A-Za-z0-9.*-]+(?::\d+)?(?=/)")


def policy_of(tiles: str = "") -> str:
    """The policy of a site whose map asks `tiles` for pictures, if anybody: no other host, no script in the page.

    From disk a site has no host: the standard leaves open whether `'self'` matches there (w3c/webappsec-csp, 459), so
    `file:` stands beside it. On the web that allows nothing, since no browser lets a page of a server load a file.
    Pagefind compiles WebAssembly.
    """
    host = _TILE_HOST.match(tiles.replace("{s}", "*"))
    own = "'self' file:"
    policy = {
        "default-src": own,
        "script-src": f"{own} 'wasm-unsafe-eval'",
        "img-src": f"{own} {host[0]}" if host else own,
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": own,
    }
    return "; ".join(f"{name} {value}" for name, value in policy.items())
