"""The catalogue of messages is the one the code and the templates need, and the translations are whole."""

from __future__ import annotations

import functools
import gettext
import importlib.util
import io
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from babel.messages.pofile import read_po

from chronicle.text import wording
from chronicle.text.dates import parse_when

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).parent.parent.parent
CATALOGUE = ROOT / "chronicle" / "locale" / "chronicle.pot"
TRANSLATIONS = sorted(CATALOGUE.parent.glob("*.po"))
PLACEHOLDER: Final = re.compile(r"\{\w+\}|%\(\w+\)s")
# What other languages write for the marks of English.
MARKS: Final = str.maketrans("،؛؟«»", ",;?“”")


@functools.cache
def maker() -> ModuleType:
    """The tool that makes the catalogue."""
    spec = importlib.util.spec_from_file_location("make_messages", ROOT / "tools" / "make_messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def wanted() -> Catalog:
    """Every message of the code and the templates as they are."""
    messages: Catalog = maker().messages()
    return messages


def catalogue(path: Path) -> Catalog:
    """A file of messages."""
    with path.open("rb") as file:
        return read_po(file)


def pairs(catalog: Catalog) -> Iterator[tuple[Message, str, int]]:
    """Each message with each of its translations and the number of the form."""
    for message in catalog:
        if message.id:
            yield from ((message, form, number) for number, form in enumerate(forms(message)))


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one text, or one for each form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def originals(message: Message) -> tuple[str, ...]:
    """The English of a message: one text, or one for each number."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def numbers_of(catalog: Catalog) -> dict[int, set[int]]:
    """The numbers up to 200 that each form of a language stands for."""
    form_of = gettext.c2py(catalog.plural_expr)
    found: dict[int, set[int]] = {}
    for number in range(200):
        found.setdefault(form_of(number), set()).add(number)
    return found


def edges(text: str) -> tuple[str, str]:
    """The marks and spaces before the first and after the last letter, as English writes them."""
    plain = PLACEHOLDER.sub("x", text)
    is_mark = [not (letter.isalnum() or unicodedata.category(letter).startswith("M")) for letter in plain]
    first = is_mark.index(False) if False in is_mark else 0
    last = len(plain) - is_mark[::-1].index(False) if False in is_mark else 0
    return plain[:first].translate(MARKS), plain[last:].translate(MARKS)


def test_the_catalogue_holds_every_message() -> None:
    """A message that a reader can see is in the catalogue; run tools/make_messages.py after adding one."""
    assert {str(message.id) for message in catalogue(CATALOGUE)} == {str(message.id) for message in wanted()}


def test_there_is_arabic() -> None:
    """English is not the only language."""
    assert CATALOGUE.parent / "ar.po" in TRANSLATIONS


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: str(path.stem))
class TestTranslation:
    """A translation says all that the English says, in every form that its language has."""

    def test_every_message_is_translated(self, path: Path) -> None:
        """No message is missing, uncertain or no longer wanted; a number has as many forms as the language."""
        catalog = catalogue(path)
        assert {str(message.id) for message in catalog} == {str(message.id) for message in wanted()}
        assert [message.id for message, form, _ in pairs(catalog) if not form.strip()] == []
        assert [message.id for message in catalog if message.id and message.fuzzy] == []
        assert list(catalog.obsolete) == []
        plural = [message for message in catalog if message.pluralizable]
        assert {len(forms(message)) for message in plural} == {catalog.num_plurals}

    def test_what_is_filled_in_is_the_same(self, path: Path) -> None:
        """A translation has the placeholders of its message; a form for one number need not write the number."""
        catalog = catalogue(path)
        numbers = numbers_of(catalog)
        wrong = []
        for message, form, number in pairs(catalog):
            needed = set(PLACEHOLDER.findall(" ".join(originals(message))))
            found = set(PLACEHOLDER.findall(form))
            optional = {"{number}", "%(num)s"} if message.pluralizable and len(numbers[number]) == 1 else set()
            if not needed - optional <= found <= needed:
                wrong.append((message.id, form))
        assert wrong == []

    def test_it_begins_and_ends_as_its_message(self, path: Path) -> None:
        """Spaces, full stops and colons at the edges are kept, because something stands beside them."""
        wrong = [
            (message.id, form)
            for message, form, _ in pairs(catalogue(path))
            if edges(form) not in {edges(original) for original in originals(message)}
        ]
        assert wrong == []

    def test_it_is_written_as_the_tool_writes_it(self, path: Path) -> None:
        """tools/make_messages.py, run again, changes nothing: what a translator changed is all that a diff shows."""
        text = path.read_text("utf-8")
        assert text == maker().updated(text, wanted())


def test_a_catalogue_translates_the_words_of_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue named after its language is all that a language needs; a fuzzy message counts as none."""
    (tmp_path / "de.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "since {date}"\nmsgstr "seit {date}"\n\n'
        '#, fuzzy\nmsgid "about {date}"\nmsgstr "circa {date}"\n',
        "utf-8",
    )
    monkeypatch.setattr(wording, "LOCALES", tmp_path)
    for code in ("de", "de-AT"):
        german = wording.language(code)
        assert german.is_translated
        assert german.when(parse_when("2023-10-19/..")) == "seit 19. Oktober 2023"
        assert german.when(parse_when("2023-10-19~")) == "about 19. Oktober 2023"
    assert not wording.language("fr").is_translated


def test_new_messages_reach_a_translation_and_old_ones_leave_it() -> None:
    """The tool keeps the head and what is translated, adds what is new without a guess, and drops what is gone."""
    tool = maker()
    head = '# By hand.\nmsgid ""\nmsgstr "Language: de\\n"'
    template = read_po(io.BytesIO(b'msgid "Killed"\nmsgstr ""\n\nmsgid "Kill"\nmsgstr ""\n'))
    old = head + '\n\nmsgid "Killed"\nmsgstr "Tote"\n\nmsgid "Gone"\nmsgstr "Weg"\n'
    assert tool.updated(old, template) == head + '\n\nmsgid "Killed"\nmsgstr "Tote"\n\nmsgid "Kill"\nmsgstr ""\n'
