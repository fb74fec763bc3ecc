"""While some entries cannot be read: what is missing between the others is told, and what is there is not missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sites import CONFIG, PICTURE, entry, failed, incident, location, make_site

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = "---\nname: Anbar: province\nspellings: [al-Anbar]\n---\n"
COLON = 'the value has a ":" in it; put it in quotes [yaml-colon]'


def of_others(lines: list[str]) -> list[str]:
    """Without the one mistake in the entry that cannot be read."""
    return [line for line in lines if COLON not in line]


@pytest.mark.parametrize("name", ["anbar", "Anbar: Province", "al-Anbar", "AL ANBAR"])
def test_an_entry_that_cannot_be_read_is_not_missing(tmp_path: Path, name: str) -> None:
    """Its file's name, its name and its spellings stand for it: in fields and in texts."""
    files = {
        "locations/anbar.md": BROKEN,
        "locations/base.md": location("Base", parent=f'"{name}"'),
        "incidents/a.md": incident(locations=f'["{name}"]', body=f"In [[{name}]], [there](../locations/anbar.html)."),
    }
    assert failed(make_site(tmp_path, files)) == [f"locations/anbar.md:2:7: error: name: {COLON}"]


def test_what_is_missing_between_the_others_is_told(tmp_path: Path) -> None:
    """One mistake in one file hides nothing that is missing elsewhere, nor what one entry alone lacks."""
    files = {
        "locations/anbar.md": BROKEN,
        "locations/base.md": location("Base", parent="nowhere"),
        "incidents/a.md": incident(
            sources="[{article: lost}]", follows="other", locations="[heet]", body="See [[Nobody]]."
        ),
        "incidents/b.md": incident(sources=""),
    }
    said = of_others(failed(make_site(tmp_path, files)))
    assert [(line.split(": ")[0], line.rpartition(" ")[2]) for line in said] == [
        ("incidents/a.md:4:21", "[article-missing]"),
        ("incidents/a.md:5:10", "[incident-missing]"),
        ("incidents/a.md:6:13", "[location-missing]"),
        ("incidents/a.md:9:5", "[wiki-link-missing]"),
        ("incidents/b.md:1:1", "[source-missing]"),
        ("locations/base.md:3:9", "[location-missing]"),
    ]


def test_an_entry_of_another_kind_stands_for_nothing(tmp_path: Path) -> None:
    """An incident that cannot be read is no place, whatever it tells of."""
    files = {"incidents/a.md": "---\ntitle: Heet: a fire\n---\n", "incidents/b.md": incident(locations="[Heet]")}
    (line,) = of_others(failed(make_site(tmp_path, files)))
    assert line.startswith('incidents/b.md:5:13: warning: locations.0: there is no location "Heet"')


def test_an_entry_in_the_folder_of_another_kind_is_not_missing(tmp_path: Path) -> None:
    """A place among the incidents is to be moved, and is there."""
    files = {
        "incidents/anbar.md": "---\nname: Anbar\nkind: province\n---\n",
        "incidents/b.md": incident(locations="[Anbar]"),
    }
    (line,) = failed(make_site(tmp_path, files))
    assert line.endswith("[entry-kind]")


def test_an_entry_in_another_encoding_may_have_any_name(tmp_path: Path) -> None:
    """Nobody knows what letters its bytes are."""
    files: dict[str, str | bytes] = {
        "locations/x.md": location("Ħit").encode("utf-16"),
        "incidents/b.md": incident(locations='["Ħit"]'),
    }
    (line,) = failed(make_site(tmp_path, files))
    assert line.endswith("[encoding]")


def test_a_page_in_the_menu_whose_note_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    """The menu is right."""
    settings = f'{CONFIG}[menu]\nAbout = "about.html"\n'
    files = {"chronicle.toml": settings, "notes/about.md": "---\ntitle: About: us\n---\n"}
    assert of_others(failed(make_site(tmp_path, files))) == []


def test_papers_of_an_article_that_cannot_be_read_are_not_counted(tmp_path: Path) -> None:
    """Of a grade and of a claim nobody can say whether the sources bear them out."""
    fields = {"sources": "[{article: a}, {publisher: AP}]", "grade": "confirmed"}
    claims = "[{killed: 3, source: Reuters}]"
    files = {
        "articles/a.md": "---\ntitle: Fire: three dead\npublisher: Reuters\n---\n",
        "incidents/b.md": incident(**fields, casualties=claims),
    }
    assert of_others(failed(make_site(tmp_path, files))) == []


def test_a_picture_that_is_not_published_is_not_missing(tmp_path: Path) -> None:
    """The file is there: it needs another ending, and nothing else is to be done."""
    files: dict[str, str | bytes] = {
        "media/gate.bmp": PICTURE,
        "incidents/a.md": incident(
            media='[{file: media/gate.bmp, alt: "A gate"}, {file: media/lost.png, alt: "A door"}]',
            body="![A gate](../media/gate.bmp)",
        ),
    }
    lost, picture = failed(make_site(tmp_path, files))
    assert picture.startswith("media/gate.bmp: error: is of a kind that is not published")
    assert lost.startswith('incidents/a.md:5:55: error: media.1.file: "media/lost.png" is not in content/media')


def test_entries_that_can_be_read_are_counted_as_they_are(tmp_path: Path) -> None:
    """Two files of one name are both read: what else is missing is told."""
    files = {
        "incidents/x/a.md": incident(),
        "incidents/y/a.md": incident(),
        "incidents/b.md": incident(follows="lost"),
        "notes/about.md": entry("Text.", title="About"),
    }
    missing, twice = failed(make_site(tmp_path, files))
    assert missing.endswith('there is no incident "lost" [incident-missing]')
    assert twice.endswith("[duplicate-slug]")
