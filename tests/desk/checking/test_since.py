"""`check --since`: what a change brings, what it takes away, and what it does not say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from repositories import run
from sites import CONFIG, entry, incident, location, make_site, said, write

from chronicle.building.inputs import Options
from chronicle.cli import main
from chronicle.desk.checking.check import check
from chronicle.desk.renaming.rename import rename

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.date(2024, 5, 4)
FIRE = incident("Fire", locations="[Port Town]", added="2020-01-01")
FILES = {
    "incidents/fire.md": FIRE,
    "incidents/draft.md": incident("Draft", status="draft"),
    "incidents/lonely.md": incident("Lonely", sources="", added="2020-01-01"),
    "locations/port-town.md": location("Port Town", coordinates="[51.5, 0.1]", spellings="[Porttown]"),
}
NOTE = 'updates: [{date: 2024-05-04, kind: correction, text: "…"}]'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A chronicle in a repository, in a folder of its own there, with all that is in it committed."""
    site = make_site(tmp_path / "record", FILES)
    run(tmp_path, "init", "-q", "-b", "main")
    save(site)
    return site


def save(site: Path) -> None:
    """Commit everything."""
    run(site, "add", "-A")
    run(site, "commit", "-q", "-m", "change")


def found(site: Path, since: str = "HEAD", *, strict: bool = False) -> list[str]:
    """The problems of the change since a revision, as lines."""
    return said(check(site, Options(), now=NOW, since=since, strict=strict).problems)


def hints(site: Path) -> list[str]:
    """The proposed lines."""
    return [problem.hint for problem in check(site, Options(), now=NOW, since="HEAD").problems]


def test_what_was_there_before_is_not_said_again(site: Path) -> None:
    """The incident without a source is an old story, until its file is touched."""
    assert found(site) == []
    write(site, {"incidents/new.md": incident("New", sources="", added="2024-05-04")})
    (line,) = found(site)
    assert line.startswith("incidents/new.md:1:1: warning: sources: has no source;")
    write(site, {"incidents/lonely.md": incident("Lonely", sources="", added="2020-01-02")})
    assert [line.partition(":")[0] for line in found(site)] == ["incidents/lonely.md", "incidents/new.md"]


def test_what_the_change_does_to_files_that_it_does_not_touch_is_said(site: Path) -> None:
    """A location that is deleted leaves its name without an entry elsewhere."""
    (site / "content/locations/port-town.md").unlink()
    (line,) = found(site)
    assert line.startswith("incidents/fire.md:5:")
    assert "[location-missing]" in line


def test_an_error_anywhere_is_said(site: Path) -> None:
    """What stops the site is never somebody else's."""
    write(site, {"incidents/broken.md": "---\ntitle: A: b\n---\n"})
    save(site)
    (line,) = found(site)
    assert line.startswith("incidents/broken.md:2:")


def test_a_fact_that_changes_needs_a_note(site: Path) -> None:
    """Date, place, numbers and so on; the line to add comes with the message. A note, of any kind, is enough."""
    changed = FIRE.replace("2023-10-19", "2023-10-20").replace("sources:", "casualties: [{killed: 1}]\nsources:")
    write(site, {"incidents/fire.md": changed})
    (line,) = found(site)
    assert line == (
        "incidents/fire.md:3:7: warning: date: changes date and casualties of a published incident and does not say "
        "so; add a note [change-unexplained]"
    )
    assert hints(site) == [NOTE]
    write(site, {"incidents/fire.md": changed.replace("sources:", f"{NOTE}\nsources:")})
    assert found(site) == []
    save(site)
    write(
        site, {"incidents/fire.md": changed.replace("sources:", f"{NOTE}\nsources:").replace("killed: 1", "killed: 2")}
    )
    assert hints(site) == ['- {date: 2024-05-04, kind: correction, text: "…"}']


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[Port Town]", "[port-town]"),
        ("[Port Town]", "[Porttown]"),
        ("Fire", "Fire at night"),
        ("sources: [{publisher: Reuters}]", "sources: [{publisher: AFP}]"),
        ("---\n", "---\nstatus: published\n"),
    ],
)
def test_what_is_no_other_fact_needs_no_note(site: Path, old: str, new: str) -> None:
    """Another spelling of the same place, another title, other sources, a default written out."""
    write(site, {"incidents/fire.md": FIRE.replace(old, new, 1)})
    assert found(site) == []


def test_another_name_of_what_an_incident_names_is_no_other_fact(site: Path) -> None:
    """An entry that is renamed is the same place, actor, article or incident; nobody has to explain that."""
    files = {
        "actors/guard.md": location("Guard"),
        "articles/gazette.md": entry("x", title="Fire", publisher="Gazette"),
        "incidents/full.md": incident(
            "Flood",
            "2024-03-01",
            locations="[port-town]",
            actors="[guard]",
            sources="[{article: gazette}]",
            casualties="[{killed: 1, source: gazette}]",
            duplicate_of="fire",
            added="2020-01-01",
        ),
    }
    write(site, files)
    save(site)
    for old, new in (
        ("port-town", "harbour"),
        ("guard", "watch"),
        ("gazette", "paper"),
        ("fire", "blaze"),
        ("full", "b"),
    ):
        rename(site, old, new)
    assert found(site) == []
    write(
        site, {"incidents/b.md": (site / "content/incidents/b.md").read_text("utf-8").replace("harbour", "elsewhere")}
    )
    assert [line for line in found(site) if "change-unexplained" in line]


def test_a_draft_may_change_without_a_word(site: Path) -> None:
    """Nobody has read it; nor does its publication need a note."""
    write(site, {"incidents/draft.md": incident("Draft", "2020-01-01", added="2024-05-04")})
    assert found(site) == []


