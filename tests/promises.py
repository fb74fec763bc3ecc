"""What `data/v1/` promises: the shape of every file, so that whoever reads them need not look again.

    PYTHONPATH=. python tests/promises.py

writes down the shape of files that are new in tests/exchange/v1/. A shape that was promised is never written anew.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import tempfile
from pathlib import Path
from typing import Any, Final

from chronicle.exchange import places, sqlite
from chronicle.exchange.format import About
from chronicle.exchange.formats import FORMATS
from chronicle.exchange.shapes import SHAPES

FOLDER: Final = Path(__file__).parent / "exchange/v1"


def shapes_of_today() -> dict[str, Any]:
    """The shape of each file, by its name in FOLDER: schemas without their words, columns, tables of the database."""
    found: dict[str, Any] = {f"schema/{name}": without_words(shape) for name, (_, shape) in SHAPES.items()}
    for each in FORMATS:
        if each.columns:
            tags = each.slug == "hxl"
            found[f"{each.file}.json"] = [[it.name, it.kind, *([it.tag] if tags else [])] for it in each.columns]
    found["locations.csv.json"] = [[column.name, column.kind] for column in places.COLUMNS]
    found["chronicle.db.json"] = _tables()
    return found


def without_words(shape: Any) -> Any:  # noqa: ANN401 - JSON
    """The same without descriptions; what is called `description` among the keys of an object stays."""
    if isinstance(shape, list | tuple):
        return [without_words(item) for item in shape]
    if not isinstance(shape, dict):
        return shape
    found = {name: without_words(value) for name, value in shape.items() if name not in {"description", "properties"}}
    if "properties" in shape:
        found["properties"] = {name: without_words(value) for name, value in shape["properties"].items()}
    return found


def promised() -> dict[str, Any]:
    """What was written down, by the same names."""
    return {
        path.relative_to(FOLDER).as_posix(): json.loads(path.read_text("utf-8"))
        for path in sorted(FOLDER.rglob("*.json"))
    }


def _tables() -> dict[str, list[str]]:
    """The columns of each table and view of an empty database, each with its type."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "chronicle.db")
        path.write_bytes(b"".join(sqlite.Database(About(title="Log")).written([])))
        with contextlib.closing(sqlite3.connect(path)) as base:
            names = base.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT GLOB '*_fts_*' AND name NOT GLOB 'sqlite_*' ORDER BY name"
            ).fetchall()
            return {
                name: [f"{row[1]} {row[2]}".rstrip() for row in base.execute(f"PRAGMA table_info ({name})")]
                for (name,) in names
            }


def write_new() -> None:
    """Write down what is not promised yet."""
    for name, shape in shapes_of_today().items():
        path = FOLDER / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_shown(shape), "utf-8")


def _shown(shape: Any) -> str:  # noqa: ANN401 - JSON
    """Columns a line each; an object as it is usually shown."""
    if isinstance(shape, list):
        return "[\n" + ",\n".join(f" {json.dumps(column)}" for column in shape) + "\n]\n"
    return json.dumps(shape, indent=1) + "\n"


if __name__ == "__main__":
    write_new()
