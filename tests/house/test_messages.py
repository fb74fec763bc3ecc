"""The catalogue of messages is the one the code and the templates need."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from chronicle.text import wording
from chronicle.text.dates import parse_when

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parent.parent.parent
CATALOGUE = ROOT / "chronicle" / "locale" / "chronicle.pot"


def test_the_catalogue_holds_every_message() -> None:
    """A message that a reader can see is in the catalogue; run tools/make_messages.py after adding one."""
    spec = importlib.util.spec_from_file_location("make_messages", ROOT / "tools" / "make_messages.py")
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    wanted = {str(message.id) for message in maker.messages()}
    with CATALOGUE.open("rb") as file:
        assert {str(message.id) for message in read_po(file)} == wanted


def test_a_catalogue_translates_the_words_of_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiled catalogue in the folder of its language is all that a language needs."""
    text = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "since {date}"\nmsgstr "seit {date}"\n'
    )
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "chronicle.mo").open("wb") as file:
        write_mo(file, read_po(io.BytesIO(text.encode())))
    monkeypatch.setattr(wording, "LOCALES", tmp_path)
    assert wording.language("de").when(parse_when("2023-10-19/..")) == "seit 19. Oktober 2023"