def test_a_renamed_entry_without_alias_is_an_error_with_the_line(site: Path) -> None:
    """The file that has its lines is where the alias belongs; with the alias all is well, and facts are compared."""
    path = site / "content/incidents/fire.md"
    path.rename(path.with_name("blaze.md"))
    (line,) = found(site)
    assert line == (
        "incidents/blaze.md:1:1: error: aliases: the page incidents/fire.html was public and would be gone; "
        "name it in the aliases of this entry [address-lost]"
    )
    assert hints(site) == ["aliases: [incidents/fire.html]"]
    alias = "---\naliases: [incidents/fire.html]\n"
    write(site, {"incidents/blaze.md": FIRE.replace("---\n", alias, 1)})
    assert found(site) == []
    write(site, {"incidents/blaze.md": FIRE.replace("---\n", alias, 1).replace("2023-10-19", "2023-10-20")})
    assert [line.rpartition(" ")[2] for line in found(site)] == ["[change-unexplained]"]


def test_an_alias_that_is_dropped_is_an_error(site: Path) -> None:
    """An old address stays a promise; what other aliases there are stand in the proposed line."""
    write(site, {"incidents/fire.md": FIRE.replace("---\n", "---\naliases: [a.html, b.html]\n", 1)})
    save(site)
    write(site, {"incidents/fire.md": FIRE.replace("---\n", "---\naliases: [b.html]\n", 1)})
    assert hints(site) == ["aliases: [b.html, a.html]"]


def test_a_deleted_entry_is_an_error_where_it_was(site: Path) -> None:
    """The message says what to do instead; a place that is still named elsewhere keeps its page."""
    (site / "content/incidents/fire.md").unlink()
    (site / "content/locations/port-town.md").unlink()
    incident_line, location_line = found(site)
    assert incident_line == (
        "incidents/fire.md: error: aliases: the page incidents/fire.html was public and would be gone; keep the file "
        "with status: withdrawn, or add its address to the aliases of the entry that took its place [address-lost]"
    )
    assert location_line == (
        "locations/port-town.md: error: aliases: the page locations/port-town.html was public and would be gone; put "
        "the file back, or add its address to the aliases of the entry that took its place [address-lost]"
    )
    write(site, {"incidents/fire.md": FIRE})
    assert [line for line in found(site) if "address-lost" in line] == []


def test_a_page_that_becomes_a_draft_is_lost(site: Path) -> None:
    """A draft has no page; a withdrawn entry has one that says so."""
    write(site, {"incidents/fire.md": FIRE.replace("---\n", "---\nstatus: draft\n", 1)})
    assert hints(site) == ["status: withdrawn"]
    assert not check(site, Options(), now=NOW, since="HEAD").is_done


def test_an_entry_that_cannot_be_read_is_not_called_lost(site: Path) -> None:
    """One mistake is one error."""
    write(site, {"incidents/fire.md": FIRE.replace('"Fire"', "A: b")})
    assert [line.rpartition(" ")[2] for line in found(site)] == ["[yaml-colon]"]


def test_the_change_begins_where_the_branches_parted(site: Path) -> None:
    """What has been added to the other branch since is not taken for lost."""
    run(site, "checkout", "-q", "-b", "mine")
    run(site, "checkout", "-q", "main")
    write(site, {"incidents/theirs.md": incident("Theirs")})
    save(site)
    run(site, "checkout", "-q", "mine")
    assert found(site, "main") == []


def test_questions_are_those_of_the_change(site: Path) -> None:
    """Not those that were open before: a place that nothing uses, an incident without `added`, a picture's position."""
    positioned = b"<rdf:Description exif:GPSLatitude='51,30N'/>"
    write(site, {"locations/idle.md": location("Idle"), "incidents/old.md": incident(), "media/a.png": positioned})
    save(site)
    write(site, {"locations/useless.md": location("Useless"), "media/b.png": positioned})
    checked = check(site, Options(), now=NOW, since="HEAD")
    assert [(item.path, item.code) for item in checked.questions] == [
        ("content/locations/useless.md", "place-unused"),
        ("content/media/b.png", "picture-position"),
    ]
    everything = {item.code for item in check(site, Options(), now=NOW).questions}
    assert everything >= {"place-unused", "picture-position", "added-missing"}


def test_settings_of_then_belong_to_then(site: Path) -> None:
    """A grade that the settings no longer know is what the change does, in a file that it does not touch."""
    graded = FIRE.replace("---\n", "---\ngrade: sure\n", 1)
    write(site, {"chronicle.toml": "\ufeff" + CONFIG + '[grades.sure]\nlabel = "Sure"\n', "incidents/fire.md": graded})
    save(site)
    write(site, {"chronicle.toml": CONFIG})
    (line, *_) = found(site)
    assert line.startswith("incidents/fire.md:2:8: ")
    assert "[grade-unknown]" in line


def test_the_last_line_says_what_was_compared(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a revision that is none is wrong usage, in a line."""
    monkeypatch.chdir(site)
    write(site, {"incidents/new.md": incident("New", added="2024-05-04")})
    result = CliRunner().invoke(main, ["check", "--since", "HEAD", "-q"])
    assert result.exit_code == 0
    result = CliRunner().invoke(main, ["check", "--since", "HEAD"])
    commit = run(site, "rev-parse", "HEAD")[:10]
    assert f"Checked 5 entries, 1 file changed since {commit}: no errors." in result.stdout
    result = CliRunner().invoke(main, ["check", "--since", "nowhere"])
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        'Error: --since: there is no commit "nowhere" here; name one that is, such as HEAD~1 or origin/main'
    )
