"""The build hook: brings Leaflet into the theme, byte for byte as it was released, and compiles a checkout.

Leaflet is not part of this repository. It comes from the build requirement django-js-lib-leaflet, of which nothing but
its files is used, and is git-ignored where it is put. `python hatch_build.py` does the same in a checkout.
"""

from __future__ import annotations

import compileall
import hashlib
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE: Final = "django-js-lib-leaflet"
ASSETS: Final = Path(__file__).parent / "templates" / "assets"
# The files as Leaflet 1.9.4 was released on npm, and the licence that must go with them.
FILES: Final = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
    "LICENSE": "596e1b738779bffa372268e9330a0fdd8528da1e3c833b15eee9cb37c6d55a95",
}


class LeafletHook(BuildHookInterface[Any]):
    """Runs before a wheel, an editable install or a source distribution is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the hook's signature
        """Put the files in place."""
        bring()
        if version == "editable":  # of which pip compiles nothing: where Python may not either, each start would
            compileall.compile_dir(Path(__file__).parent / "chronicle", quiet=2)


def bring() -> None:
    """Copy each file into the theme after checking that it is the one expected."""
    found = {path.name: path for path in metadata.files(PACKAGE) or () if path.name in FILES}
    for name, sha in FILES.items():
        data = found[name].read_binary()
        if hashlib.sha256(data).hexdigest() != sha:
            raise RuntimeError(f"{name} of {PACKAGE} is not the file that was checked: {found[name].locate()}")
        target = ASSETS / ("leaflet.LICENSE.txt" if name == "LICENSE" else name)
        if not target.is_file() or target.read_bytes() != data:
            target.write_bytes(data)


if __name__ == "__main__":
    bring()
