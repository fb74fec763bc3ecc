"""Tables brought in: what is written, what is told of each row, and what a second import changes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import resource
from typing import TYPE_CHECKING

import pytest
import rich
from click.testing import CliRunner, Result
from sites import CONFIG, build_site, incident, location, make_site, tree, write

from chronicle.cli import main
from chronicle.desk.importing.rows import RowOutcome, TableWishes
from chronicle.desk.importing.tables import bring_tables
from chronicle.intake import disk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TODAY = dt.date(2024, 5, 1)
HEAD = "id,title,date,location,latitude,longitude,type,killed,source,url"
FIRE = "7,Fire at the mill,2024-03-05,Testville,51.5,0.1,fire,3,Daily,https://news.example/a"
NAMED = '[types.fire]\nlabel = "Fire"\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one location, and the place where commands run."""
    files = {
        "chronicle.toml": CONFIG + NAMED,
        "locations/testville.md": location("Testville", coordinates="[51.5, 0.1]"),
    }
    make_site(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(project: Path, *rows: str, head: str = HEAD, name: str = "t.csv") -> Path:
    """A table in the project."""
    (project / name).write_text("\n".join([head, *rows, ""]), "utf-8")
    return project / name


def run(*arguments: str) -> Result:
    """Run an import."""
    return CliRunner().invoke(main, ["import", *arguments])


def text(project: Path, slug: str) -> str:
    """The file of an incident."""
    return (project / "content/incidents" / f"{slug}.md").read_text("utf-8")


# ---- what is written


def test_a_row_becomes_an_incident(project: Path) -> None:
    """With its id in the table, at a location that is there, published and added today."""
    table(project, FIRE)
    result = run("t.csv")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Wrote 1 incident.\n", "")
    today = dt.datetime.now(dt.UTC).date()
    assert text(project, "2024-03-05-fire-at-the-mill") == (
        "---\ntitle: Fire at the mill\ndate: 2024-03-05\nlocations: [testville]\ntypes: [fire]\n"
        "casualties:\n- {killed: 3}\nsources:\n- {publisher: Daily, url: 'https://news.example/a'}\n"
        f"ids: {{table: '7'}}\nadded: {today}\n---\n"
    )
    build_site(project, strict=True)


def test_a_table_without_rows_is_told(project: Path) -> None:
    """A header alone says nothing, and is no fault."""
    table(project)
    result = run("t.csv")
    assert (result.exit_code, result.stdout) == (0, "Nothing was written.\n")
    assert result.stderr == "t.csv: warning: has a header and no rows [table-empty]\n"


def test_what_our_own_records_never_have_is_told(project: Path) -> None:
    """A name of somebody else's once for the file; a list that is none keeps its row out."""
    good, bad = record("a", mine=1), record("b", locations={"name": "Testville"})
    (project / "t.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in (good, bad)), "utf-8")
    assert run("t.jsonl").stderr == (
        't.jsonl:1: warning: has 1 column that nothing is taken from: "mine" [table-column]\n'
        "t.jsonl:2: error: locations: must be a list [row-value]\n"
    )
    assert (project / "content/incidents/a.md").exists()


def test_rows_can_become_drafts(project: Path) -> None:
    """With --drafts the entries are not published, and the summary says so."""
    table(project, FIRE)
    result = run("t.csv", "--drafts")
    assert result.stdout == "Wrote 1 incident. The incident is a draft: read it, then publish it.\n"
    assert "status: draft\n" in text(project, "2024-03-05-fire-at-the-mill")


def test_a_trial_tells_all_and_writes_nothing(project: Path) -> None:
    """The report is that of the import, and the files are as before."""
    table(project, FIRE, "8,Fire,2024-13-05,Newtown,,,fire,,,", "9,Flood,2024-03-06,Newtown,50.1,0.2,,,,")
    before = tree(project)
    result = run("t.csv", "--dry-run")
    assert result.exit_code == 1
    assert (
        result.stdout == "2 incidents and 1 location would be written. 1 row would be left out: the error says why.\n"
    )
    assert result.stderr == 't.csv:3: error: date: "2024-13-05" is not a date (there is no month 13) [row-value]\n'
    assert tree(project) == before


def test_a_bad_row_stops_no_other(project: Path) -> None:
    """Each is told with its number, its column and the reason."""
    rows = ("1,A,2024-03-05,Testville,95,0,fire,,,", "2,B,2024-03-05,Testville,,,fire,few,,", FIRE)
    table(project, *rows)
    result = run("t.csv")
    assert result.exit_code == 1
    assert result.stdout == "Wrote 1 incident. 2 rows were left out: the errors say why.\n"
    assert result.stderr == (
        't.csv:2: error: latitude: "95" is nowhere: it is -90 to 90 [row-value]\n'
        't.csv:3: error: killed: "few" is not a number of people; write 3, 1-5, or 41+ for "at least 41" [row-value]\n'
    )


def test_many_faults_of_one_sort_are_counted(project: Path) -> None:
    """The first three are told, then how many there are; --json tells each."""
    table(project, *(f"{number},A,never,Testville,,,fire,,," for number in range(7)))
    lines = run("t.csv").stderr.splitlines()
    assert [line.partition(":")[2].partition(":")[0] for line in lines] == ["2", "3", "4", " error"]
    assert lines[3] == "t.csv: error: date: and 4 more rows of this sort; --json names them all [row-value]"
    told = [json.loads(line) for line in run("t.csv", "--json").stdout.splitlines()]
    assert [(each["row"], each["status"], len(each["problems"])) for each in told] == [
        (n, "bad", 1) for n in range(2, 9)
    ]


def test_places_in_places_in_places_are_cut_where_no_chronicle_could_be_linked(project: Path) -> None:
    """However rows lead from one to the next, also in a circle: what they leave behind is checked without an error."""
    chain = [f"2020,x{number},P{number + 1},P{number}" for number in range(50)]
    table(project, *chain, "2021,a,A,B", "2021,b,B,C", "2021,c,C,A", head="date,title,location,admin1")
    result = run("t.csv")
    assert result.exit_code == 0
    assert "would lie in more than 20 places" in result.output
    assert not errors_of_check()


def errors_of_check() -> list[str]:
    """What stands in the way of a build."""
    return [line for line in CliRunner().invoke(main, ["check"]).output.splitlines() if " error: " in line]


def record(name: str, **more: object) -> dict[str, object]:
    """An incident as our own JSON has it, with little in it."""
    empty: dict[str, object] = {key: [] for key in "locations casualties sources updates".split()}
    return {"id": name, "address": "", "title": name, "date": "2020", "from": "", "to": None, **empty, **more}


def test_links_in_a_circle_are_left_out(project: Path) -> None:
    """To the incident itself, or over others of the table: no chronicle with them could be built."""
    told = [
        record("self", part_of="self"),
        *(record(f"c{number}", follows=f"c{(number + 1) % 3}") for number in range(3)),
        *(record(f"d{number}", follows=f"d{number + 1}") for number in range(3)),
        record("d3", part_of="d0"),
    ]
    (project / "t.json").write_text(json.dumps(told), "utf-8")
    result = run("t.json")
    assert result.exit_code == 0
    assert result.output.count("in a circle; it is left out") == 2
    assert "follows: c1" in text(project, "c0")
    assert "follows: d3" in text(project, "d2")
    assert "part_of: d0" in text(project, "d3")
    assert not errors_of_check()


def test_a_text_is_imported_when_its_pictures_are_there(project: Path) -> None:
    """Without them the chronicle could not be built."""
    texts = {"a": "![The mill](media/mill.txt)", "b": "No picture.", "c": "![The mill][]\n\n[The mill]: ../../mill.png"}
    told = [record(name, text=text) for name, text in texts.items()]
    (project / "t.json").write_text(json.dumps(told), "utf-8")
    result = run("t.json")
    assert result.exit_code == 1
    assert 'its picture "media/mill.txt" is not in content/media' in result.output
    assert 'its picture "../../mill.png" is not in content/media' in result.output
    assert not errors_of_check()
    write(project, {"media/mill.txt": "x"})
    run("t.json")
    assert "![The mill]" in text(project, "a")


def test_actors_with_more_than_a_name_get_an_entry(project: Path) -> None:
    """One whose id does not follow from its name has to be called so somewhere."""
    head = "id,title,date,date_from,date_to,location_precision,killed_min,source_urls,actors,actor_ids,actor_roles"
    table(project, "raid,Raid,2024-03-05,,,,,,Police; Guard,police; k-guard,other; target", head=head)
    assert run("t.csv").stdout == "Wrote 1 incident and 1 actor.\n"
    assert "actors:\n- {actor: Police}\n- {actor: k-guard, role: target}\n" in text(project, "raid")
    assert (project / "content/actors/k-guard.md").read_text("utf-8") == "---\nname: Guard\n---\n"


def test_types_that_the_settings_do_not_have_are_told_once(project: Path) -> None:
    """With the lines that name them."""
    table(project, FIRE.replace("fire,3", "Ice Storm,3"), FIRE.replace("7,Fire", "8,Ice").replace("fire,3", "fire,4"))
    result = run("t.csv")
    assert result.exit_code == 0
    assert result.stderr == (
        "There is a type that chronicle.toml does not have; to name it, add:\n\n"
        '[types.ice-storm]\nlabel = "Ice Storm"\n\n'
    )
    write(project, {"chronicle.toml": f'{CONFIG}{NAMED}[types.ice-storm]\nlabel = "Ice Storm"\n'})
    build_site(project, strict=True)


# ---- a second import


def test_the_same_table_again_changes_nothing(project: Path) -> None:
    """Known rows are counted, by the id of the table, or by title, date and place."""
    bare = "title,date,location\nFlood,2024-03-06,Testville\nFlood,2024-03-07,Testville\nMeeting,2024-03-07,\n"
    (project / "bare.csv").write_text(bare, "utf-8")
    table(project, FIRE)
    assert run("t.csv", "bare.csv").stdout == "Wrote 4 incidents.\n"
    before = tree(project)
    result = run("t.csv", "bare.csv")
    assert (result.exit_code, result.stdout) == (0, "Nothing new. 4 rows were there already.\n")
    assert tree(project) == before


def test_what_a_table_says_otherwise_is_told_and_left(project: Path) -> None:
    """An entry is an editor's: differences are reported, row by row."""
    table(project, FIRE)
    run("t.csv")
    before = tree(project / "content")
    table(project, FIRE.replace(",3,Daily", ",5,Weekly").replace("/a", "/b"))
    result = run("t.csv")
    assert (result.exit_code, result.stdout) == (0, "Nothing new. 1 row says something else than its entry.\n")
    assert result.stderr == (
        "t.csv:2: warning: 7 is content/incidents/2024-03-05-fire-at-the-mill.md; the table says killed 5, "
        "the entry 3; "
        'sources https://news.example/b, the entry "other ones" [row-differs]\n'
    )
    assert tree(project / "content") == before


def test_what_an_editor_added_is_no_difference(project: Path) -> None:
    """An entry may say more than the row it came from, and say it in other words."""
    table(project, FIRE)
    run("t.csv")
    path = project / "content/incidents/2024-03-05-fire-at-the-mill.md"
    more = text(project, path.stem).replace("[testville]", "[TESTVILLE, Mill]").replace("[fire]", "[Fire, bombing]")
    path.write_text(more.replace("added:", "summary: It burned.\ngrade: likely\nadded:"), "utf-8")
    assert run("t.csv").stdout == "Nothing new. 1 row was there already.\n"


def test_a_source_that_is_named_by_its_headline_is_no_other(project: Path) -> None:
    """What this chronicle publishes of an article is what its entry says, however an incident names it."""
    article = "---\ntitle: 'The fire: a report'\npublisher: Daily\nurl: https://news.example/a\n---\n"
    fire = incident("Fire", sources="[{article: 'The Fire: A Report'}]")
    write(project, {"articles/daily-1.md": article, "incidents/a.md": fire})
    build_site(project)
    assert run("site/data/v1/incidents.csv").output == "Nothing new. 1 row was there already.\n"


def test_a_row_twice_is_imported_once(project: Path) -> None:
    """A copy is a warning; one id for two events is a bad row."""
    other = FIRE.replace("mill", "mall")
    table(project, FIRE, FIRE, other)
    result = run("t.csv")
    assert result.exit_code == 1
    assert result.stdout == ("Wrote 1 incident. 1 row was there already. 1 row was left out: the error says why.\n")
    assert result.stderr == (
        "t.csv:3: warning: says the same as row 2; it is imported once [row-twice]\n"
        "t.csv:4: error: has the id 7 as row 2 has, and says something else [row-twice]\n"
    )


def test_rows_alike_without_an_id_may_be_two_incidents(project: Path) -> None:
    """Nobody can tell, so it says how they are told apart."""
    row = "Fire,2024-03-06,Testville,Daily"
    table(project, row, row, head="title,date,location,source")
    assert run("t.csv").stderr == (
        "t.csv:3: warning: says the same as row 2; it is imported once; give each an id if they are two incidents "
        "[row-twice]\n"
    )


def test_rows_that_tell_alike_without_an_id_are_different_events(project: Path) -> None:
    """Two fires at one place on a day are two, at the second import as well."""
    head, rows = "title,date,location,killed", ("Fire,2024-03-06,Testville,1", "Fire,2024-03-06,Testville,2")
    table(project, *rows, head=head)
    assert run("t.csv").stdout == "Wrote 2 incidents.\n"
    assert "killed: 2" in text(project, "2024-03-06-fire-2")
    assert run("t.csv").stdout == "Nothing new. 2 rows were there already.\n"


def test_ids_of_two_tables_of_no_name_are_not_mixed(project: Path) -> None:
    """What has the id of something quite different is a bad row, not an update of it."""
    table(project, FIRE)
    run("t.csv")
    table(project, "7,Parade,2020-01-01,Testville,51.5,0.1,,,,")
    result = run("t.csv")
    assert result.exit_code == 1
    assert result.stderr == (
        "t.csv:2: error: 7 is content/incidents/2024-03-05-fire-at-the-mill.md already, which tells of something else; "
        "name this table in a mapping file [row-id]\n"
    )
    table(project, FIRE.replace("at the mill", "at the old mill"))
    result = run("t.csv")
    assert (result.exit_code, result.stdout) == (0, "Nothing new. 1 row says something else than its entry.\n")


def test_two_tables_may_tell_of_one_event(project: Path) -> None:
    """What the first one wrote is there already for the second, by its id or by what it tells."""
    bare = "Flood,2024-03-06,Testville,51.5,0.1,,,,"
    for name in ("a.csv", "b.csv"):
        table(project, FIRE, f",{bare}", name=name)
    result = run("a.csv", "b.csv")
    assert (result.exit_code, result.stdout) == (0, "Wrote 2 incidents. 2 rows were there already.\n")
    assert result.stderr == ""


def test_a_link_to_what_another_data_set_calls_so_comes_again(project: Path) -> None:
    """A row that links by the ids of its table is the same as the entry that links by name, also by title."""
    (project / "m.toml").write_text('name = "police"\n[columns]\nNr = "id"\nd = "date"\nt = "title"\nof = "part_of"\n')
    table(project, "1,2024-03-05,Raid,", "2,2024-03-05,Search,1", head="Nr,d,t,of")
    assert run("t.csv", "--mapping", "m.toml").stdout == "Wrote 2 incidents.\n"
    assert run("t.csv", "--mapping", "m.toml").stdout == "Nothing new. 2 rows were there already.\n"
    path = project / "content/incidents/2024-03-05-search.md"
    assert "part_of: 2024-03-05-raid\n" in text(project, path.stem)
    path.write_text(text(project, path.stem).replace("part_of: 2024-03-05-raid", "part_of: raid"), "utf-8")
    assert run("t.csv", "--mapping", "m.toml").stdout == "Nothing new. 2 rows were there already.\n"
    path.write_text(text(project, path.stem).replace("part_of: raid", "part_of: Search"), "utf-8")
    assert "the table says part_of 1, the entry Search" in run("t.csv", "--mapping", "m.toml").stderr


def test_links_lead_to_incidents_of_the_table_and_the_chronicle(project: Path) -> None:
    """Also to rows further below; what leads nowhere is left out, or told when its row was."""
    write(project, {"incidents/old.md": incident("Old")})
    head = "id,title,date,date_from,date_to,location_precision,killed_min,source_urls,part_of,follows"
    rows = (
        "a,A,2024-03-05,,,,,,b,old",
        "b,B,2024-03-05,,,,,,,gone",
        "c,C,2024-03-05,,,,,,bad,",
        "bad,D,2024-03-05,,,,-1,,,",
    )
    table(project, *rows, head=head)
    result = run("t.csv")
    assert "part_of: b\nfollows: old\n" in text(project, "a")
    assert "follows" not in text(project, "b")
    assert 't.csv:3: warning: follows: there is no incident "gone"; it is left out [row-link]\n' in result.stderr
    assert "part_of" not in text(project, "c")


# ---- the whole


def test_mapping_files_and_presets_are_named(project: Path) -> None:
    """An editor's own mapping names the data set; what is no preset or no mapping is told."""
    (project / "m.toml").write_text('name = "police"\n[columns]\nWann = "date"\nWas = "title"\nNr = "id"\n', "utf-8")
    table(project, "4711,2024-03-05,Fire", head="Nr,Wann,Was")
    assert run("t.csv", "--mapping", "m.toml").stdout == "Wrote 1 incident.\n"
    assert "ids: {police: '4711'}" in text(project, "2024-03-05-fire")
    wrong = run("t.csv", "--preset", "aclde")
    assert wrong.exit_code == 2
    assert 'acled, chronicle, gtd, table, timeline, ucdp (did you mean "acled"?).' in wrong.stderr
    (project / "m.toml").write_text('name = "police"\n[columns]\nWann = "dtae"\n', "utf-8")
    assert run("t.csv", "--mapping", "m.toml").exit_code == 1
    assert run("t.csv", "--mapping", "m.toml", "--preset", "acled").exit_code == 2
    (project / "a.txt").write_text("A text.", "utf-8")
    assert run("a.txt", "--drafts").exit_code == 2


def test_what_is_no_mapping_is_not_read_without_end(project: Path) -> None:
    """A pipe that nobody writes into, and the table itself."""
    os.mkfifo(project / "pipe.toml")
    table(project, FIRE)
    assert "no ordinary file [not-a-file]" in run("t.csv", "--mapping", "pipe.toml").output
    (project / "large.toml").write_text("#" * 300_000, "utf-8")
    assert "is larger than 256 kB" in run("t.csv", "--mapping", "large.toml").output


def test_no_text_of_a_table_steers_a_terminal(project: Path) -> None:
    """Neither its controls nor its signs that turn the direction of writing are printed as they are."""
    odd = "\u202e\u009b31m\u001b[31m"
    told = [record("a", title=f"a{odd}"), record("b", types=[f"b{odd}"]), record("c", summary="\u202ec", grade=odd)]
    (project / "t.json").write_text(json.dumps(told), "utf-8")
    printed = [run("--dry-run", "t.json").output, run("t.json", "--json").output, run("t.json", "--json").output]
    assert not [char for text in printed for char in "\u202e\u009b\u001b" if char in text]
    assert [json.loads(line)["row"] for line in printed[1].splitlines() if line.startswith("{")] == [1, 2, 3]


def test_entries_that_cannot_be_read_stop_the_import(project: Path) -> None:
    """What they are is not known, so it would be imported again."""
    write(project, {"incidents/broken.md": "---\ntitle: [\n---\n"})
    table(project, FIRE)
    before = tree(project)
    result = run("t.csv")
    assert (result.exit_code, result.stdout) == (1, "Nothing was written.\n")
    assert tree(project) == before


def test_ctrl_c_leaves_whole_rows_and_the_same_command_goes_on(project: Path) -> None:
    """What was written is known again."""
    table(project, *(f"{number},Fire,2024-03-05,Testville,,,fire,,," for number in range(5)))

    def tell(outcome: RowOutcome) -> None:
        if outcome.row == 4:
            raise KeyboardInterrupt

    result = bring_tables(project, [project / "t.csv"], TableWishes(today=TODAY), tell)
    assert (result.was_interrupted, result.is_done, result.incidents) == (True, False, 3)
    assert len(list((project / "content/incidents").iterdir())) == 3
    again = bring_tables(project, [project / "t.csv"], TableWishes(today=TODAY))
    assert (again.known, again.incidents, again.is_done) == (3, 2, True)


def test_a_full_disk_ends_it_with_one_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written stays whole."""
    table(project, *(f"{number},Fire,2024-03-05,Testville,,,fire,,," for number in range(5)))
    create = disk._create  # noqa: SLF001 - what writes each file
    made: list[Path] = []

    def full(target: Path, content: str) -> None:
        if len(made) == 2:
            raise OSError(28, "No space left on device")
        made.append(target)
        create(target, content)

    monkeypatch.setattr(disk, "_create", full)
    result = run("t.csv")
    assert result.exit_code == 1
    assert result.stdout == "Wrote 2 incidents.\n"
    assert result.stderr == (
        "content/incidents/2024-03-05-fire-3.md: error: cannot be written: No space left on device; "
        "nothing more can be written [disk-full]\n"
    )


def test_no_file_is_overwritten(project: Path) -> None:
    """A name that is taken is passed over, also by what is no good entry."""
    write(project, {"incidents/2024-03-05-fire-at-the-mill.md": incident("Another")})
    table(project, FIRE)
    assert run("t.csv").stdout == "Wrote 1 incident.\n"
    assert "title: Fire at the mill" in text(project, "2024-03-05-fire-at-the-mill-2")


FILES = ("incidents.csv", "incidents-excel.csv", "incidents-hxl.csv", "incidents.json", "incidents.geojson")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a chronicle that has everything."""
    folder = make_site(tmp_path_factory.mktemp("published"), rich.FILES)
    build_site(folder)
    return folder / "site/data/v1"


@pytest.mark.parametrize("name", FILES)
def test_what_is_published_comes_back_the_same(name: str, published: Path, tmp_path: Path) -> None:
    """Exported, imported into an empty chronicle of the same settings, exported again: the same bytes."""
    project = make_site(tmp_path, {"chronicle.toml": rich.CONFIG})
    result = bring_tables(project, [published / name], TableWishes(today=TODAY))
    assert (result.problems, result.is_done) == ((), True)
    build_site(project)
    assert (project / "site/data/v1" / name).read_bytes() == (published / name).read_bytes()
    again = bring_tables(project, [published / name], TableWishes(today=TODAY))
    assert (again.incidents, again.locations, again.changed, again.bad) == (0, 0, 0, 0)


def test_what_our_own_table_says_otherwise_of_a_place_is_told(project: Path) -> None:
    """A cell that does not count, since the id beside it names the place, is not passed over in silence."""
    files = {
        "incidents/a.md": incident(locations="[testville, mill]"),
        "locations/mill.md": location("Mill", kind="site", coordinates="[51.5, 0.2]", spellings="[The mill]"),
    }
    write(project, files)
    build_site(project)
    with (project / "site/data/v1/incidents.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)

    def told(**changes: str) -> tuple[str, ...]:
        made = io.StringIO()
        writer = csv.DictWriter(made, row)
        writer.writeheader()
        writer.writerow({**row, **changes})
        (project / "t.csv").write_text(made.getvalue(), "utf-8")
        outcomes: list[RowOutcome] = []
        bring_tables(project, [project / "t.csv"], TableWishes(today=TODAY), outcomes.append)
        return outcomes[0].differences

    assert told() == told(locations="Testville; The mill") == ()
    assert told(location="Mill", latitude="52", location_kind="town", locations="Testville; Dam") == (
        'name of testville "Mill", its entry "Testville"',
        "kind of testville town, its entry nothing",
        "coordinates of testville 52, 0.1, its entry 51.5, 0.1",
        'name of mill "Dam", its entry "Mill"',
    )
    assert told(location_precision="exact") == ("precision of testville exact, its entry vicinity",)


@pytest.mark.parametrize("name", ["acled.csv", "ucdp-ged.csv", "timeline.json"])
def test_what_is_published_in_the_columns_of_others_makes_nothing_twice(
    name: str, published: Path, tmp_path: Path
) -> None:
    """In the chronicle that it comes from each row is known by the name of its entry."""
    project = make_site(tmp_path, rich.FILES)
    before = tree(project / "content")
    result = bring_tables(project, [published / name], TableWishes(today=TODAY))
    assert (result.incidents, result.locations, result.actors, result.bad) == (0, 0, 0, 0)
    assert tree(project / "content") == before


def test_a_name_is_an_entry_only_if_it_was_there_before_the_table(project: Path) -> None:
    """A new entry may get the name that a later row had elsewhere; these are two incidents."""
    head = "event_id_cnty,event_date,sub_event_type,location,source"
    rows = ("X1,2024-03-05,Attack,Testville,Daily", "2024-03-05-attack-in-testville,2024-03-05,Attack,Elsewhere,Daily")
    write(project, {"incidents/new.md": incident("Fire", "2024-03-05", aliases="[incidents/old.html]")})
    table(project, *rows, "old,2024-03-05,Attack,Testville,Daily", head=head)
    told: list[RowOutcome] = []
    bring_tables(project, [project / "t.csv"], TableWishes(today=TODAY), told.append)
    assert [(each.status, each.path) for each in told] == [
        ("new", "content/incidents/2024-03-05-attack-in-testville.md"),
        ("new", "content/incidents/2024-03-05-attack-in-elsewhere.md"),
        ("changed", "content/incidents/new.md"),  # by its earlier name
    ]
    assert not any(each.startswith("ids ") for each in told[2].differences)


def rows(number: int) -> Sequence[str]:
    """Rows with a place and a text each."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for each in range(number):
        writer.writerow([each, f"Fire {each}", "2024-03-05", f"Town {each % 50}", "", "", "fire", 3, "Daily", ""])
    return buffer.getvalue().splitlines()


def test_the_memory_does_not_grow_with_the_rows(project: Path) -> None:
    """A row leaves its names behind, and nothing else."""
    table(project, *rows(200))
    bring_tables(project, [project / "t.csv"], TableWishes(today=TODAY, is_trial=True))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table(project, *rows(3000))
    result = bring_tables(project, [project / "t.csv"], TableWishes(today=TODAY, is_trial=True))
    assert result.incidents == 3000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8 * 1024  # kB
