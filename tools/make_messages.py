"""Makes chronicle/locale/chronicle.pot: every message that a reader can see, for translators.

    python tools/make_messages.py

Messages come from the calls in the code, from the templates, and from the words for fixed choices and taxonomies.
A translation is chronicle/locale/LANGUAGE.po. Each one there is gets the new messages, untranslated, and loses the old.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from chronicle.config import parse_config  # noqa: E402 - the checkout's own package
from chronicle.exchange.aspects import ASPECTS  # noqa: E402
from chronicle.exchange.formats import FORMATS  # noqa: E402
from chronicle.exchange.places import PLACE_FILES  # noqa: E402
from chronicle.exchange.shapes import SHAPES  # noqa: E402
from chronicle.pages import labels  # noqa: E402
from chronicle.pages.data import dictionary  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET: Final = ROOT / "chronicle/locale/chronicle.pot"
KEYWORDS: Final = {"text": None, "number_text": (1, 2), "number_forms": (1, 2), "ngettext": (1, 2), "_": None}

# Where code speaks to readers. Elsewhere `text` is any text, and Babel 2.19 takes words after that name for messages.
SPOKEN: Final = ("pages/**.py", "building/**.py", "text/wording.py")


def messages() -> Catalog:
    """The catalogue of all messages, without the day it was made: the same code gives the same file."""
    catalog = Catalog(project="Chronicle", charset="utf-8", header_comment="# Messages of Chronicle.")
    for message, place in sorted(_found(), key=lambda item: (item[1], str(item[0]))):
        catalog.add(message, locations=[(place, 0)])
    return catalog


def _found() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """(message, or its singular and plural; the file it stands in)."""
    code, theme = [(names, "python") for names in SPOKEN], [("**.html", "jinja2"), ("**.xml", "jinja2")]
    options = {names: {"trimmed": "true"} for names, _ in theme}
    for folder, patterns in (("chronicle", code), ("templates", theme)):
        for name, _, message, _, _ in extract_from_dir(ROOT / folder, patterns, options, KEYWORDS):
            if message:
                yield message, f"{folder}/{name}"
    for name, table in vars(labels).items():
        if name.endswith("_LABELS"):
            yield from ((word, "chronicle/pages/labels.py") for word in table.values())
    yield from _of_data()
    config, _ = parse_config('title = "x"')
    if config:
        yield from ((kind.label, "chronicle/taxonomies/types.toml") for kind in config.types)
        for grade in config.grades:
            yield from ((word, "chronicle/taxonomies/grades.toml") for word in (grade.label, grade.text))


def _of_data() -> Iterator[tuple[str, str]]:
    """The words for what the files for machines hold and lose."""
    yield from ((aspect.label, "chronicle/exchange/aspects.py") for aspect in ASPECTS.values())
    for each in PLACE_FILES:
        yield from ((doc, "chronicle/exchange/places.py") for _, _, doc in dictionary.columns(each.columns))
    for of in (*dictionary.INCIDENT_KEYS.values(), *dictionary.PLACE_KEYS.values()):
        yield from ((doc, "chronicle/exchange/shapes.py") for _, _, doc in dictionary.keys(of))
    yield from ((title, "chronicle/exchange/shapes.py") for title, _ in SHAPES.values())
    for form in FORMATS:
        words = [form.label, form.doc, *(column.doc for column in form.columns), *(loss.why for loss in form.losses)]
        yield from ((word, "chronicle/exchange/formats.py") for word in words)


def updated(text: str, template: Catalog) -> str:
    """The text of a translation with the messages of today; its head, up to the first empty line, stays as it is."""
    head = text.partition("\n\n")[0]
    catalog = read_po(io.BytesIO(text.encode()))
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return f"{head}\n\n{_written(catalog)}"


def _written(catalog: Catalog) -> str:
    file = io.BytesIO()
    write_po(file, catalog, width=110, omit_header=True, include_lineno=False)
    return file.getvalue().decode().rstrip("\n") + "\n"


def main() -> None:
    """Write the catalogue, and bring the translations up to it."""
    catalog = messages()
    TARGET.write_text(_written(catalog), "utf-8")
    for path in sorted(TARGET.parent.glob("*.po")):
        path.write_text(updated(path.read_text("utf-8"), catalog), "utf-8")


if __name__ == "__main__":
    main()
