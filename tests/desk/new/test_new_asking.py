"""`chronicle new` on a terminal: one question at a time, each mistake explained, nothing half written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result
from sites import entry, location, make_site

from chronicle.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.datetime.now(dt.UTC).date()
FILES = {
    "chronicle.toml": 'title = "Test"\nurl = "https://example.org/"\n',
    "locations/iraq.md": location("Iraq", kind="country", country_code="IQ"),
    "locations/ain-al-asad.md": location("Ain al-Asad", parent="iraq"),
    "actors/us-forces.md": location("US forces"),
    "articles/reuters-2023-10-20-bases.md": entry(title="Bases hit", publisher="Reuters"),
}
DAY = "2023-10-19, 2023-10 or 2023; with / a range, with ~ behind it about, with ? not certain"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chronicle with two places, an actor and an article, on a terminal."""
    make_site(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("chronicle.commands.new.is_terminal", lambda stream: stream == "stdin")
    return tmp_path


def new(*arguments: str, answers: tuple[str, ...] = ()) -> Result:
    """The command, to which these answers are typed, a line each."""
    return CliRunner().invoke(main, ["new", *arguments], input="".join(f"{line}\n" for line in answers))


def is_green() -> bool:
    """Whether a strict check finds nothing, with drafts."""
    return CliRunner().invoke(main, ["check", "--strict", "--drafts"]).exit_code == 0


def entries(project: Path) -> set[str]:
    """The files of new entries."""
    found = {path.relative_to(project / "content").as_posix() for path in (project / "content").rglob("*.md")}
    return found - set(FILES)


@pytest.mark.usefixtures("project")
def test_a_note_is_asked_for() -> None:
    """The whole dialogue: what Enter, ? and Ctrl-C do, the questions, the file as it will be, and what comes next."""
    result = new("note", answers=("About us", "", "We are.", "y"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "A new note. Enter takes what stands in brackets, or leaves the field out; ? lists what can be answered; "
        "Ctrl-C writes nothing.\n"
        "  Title (one line): About us\n"
        "  Place in the menu (a number; lower comes first): \n"
        "  The text (Markdown; it can be written later): We are.\n"
        "\n"
        "---\n"
        "title: About us\n"
        "---\n"
        "\n"
        "We are.\n"
        "\n"
        "  Write content/notes/about-us.md?\n"
        "  [y]es, [q]uit: y\n"
        "Wrote content/notes/about-us.md.\n"
        "Next: run chronicle check.\n"
    )
    assert is_green()


def test_what_is_given_is_not_asked_for(project: Path) -> None:
    """Lists end with an empty answer; what few entries need is not asked; a draft is asked for in the last question."""
    result = new(
        "incident",
        "Shelling",
        "--date",
        "2023-10-19",
        "--type",
        "shelling",
        "--source",
        "Bases hit",
        answers=("Ain al-Asad", "Iraq", "", "target=US forces", "", "2 killed", "", "likely", "", "d"),
    )
    assert result.exit_code == 0
    asked = [line.partition(" (")[0].strip() for line in result.stdout.splitlines() if line.startswith("  ")]
    assert [line.partition(":")[0] for line in asked] == [
        "Where", "Where, one more", "Where, one more", "Who", "Who, one more",
        "Killed and injured", "Killed and injured, one more",
        "How sure it is", "The text",
        "Write content/incidents/2023-10-19-ain-al-asad.md?", "[y]es, as a [d]raft, [q]uit",
    ]  # fmt: skip
    assert (project / "content/incidents/2023-10-19-ain-al-asad.md").read_text("utf-8") == (
        "---\ntitle: Shelling\ndate: 2023-10-19\nlocations: [ain-al-asad, iraq]\ntypes: [shelling]\n"
        "actors:\n- {actor: us-forces, role: target}\ncasualties:\n- {killed: 2}\ngrade: likely\n"
        "sources:\n- {article: reuters-2023-10-20-bases}\n"
        f"status: draft\nadded: {TODAY}\n---\n"
    )
    assert is_green()


@pytest.mark.usefixtures("project")
def test_a_mistake_is_explained_and_asked_again() -> None:
    """What was meant stands in brackets where it can be guessed; so it does for an option."""
    result = new(
        "article", "--date", "20.10.2023", answers=("", "Blast", "AFP", "", "x.org", "-", "", "English", "", "", "y")
    )
    lines = result.stdout.splitlines()
    assert "    It must be there: one line." in lines
    assert (
        '    "20.10.2023" is not a date; write 2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or 2023-10-19/..'
        in (lines)
    )
    assert f"  When it was published ({DAY}) [2023-10-20]: " in lines
    assert '    "x.org" must begin with https:// or http://' in lines
    assert '    "English" is not a language code such as en' in lines
    assert result.stdout.endswith("Wrote content/articles/afp-2023-10-20-blast.md.\n" + NEXT)


NEXT = "Next: write its text below the second ---, then run chronicle check.\n"


@pytest.mark.usefixtures("project")
def test_what_can_be_answered_is_listed() -> None:
    """Places, types and grades, words of a fixed choice; otherwise the form is said again."""
    result = new(
        "incident", "A", "--date", "2023", answers=("?", "", "?", "", "?", "", "?", "", "?", "", "?", "", "", "q")
    )
    lines = result.stdout.splitlines()
    assert "    ain-al-asad, iraq" in lines
    assert "    us-forces" in lines
    assert "    reuters-2023-10-20-bases" in lines
    assert "    what one source says: 3 killed, 1-5 injured, of=civilians, source=Reuters, who=the mayor" in lines
    assert "    confirmed, likely, claimed, disputed, retracted" in lines
    assert any(line.startswith("    rocket-attack, missile-attack, ") for line in lines)
    result = new("incident", "A", "--date", "2023", answers=("", "?rocket", "?rockett", ""))
    assert "    rocket-attack\n" in result.stdout
    assert '    None has "rockett" in it\n' in result.stdout
    result = new("note", answers=("?Why not", "?", "", "", "y"))
    assert "\ntitle: ?Why not\n" in result.stdout
    assert "    a number; lower comes first" in result.stdout.splitlines()


def test_an_unknown_place_gets_its_entry(project: Path) -> None:
    """The gazetteer's places are shown with who says so; what one of them says stands in brackets."""
    result = new(
        "incident", "Shelling", "--date", "2023-10-19", "--type", "shelling", "--source", "Reuters",
        answers=("Tikrit", "e", "2", "", "", "", "", "Takrit", "", "", "", "", "", "", "", "", "y"),
    )  # fmt: skip
    assert result.exit_code == 0
    assert (
        '    There is no location "Tikrit".\n'
        "  write its [e]ntry now, leave it by [n]ame, [a]sk again: e\n"
        "  The location Tikrit.\n"
        "    1  Tikrit, district, Salah ad Din, IQ: 34.57, 43.71 (Chronicle's gazetteer)\n"
        "    2  Tikrīt, town, Salah ad Din, IQ: 34.62, 43.68 (GeoNames 90150)\n"
        "  1, 2, [n]one of them: 2\n"
        "  Sort of place (one word; ? lists them) [town]: \n"
        "  Lies in (a location: a slug, a name or a spelling) [iraq]: \n"
        "  Coordinates (latitude, longitude in degrees: 33.79, 42.44) [34.62, 43.68]: \n"
        "  How exact they are (one word; ? lists them) [locality]: \n"
        "  Other spelling (as sources write it): Takrit\n"
        "  Other spelling, one more: \n"
        "  Country (two letters, such as IQ) [IQ]: \n"
    ) in result.stdout
    assert result.stdout.endswith(
        f"Wrote content/locations/tikrit.md.\nWrote content/incidents/2023-10-19-tikrit.md.\n{NEXT}"
    )
    assert (project / "content/locations/tikrit.md").read_text("utf-8") == (
        "---\nname: Tikrit\nkind: town\nparent: iraq\ncoordinates: [34.62, 43.68]\nprecision: locality\n"
        "spellings: [Takrit]\ncountry_code: IQ\ngeonames: '90150'\n---\n"
    )
    assert "\nlocations: [tikrit]\n" in (project / "content/incidents/2023-10-19-tikrit.md").read_text("utf-8")
    assert is_green()


@pytest.mark.parametrize(
    ("keys", "written"),
    [(("u",), "ain-al-asad"), (("n",), "Ain al-Assad"), (("a", "iraq"), "iraq")],
)
def test_a_misspelt_place_is_asked_about(project: Path, keys: tuple[str, ...], written: str) -> None:
    """Nothing is taken for another without a yes."""
    result = new("incident", "A", "--date", "2023", answers=("Ain al-Assad", *keys, "", "", "", "", "", "", "", "y"))
    assert (
        '    There is no location "Ain al-Assad" (did you mean "ain-al-asad"?).\n'
        "  [u]se ain-al-asad, write its [e]ntry now, leave it by [n]ame, [a]sk again: "
    ) in result.stdout
    assert len(entries(project)) == 1
    assert f"\nlocations: [{written}]\n" in (project / "content" / entries(project).pop()).read_text("utf-8")


def test_a_misspelt_actor_keeps_its_part(project: Path) -> None:
    """One that is like no other needs no entry and is not asked about."""
    answers = ("", "", "target=US forcs", "u", "Villagers", "", "", "", "", "", "y")
    result = new("incident", "A", "--date", "2023", answers=answers)
    assert "  [u]se target=us-forces, leave it by [n]ame, [a]sk again: u\n" in result.stdout
    text = (project / "content/incidents/2023-a.md").read_text("utf-8")
    assert "\nactors:\n- {actor: us-forces, role: target}\n- {actor: Villagers}\n" in text


def test_what_stands_in_brackets_can_be_left_out(project: Path) -> None:
    """And none of the gazetteer's places may be meant; without coordinates nobody asks how exact they are."""
    result = new("location", "Baghdad", answers=("1", "", "-", "-", "", "-", "", "y"))
    assert "How exact" not in result.stdout
    text = (project / "content/locations/baghdad.md").read_text("utf-8")
    assert text.startswith("---\nname: Baghdad\nkind: ")
    assert "parent" not in text + "coordinates"[12:]
    result = new("location", "Tikrit", answers=("n", "village", "irak", "", "34.6 43.7", "", "", "", "", "y"))
    assert '    there is no location "irak" (did you mean "iraq"?)\n' in result.stdout
    assert (project / "content/locations/tikrit.md").read_text("utf-8") == (
        "---\nname: Tikrit\nkind: village\nparent: iraq\ncoordinates: [34.6, 43.7]\nprecision: locality\n---\n"
    )
    assert is_green()


def test_a_name_that_is_taken_is_told_at_once(project: Path) -> None:
    """A second entry beside it is written only when it is wanted."""
    new("note", "About", answers=("", "", "y"))
    result = new("note", answers=("about", "q"))
    assert result.stdout.endswith(
        "  Title (one line): about\n  content/notes/about.md has this name already.\n"
        "  [a]nother beside it, [q]uit: q\nNothing was written.\n"
    )
    assert result.exit_code == 0
    assert new("note", "About", answers=("a", "", "", "y")).exit_code == 0
    assert new("note", "About", "--another", answers=("", "", "y")).exit_code == 0
    assert entries(project) == {"notes/about.md", "notes/about-2.md", "notes/about-3.md"}


def test_a_second_incident_of_a_day_and_place_is_told(project: Path) -> None:
    """Whether it is the same is for the editor to say."""
    flags = ("--date", "2023-10-19", "--place", "Iraq", "--type", "fire", "--source", "Reuters", "--text", "A.")
    new("incident", "Fire", *flags, "--no-ask")
    result = new("incident", "Another fire", *flags, answers=("", "", "", "q"))
    assert result.stdout.endswith(
        '  content/incidents/2023-10-19-iraq.md ("Fire") is there already.\n'
        "  [a]nother beside it, [q]uit: q\nNothing was written.\n"
    )
    assert new("incident", "Another fire", *flags, answers=("", "", "", "a", "y")).exit_code == 0
    assert entries(project) == {"incidents/2023-10-19-iraq.md", "incidents/2023-10-19-iraq-2.md"}


def test_an_entry_that_cannot_be_made_is_told(project: Path) -> None:
    """Its answers are good, and together too long."""
    result = new("note", "A", "--text", "word " * 60_000, answers=("",))
    assert (result.exit_code, entries(project)) == (2, set())
    assert result.stderr == "Error: this gives no good entry: the text is longer than 256 kB\n"


def test_quitting_writes_nothing(project: Path) -> None:
    """The last question can be answered with no; places described on the way are not written either."""
    result = new(
        "incident", "A", "--date", "2023",
        answers=("Zzyzx Harbour", "e", "", "", "", "", "", "", "", "", "", "", "", "", "", "q"),
    )  # fmt: skip
    assert "---\nname: Zzyzx Harbour\n---\n" in result.stdout
    assert (result.exit_code, entries(project)) == (0, set())
    assert result.stdout.endswith("\nNothing was written.\n")


@pytest.mark.parametrize("typed", [(), ("A",), ("A", "2023", "Atlantis", "e", "town")])
def test_the_end_of_the_input_leaves_nothing_behind(project: Path, typed: tuple[str, ...]) -> None:
    """As Ctrl-C does, wherever it comes."""
    result = new("incident", answers=typed)
    assert (result.exit_code, result.stderr, entries(project)) == (1, "Aborted!\n", set())
    assert result.stdout.endswith("\nNothing was written.\n")


@pytest.mark.parametrize("number", range(1, 5))
def test_an_interrupt_leaves_nothing_behind(project: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """At each question, the last one too, and what is told begins on its own line."""
    asked: list[str] = []
    prompt = click.prompt

    def interrupt(text: str, **options: object) -> object:
        asked.append(text)
        if len(asked) == number:
            click.echo("^C", nl=False)
            raise click.Abort
        return prompt(text, **options)  # type: ignore[call-overload]

    monkeypatch.setattr("click.prompt", interrupt)
    result = new("note", answers=("About", "1", "Text.", "y"))
    assert (result.exit_code, result.stderr, entries(project)) == (1, "Aborted!\n", set())
    assert result.stdout.endswith("^C\nNothing was written.\n")


def test_what_is_not_asked_for_is_asked_again_when_it_is_no_good_answer(project: Path) -> None:
    """An option that was given belongs to the interview, too."""
    given = ("--date", "2023", "--place", "Iraq", "--time", "9 am", "--follows", "nothing")
    new("incident", "A", *given, answers=("", "", "", "", "", "", "21:40", "", "y"))
    text = (project / "content/incidents/2023-iraq.md").read_text("utf-8")
    assert text == f"---\ntitle: A\ndate: 2023\ntime: '21:40'\nlocations: [iraq]\nadded: {TODAY}\n---\n"


def test_nothing_is_asked_when_that_is_wished(project: Path) -> None:
    """For scripts that run on a terminal; wrong usage asks nothing either."""
    assert new("note", "About", "--no-ask").exit_code == 0
    assert entries(project) == {"notes/about.md"}
    result = new("note", "--place", "Iraq")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Error: --place does not go with note, which takes TITLE, --order, --text\nError: TITLE is missing: title\n"
    )
