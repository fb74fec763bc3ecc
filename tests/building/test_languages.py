"""Sites in other languages than English: everything that a reader meets is a message, and directions are kept apart."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from babel.messages.pofile import read_po, write_po
from greek import FILES
from sites import build_site, incident, make_site, page, tree

from chronicle.building import inputs, precompiled
from chronicle.building.inputs import built_in_theme
from chronicle.pages import records
from chronicle.text import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.building.task import Result

CATALOGUE: Final = Path(wording.__file__).parent.parent / "locale" / "chronicle.pot"

SPOKEN: Final = {"aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "label"}
SPOKEN_TOO: Final = {"placeholder", "title"}
SHARED: Final = {"description", "og:title", "og:description", "og:site_name"}
PHRASE: Final = re.compile(r"[A-Z][a-z]| [a-z]")  # what is more than a name that a script knows
WORD: Final = re.compile(r"[A-Za-z]{2,}")
# The program names itself in feeds; forms of a citation, of time and of files go by one name everywhere.
NAMES: Final = {"Chronicle", "BibTeX", "CSL", "JSON", "UTC", "PDF"}


class Words(HTMLParser):
    """Everything of a page that is read, seen or spoken, as one text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0
        self._is_data = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are words, and those that hold words for scripts."""
        self._silent += tag in {"script", "style", "pre", "code"}
        values = {name: value or "" for name, value in attrs}
        self._is_data = tag == "script" and values.get("type") == "application/json"
        is_said = {values.get("name"), values.get("property")} & SHARED
        for name, value in values.items():
            is_phrase = name.startswith("data-") and PHRASE.search(value)
            if name in SPOKEN | SPOKEN_TOO or (name == "content" and is_said) or is_phrase:
                self.found.append(f" {value} ")

    def handle_endtag(self, tag: str) -> None:
        """Scripts and code are no words."""
        self._silent -= tag in {"script", "style", "pre", "code"}

    def handle_data(self, data: str) -> None:
        """Text between tags, and the words that scripts are told in a data block."""
        if not self._silent:
            self.found.append(data)
        elif self._is_data:
            self.found += [f" {text} " for text in texts(json.loads(data)) if PHRASE.search(text)]
            self._is_data = False


def texts(data: object) -> Iterator[str]:
    """Every text in a value of JSON that is no name of another."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from texts(item)


def outside(text: str) -> Iterator[str]:
    """The Latin words of a text that no message holds; addresses are no words."""
    depth, kept = 0, []
    for letter in re.sub(r"https?://\S+", "", text):
        depth += (letter == "⟦") - (letter == "⟧")
        kept.append(" " if depth or letter in "⟦⟧" else letter)
    yield from (word for word in WORD.findall("".join(kept)) if word not in NAMES)


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The Greek site in a language in which every message is the English one in brackets."""
    locales = tmp_path_factory.mktemp("locales")
    with CATALOGUE.open("rb") as file:
        catalog = read_po(file, locale="ar")
    for message in catalog:
        if isinstance(message.id, str):
            message.string = f"⟦{message.id}⟧" if message.id else ""
        else:
            message.string = tuple(f"⟦{message.id[1]}⟧" for _ in range(catalog.num_plurals))
    with (locales / "ar.po").open("wb") as file:
        write_po(file, catalog)
    project = make_site(tmp_path_factory.mktemp("bracketed"), FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wording, "LOCALES", locales)
        patch.setattr(precompiled, "_FOLDER", locales)  # messages stand in the code that is kept of templates
        result = build_site(project, drafts=True)
    return project, result


def test_the_site_in_brackets_uses_every_template(bracketed: tuple[Path, Result]) -> None:
    """What is read below is a site of every kind of page; a record is read by the full-text index alone."""
    kinds = {
        match[1]
        for _, data in tree(bracketed[0] / "site").items()
        if (match := re.search(rb'<body class="([\w-]+)', data))
    }
    templates = {path.stem for path in built_in_theme().glob("*.html")} - {"base", "record"}
    assert templates - {kind.decode() for kind in kinds} == set()


def test_every_word_that_a_reader_meets_is_a_message(bracketed: tuple[Path, Result]) -> None:
    """No page, feed or picture holds a word of the program that a translation would not reach."""
    found: dict[str, set[str]] = {}
    for name, data in tree(bracketed[0] / "site").items():
        if name.endswith((".html", ".xml", ".svg")) and name != "sitemap.xml" and not name.startswith("assets/"):
            for word in outside("".join(Words(data.decode()).found)):
                found.setdefault(word, set()).add(name)
    assert {word: sorted(names)[:3] for word, names in found.items()} == {}


def test_templates_join_words_as_the_language_does() -> None:
    """Commas and quotation marks between values are messages, as other languages write other ones."""
    plain = re.compile(r"""[}>][,;] ?\{[{%]|%\}[,;] |join\((?!" "|\))|[“”«»]""")
    wrong = []
    for path in sorted(set(built_in_theme().rglob("*.html")) - {built_in_theme() / records.TEMPLATE}):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if plain.search(re.sub(r"""n?gettext\(.*?\)|_\(".*?"[,)]""", "", line)):
                wrong.append(f"{path.name}:{number}: {line}")
    assert wrong == []


def test_a_new_translation_makes_new_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a translator changes counts as a change of the program, so that the next build renders again."""
    monkeypatch.setattr(inputs, "PACKAGE", tmp_path)
    (tmp_path / "ar.po").write_text("one", "utf-8")
    before = inputs.code_digest.__wrapped__()
    (tmp_path / "ar.po").write_text("two", "utf-8")
    assert inputs.code_digest.__wrapped__() != before


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Greek site in Arabic."""
    project = make_site(tmp_path_factory.mktemp("arabic"), FILES)
    result = build_site(project, drafts=True)
    assert [problem for problem in result.problems if problem.code == "not-translated"] == []
    return project


def test_an_arabic_page_runs_from_the_right(arabic: Path) -> None:
    """Language and direction stand at the root of each page; words of the other direction are kept apart in it."""
    html = page(arabic, "incidents/strike.html")
    assert '<html lang="ar" dir="rtl">' in html
    assert "<bdi>ρουκέτα</bdi>، <bdi>δρόνος</bdi>" in html
    assert "<dt>متى</dt>" in html
    assert "هجوم بقذائف صاروخية" in html
    assert "<bdi>Δικό μας</bdi>" in html
    assert "«<bdi>Λιμάνι</bdi>»" in html
    assert "الخميس، 19 أكتوبر 2023" in html
    assert "33.05° شمالًا، 44.05° شرقًا" in page(arabic, "locations/port.html")


def test_an_english_page_keeps_arabic_words_apart(tmp_path: Path) -> None:
    """Words from right to left are isolated in a page from left to right; its own need nothing."""
    project = make_site(tmp_path, {"incidents/a.md": incident(locations="[بغداد, Paris]", weapons="[صاروخ, gun]")})
    build_site(project)
    html = page(project, "incidents/a.html")
    assert "<bdi>صاروخ</bdi>, gun" in html
    assert "<bdi>بغداد</bdi></a>" in html
    assert "Paris</a>" in html


def test_numbers_and_dates_have_one_sort_of_digits(arabic: Path) -> None:
    """Dates, counts, times and coordinates of an Arabic site are written with the same digits, as its addresses are."""
    text = "".join(data.decode() for name, data in tree(arabic / "site").items() if name.endswith(".html"))
    assert not re.search("[\u0660-\u0669\u06f0-\u06f9]", text)
