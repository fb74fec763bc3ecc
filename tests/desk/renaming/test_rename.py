"""Renaming an entry: what means it goes on meaning it, nothing else changes, all of it is done or nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

import pytest
from click.testing import CliRunner
from rich import FILES
from sites import CONFIG, build_site, entry, file_of, incident, linked, location, make_site, page, write
from sites import tree as every_file

from chronicle.building.cache import FOLDER, Cache
from chronicle.building.inputs import Inputs, Options, read_inputs
from chronicle.cli import main
from chronicle.desk.checking.check import check
from chronicle.desk.renaming import rename as renaming
from chronicle.desk.renaming.picking import RenameError
from chronicle.desk.renaming.referring import FIELDS
from chronicle.desk.renaming.rename import plan, rename
from chronicle.entries.fields import entry_fields
from chronicle.entries.kinds import FOLDERS, KINDS
from chronicle.entries.records import Claim, Dateline, Evidence, Picture, Role, Source, Update
from chronicle.entries.values import REFERENCE
from chronicle.intake import disk
from chronicle.text.frontmatter import Text

if TYPE_CHECKING:
    from pathlib import Path

    from chronicle.desk.renaming.renamed import Renaming

NOW: Final = dt.date(2024, 5, 1)
LINKS: Final = """\
[[old-harbour]] [[location:old-harbour|it]] [[Old Harbour]] [[harbour-strike]] [[guard]] [[feature]] [[about]]
[one](../locations/old-harbour.html#map) [two](../incidents/harbour-strike.md) [three](../about.html) [four][4]
[five](../locations/old-harbour.xml) `[[old-harbour]]` and `[no](../locations/old-harbour.html)`

[4]: ../articles/feature.html
"""
# The rich chronicle with one of each sort of entries that are all alike, and every way to name an entry.
_ALIKE: Final = re.compile(r"incidents/many-(?!000)|\w+/p-(?!exact)|\w+/k-(?!city|police)")
RICH: Final = {name: text for name, text in FILES.items() if not _ALIKE.match(name)} | {
    "incidents/named.md": incident(
        "Named", "2023-11-05", LINKS, actors="[guard, {actor: target-force}]", follows="incident:no", part_of="part"
    ).replace("follows: incident:no\n", "follows: taken-back # the bridge\n"),
    "notes/links.md": entry(LINKS, title="Links"),
}
ENTRIES: Final = sorted(name for name in RICH if name.split("/")[0] in FOLDERS)


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> tuple[Inputs, Cache]:
    """The rich chronicle, read, and a cache."""
    inputs = read_inputs(make_site(tmp_path_factory.mktemp("rich"), RICH))
    assert isinstance(inputs, Inputs)
    return inputs, Cache(None)


def renamed(files: dict[str, str], planned: Renaming) -> dict[str, str]:
    """The files as a rename leaves them, named below content/."""
    after = dict(files)
    for change in (*planned.changes, planned.moved):
        after[change.path.removeprefix("content/")] = change.after.decode()
    moved = after.pop(planned.name.old_path.removeprefix("content/"))
    return {**after, planned.name.new_path.removeprefix("content/"): moved}


def plain(value: Any, new: str, old: str) -> Any:  # noqa: ANN401 - whatever a chronicle is made of
    """A chronicle as plain values, with a slug put back, and without what a rename adds and where problems stand."""
    if isinstance(value, Text):
        return plain(value.body, new, old)
    if dataclasses.is_dataclass(value) or hasattr(value, "_fields"):
        names = getattr(value, "_fields", ()) or [field.name for field in dataclasses.fields(value)]
        return [(name, plain(getattr(value, name), new, old)) for name in names if name not in {"aliases", "problem"}]
    if isinstance(value, dict):
        return [(plain(key, new, old), plain(item, new, old)) for key, item in value.items()]
    if isinstance(value, tuple | list):
        return [plain(item, new, old) for item in value]
    return value.replace(new, old) if isinstance(value, str) else value


@pytest.mark.parametrize("name", ENTRIES)
def test_after_any_rename_the_chronicle_is_the_same_up_to_the_slug(rich: tuple[Inputs, Cache], name: str) -> None:
    """Every field and text means what it meant, in the same order; no problem comes or goes; no address is lost."""
    files = {path: text for path, text in RICH.items() if path in ENTRIES and isinstance(text, str)}
    old = name.rpartition("/")[2].removesuffix(".md")
    new = f"{old}-0"  # next in every order by slug
    config = str(RICH["chronicle.toml"])
    planned = plan(rich[0], config.encode(), f"content/{name}", new, rich[1])
    before, problems = linked(files, config=config, drafts=True)
    after, found = linked(renamed(files, planned), config=config, drafts=True)
    assert plain(after, new, old) == plain(before, old, old)
    assert [re.sub(r"\d+:\d+", "", line.replace(new, old)) for line in found] == [
        re.sub(r"\d+:\d+", "", line) for line in problems
    ]
    assert planned.alias == ("" if old == "draft" else planned.name.address)


def test_every_field_that_refers_to_an_entry_is_known() -> None:
    """The table of what a rename changes has all references of the field table, but those to settings."""
    found = {
        (kind, field.name if rule is REFERENCE else f"{field.name}.*")
        for kind, cls in KINDS.items()
        for field in entry_fields(cls)
        if (rule := field.metadata["kind"]) is REFERENCE or rule.schema.get("items") is REFERENCE.schema
    }
    for field, cls in {"actors": Role, "casualties": Claim, "sources": Source}.items():
        inner = [each.name for each in entry_fields(cls) if each.metadata["kind"] is REFERENCE]
        found |= {("incident", f"{field}.*.{name}") for name in inner}
    for other in (Picture, Update, Evidence, Dateline):
        assert all(each.metadata["kind"] is not REFERENCE for each in entry_fields(other))
    settings = {("incident", "types.*"), ("incident", "grade")}
    assert found - settings == {(kind, field) for kind, fields in FIELDS.items() for field, _ in fields}


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a project, without its cache."""
    return {name: data for name, data in every_file(folder).items() if FOLDER not in name}


# ---- what changes


def done(folder: Path, old: str, new: str) -> Renaming:
    """A rename that must succeed, after which nothing new is wrong."""
    before = {(each.code, each.message) for each in check(folder, Options(), now=NOW).problems}
    planned = rename(folder, old, new)
    assert {(each.code, each.message) for each in check(folder, Options(), now=NOW).problems} <= before
    return planned


def text(folder: Path, name: str) -> str:
    """A file of the project, its line ends as they are."""
    return file_of(folder, name).read_bytes().decode()


HARBOUR = {"locations/old-harbour.md": location("Harbour", kind="port", spellings="[Port]")}


def test_fields_texts_and_addresses_change_and_nothing_else(tmp_path: Path) -> None:
    """What names the slug changes where it stands; names, spellings, code, comments and quotes stay."""
    body = (
        "[[old-harbour]], [[Old  Harbour]], [[Port]], [[location:old-harbour|here]], `[[old-harbour]]`,\n"
        "[x](../locations/old-harbour.html#top 'old-harbour'), [y](../locations/sub/old-harbour.md), old-harbour.\n\n"
        "| a | b |\n|---|---|\n| [[Old Harbour]] | b |\n\n    [[old-harbour]]\n"
    )
    write_in = incident(
        "A", "2024", body, locations="[ Port, 'old-harbour',Old Harbour ]  # old-harbour", tags="[old-harbour]"
    )
    make_site(tmp_path, {**HARBOUR, "incidents/a.md": write_in})
    planned = done(tmp_path, "old-harbour", "new-harbour")
    assert text(tmp_path, "incidents/a.md") == write_in.replace(
        "[ Port, 'old-harbour',Old Harbour ]", "[ Port, new-harbour,new-harbour ]"
    ).replace("[[old-harbour]], [[Old  Harbour]],", "[[new-harbour]], [[new-harbour|Old Harbour]],").replace(
        "[[location:old-harbour|here]]", "[[location:new-harbour|here]]"
    ).replace("(../locations/old-harbour.html#top", "(../locations/new-harbour.html#top").replace(
        "(../locations/sub/old-harbour.md)", "(../locations/sub/new-harbour.md)"
    ).replace("| [[Old Harbour]] |", "| [[new-harbour\\|Old Harbour]] |")
    assert sum(change.references for change in (planned.moved, *planned.changes)) == 8
    assert text(tmp_path, "locations/new-harbour.md") == HARBOUR["locations/old-harbour.md"].replace(
        "[Port]\n", "[Port]\naliases: [locations/old-harbour.html]\n"
    )
    assert not file_of(tmp_path, "locations/old-harbour.md").exists()


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    """A file from another system is changed in its own way, by a rename of what it names and by its own."""
    written = "\ufeff" + incident("A", "2024", "One [[old-harbour]]\nand\n", locations="[old-harbour]").replace(
        "\n", "\r\n"
    )
    make_site(tmp_path, {**HARBOUR, "incidents/a.md": written.encode()})
    done(tmp_path, "old-harbour", "x")
    expected = written.replace("[old-harbour]", "[x]")
    assert text(tmp_path, "incidents/a.md") == expected
    done(tmp_path, "a", "b")
    assert text(tmp_path, "incidents/b.md") == expected.replace(
        "locations: [x]\r\n", "locations: [x]\r\naliases: [incidents/a.html]\r\n"
    )


def test_the_old_address_leads_to_the_new_page_and_renaming_back_leads_the_other_way(tmp_path: Path) -> None:
    """An address that was public stays one, and the entry's own earlier address may become its address again."""
    make_site(tmp_path, {"incidents/a.md": incident("A", aliases="[incidents/z.html]  # first")})
    done(tmp_path, "a", "b")
    build_site(tmp_path)
    assert 'url=../incidents/b.html"' in page(tmp_path, "incidents/a.html")
    done(tmp_path, "b", "a")
    build_site(tmp_path)
    assert "aliases: [incidents/z.html, incidents/b.html]  # first\n" in text(tmp_path, "incidents/a.md")
    assert 'url=../incidents/a.html"' in page(tmp_path, "incidents/b.html")


def test_a_draft_was_never_public_and_leaves_no_alias(tmp_path: Path) -> None:
    """Its references change nevertheless."""
    draft = incident("A", status="draft", follows="b")
    make_site(tmp_path, {"incidents/a.md": draft, "incidents/b.md": incident("B", status="draft", follows="c"),
                         "incidents/c.md": incident("C")})  # fmt: skip
    done(tmp_path, "b", "d")
    assert text(tmp_path, "incidents/a.md") == draft.replace("follows: b", "follows: d")
    assert "aliases" not in text(tmp_path, "incidents/d.md")


def test_a_note_changes_in_the_menu(tmp_path: Path) -> None:
    """The settings keep their comments and quotes."""
    menu = "\n[menu]\n# about.html\n'Who' = 'about.html' # about.html\n\"about.html\" = \"map.html\"\n"
    placed = {"incidents/a.md": incident(locations="[p]"), "locations/p.md": location("P", coordinates="[1, 2]")}
    make_site(tmp_path, {"chronicle.toml": CONFIG + menu, "notes/about.md": entry("x", title="About"), **placed})
    done(tmp_path, "about", "who")
    expected = menu.replace("'about.html'", "'who.html'")
    assert text(tmp_path, "chronicle.toml") == CONFIG + expected


def test_a_menu_that_is_written_in_an_unusual_way_is_left_to_the_editor(tmp_path: Path) -> None:
    """What cannot be changed for certain stops the rename before anything is written."""
    menu = '\n[menu]\n"Who" = """about\\\n.html"""\n'
    make_site(tmp_path, {"chronicle.toml": CONFIG + menu, "notes/about.md": entry("x", title="About")})
    why = "chronicle.toml: its menu is written in an unusual way; write who.html for about.html there"
    refused(tmp_path, "about", "who", why)


def test_another_folder_changes_no_address(tmp_path: Path) -> None:
    """A path as NEW moves the file; a link to the very file on GitHub is led there."""
    note = entry("[a](../incidents/a.md#x) [[a]]", title="N")
    make_site(tmp_path, {"incidents/a.md": incident("A"), "notes/n.md": note})
    planned = done(tmp_path, "a", "content/incidents/2024/")
    assert (planned.alias, planned.name.new_path) == ("", "content/incidents/2024/a.md")
    done(tmp_path, "content/incidents/2024/a.md", "incidents/2025/b.md")
    assert text(tmp_path, "notes/n.md") == note.replace("a.md#x", "b.md#x").replace("[[a]]", "[[b]]")
    moved = done(tmp_path, "b", "c")
    assert moved.name.new_path == "content/incidents/2025/c.md"


def test_a_link_names_the_kind_when_another_kind_has_the_new_slug(tmp_path: Path) -> None:
    """Slugs are unique within a kind only."""
    make_site(tmp_path, {"incidents/a.md": incident("A", body="[[p]] [[actor:q]]", locations="[p]"),
                         "locations/p.md": location("P"), "actors/q.md": location("Q")})  # fmt: skip
    done(tmp_path, "location:p", "q")
    assert "locations: [q]\n" in text(tmp_path, "incidents/a.md")
    assert "\n[[location:q]] [[actor:q]]\n" in text(tmp_path, "incidents/a.md")


def test_a_claim_names_its_article_only_where_that_is_cited(tmp_path: Path) -> None:
    """Where it is not cited the word is some publisher's, or a mistake, and is none of a rename's business."""
    files = {
        "articles/r.md": entry("x", title="R", publisher="Paper"),
        "incidents/a.md": incident("A", sources="[{article: R}]", casualties="[{killed: 1, source: r}]"),
        "incidents/b.md": incident("B", sources="[{publisher: r}]", casualties="[{killed: 1, source: r}]"),
    }
    make_site(tmp_path, files)
    done(tmp_path, "article:r", "s")
    assert text(tmp_path, "incidents/a.md") == files["incidents/a.md"].replace("source: r", "source: s")
    assert text(tmp_path, "incidents/b.md") == files["incidents/b.md"]


def test_one_of_two_files_of_one_name_takes_no_reference_along(tmp_path: Path) -> None:
    """Renaming it is how that error is mended; the other one keeps the address."""
    make_site(tmp_path, {"incidents/x/a.md": incident("A"), "incidents/y/a.md": incident("B"),
                         "incidents/b.md": incident("C", follows="a")})  # fmt: skip
    planned = done(tmp_path, "content/incidents/y/a.md", "d")
    assert (planned.alias, planned.changes) == ("", ())
    assert text(tmp_path, "incidents/y/d.md") == incident("B")
    assert check(tmp_path, Options(), now=NOW).is_done


def test_what_had_no_entry_and_means_it_from_now_on_is_told(tmp_path: Path) -> None:
    """A place that was known by name only is what an editor had meant."""
    make_site(tmp_path, {"incidents/a.md": incident("A", body="[[new-port]]", locations="[New Port]"),
                         "locations/nwe-port.md": location("N")})  # fmt: skip
    assert done(tmp_path, "nwe-port", "new-port").notes == (
        'content/incidents/a.md:5: "New Port" had no entry, and means this one from now on',
        'content/incidents/a.md:8: "new-port" had no entry, and means this one from now on',
    )


def test_other_problems_do_not_stand_in_the_way(tmp_path: Path) -> None:
    """Warnings, errors between entries, and files that cannot be read and do not name it."""
    make_site(tmp_path, {"incidents/a.md": incident("A", locations="[nowhere]", sources="", follows="gone"),
                         "incidents/b.md": incident("B", follows="a"), "incidents/c.md": "no fence"})  # fmt: skip
    done(tmp_path, "a", "z")
    assert "follows: z\n" in text(tmp_path, "incidents/b.md")


# ---- what is refused


def refused(folder: Path, old: str, new: str, *why: str) -> None:
    """A rename that must be refused, in these lines, with nothing changed."""
    before = tree(folder)
    with pytest.raises(RenameError) as error:
        rename(folder, old, new)
    assert str(error.value).split("\n") == list(why)
    assert tree(folder) == before


A, B = "content/incidents/a.md", "content/incidents/b.md"
REFUSED = {
    "chronicle.toml": CONFIG,
    "incidents/a.md": incident("Fire"),
    "incidents/b.md": incident("Fire", aliases="[incidents/old.html]"),
    "locations/a.md": location("Harbour", spellings="[Port]"),
    "notes/n.md": entry("x", title="N"),
}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("harbuor", "x", 'there is no entry "harbuor" (did you mean "Harbour"?)'),
        ("content/incidents/x.md", "x", 'there is no entry "content/incidents/x.md"'),
        ("a", "x", '"a" can mean incident:a, location:a; write the one you mean'),
        ("fire", "x", '"fire" can mean incident:a, incident:b; write the one you mean'),
        ("Port", "The Port", '"The Port" cannot be the name of an entry; write the-port'),
        ("Port", "index", '"index" cannot be the name of an entry; write x-index'),
        ("Port", "a", "content/locations/a.md has this name already"),
        ("incident:a", "b", "content/incidents/b.md is there already, and nothing is overwritten"),
        ("incident:a", "incidents/2024/b", "content/incidents/b.md has this name already"),
        ("incident:a", "old", f"incidents/old.html is an earlier address of {B}; choose another name"),
        ("incident:a", "notes/x", f'"notes/x" lies in no folder of incidents; {A} is an incident and stays one'),
        ("incident:a", "incidents/../x", '"incidents/.." cannot be a folder of entries; write a plain name'),
        ("incident:a", "/etc/x", f'"/etc/x" lies in no folder of incidents; {A} is an incident and stays one'),
        ("n", "map", '"map" is the name of a page of the site itself; write map-note'),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_or_is_taken_is_told(tmp_path: Path, old: str, new: str, why: str) -> None:
    """Each in one line with what to write instead."""
    refused(make_site(tmp_path, REFUSED), old, new, why)


def test_a_reference_that_would_mean_something_else_is_told(tmp_path: Path) -> None:
    """A slug goes before a name: a name that is written somewhere must not be taken over."""
    make_site(tmp_path, {"incidents/a.md": incident("A", locations="[port]"), "locations/p.md": location("Port"),
                         "locations/q.md": location("Q")})  # fmt: skip
    why = 'content/incidents/a.md:5: "port" would then mean location:port; write the slug of what it means first'
    refused(tmp_path, "q", "port", why)


def test_a_file_that_cannot_be_read_and_seems_to_name_it_is_told(tmp_path: Path) -> None:
    """It would be left behind."""
    make_site(tmp_path, {"incidents/a-b.md": incident("A"), "incidents/c.md": "follows: A b\n"})
    why = "content/incidents/c.md seems to name a-b and cannot be read: mend it first; chronicle check says how"
    refused(tmp_path, "a-b", "x", why)


def test_a_value_that_cannot_be_changed_in_its_line_is_told(tmp_path: Path) -> None:
    """A text of several lines is an editor's to mend."""
    make_site(tmp_path, {"incidents/a.md": incident("A"), "incidents/b.md": incident("B", follows="|-\n  a")})
    why = ("content/incidents/b.md: there is no value of one line at 5:10; write it plainly in line 5, where it names "
           "a, and rename again")  # fmt: skip
    refused(tmp_path, "a", "x", why)


def test_a_page_of_the_site_that_has_the_address_is_told(tmp_path: Path) -> None:
    """What only the plan of the whole site knows is found before anything is written."""
    make_site(tmp_path, {"notes/methods.md": entry("x", title="M")})
    why = (
        "content/notes/how.md:3:11: error: aliases: its page methods.html is also claimed by a page of the site itself "
        "[path-claimed-twice]"
    )
    refused(tmp_path, "methods", "how", "it would bring problems, so nothing was changed:", why)


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """Without them nothing can be proved."""
    make_site(tmp_path, {"chronicle.toml": "title =", "incidents/a.md": incident("A")})
    with pytest.raises(RenameError, match="the settings cannot be read"):
        rename(tmp_path, "a", "b")
    file_of(tmp_path, "chronicle.toml").unlink()
    with pytest.raises(
        RenameError,
        match=r"^chronicle\.toml is not here; go to the folder of a chronicle, or make one: chronicle init DIR$",
    ):
        rename(tmp_path, "a", "b")


def test_a_file_whose_name_no_entry_can_have_is_renamed_by_hand(tmp_path: Path) -> None:
    """It has no address and no references, so there is nothing to it but the file."""
    make_site(tmp_path, {"incidents/My Fire.md": incident("A")})
    why = ("content/incidents/My Fire.md is no entry under this name, so nothing refers to it: rename the file itself, "
           "to my-fire.md")  # fmt: skip
    refused(tmp_path, "incidents/My Fire.md", "my-fire", why)


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """Nothing is written outside the chronicle."""
    (tmp_path / "out").mkdir()
    make_site(tmp_path / "in", {"incidents/a.md": incident("A")})
    (tmp_path / "in/content/incidents/sub").symlink_to(tmp_path / "out")
    refused(tmp_path / "in", "a", "incidents/sub/b", "content/incidents/sub is no folder of this chronicle")


# ---- all or nothing

SEVERAL = {
    "incidents/a.md": incident("A"),
    "incidents/b.md": incident("B", follows="a"),
    "incidents/c.md": incident("C", body="[[a]]"),
    "notes/n.md": entry("[[a]]", title="N"),
}


def broken_off(folder: Path, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rename that is broken off after so many steps on the disk."""
    taken = iter(range(9))
    for module, name in ((disk, "_write_anew"), (disk, "_write_new"), (renaming, "_take_away")):
        real = getattr(module, name)

        def step(*args: object, real: Any = real) -> object:  # noqa: ANN401 - any of the three
            if next(taken) == steps:
                raise KeyboardInterrupt
            return real(*args)

        monkeypatch.setattr(module, name, step)
    with pytest.raises(KeyboardInterrupt):
        rename(folder, "a", "z")
    monkeypatch.undo()


@pytest.mark.parametrize("steps", range(5))
def test_a_rename_that_is_broken_off_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Ctrl-C at any step leaves every file as it was."""
    make_site(tmp_path, SEVERAL)
    before = tree(tmp_path)
    broken_off(tmp_path, steps, monkeypatch)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("steps", range(5))
def test_a_rename_that_was_killed_is_finished_by_running_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Whatever it had done, the end is the same, byte for byte."""
    clean = make_site(tmp_path / "clean", SEVERAL)
    rename(clean, "a", "z")
    killed = make_site(tmp_path / "killed", SEVERAL)
    for module in (disk, renaming):  # whoever is killed takes nothing back
        monkeypatch.setattr(module, "_take_back", lambda *_: None)
    broken_off(killed, steps, monkeypatch)
    rename(killed, "a", "z")
    assert tree(killed) == tree(clean)


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor's save between reading and writing is not lost."""
    make_site(tmp_path, SEVERAL)
    real = renaming.plan

    def late(*args: Any) -> Renaming:  # noqa: ANN401 - those of `plan`
        planned = real(*args)
        write(tmp_path, {"incidents/a.md": incident("A, again")})
        return planned

    monkeypatch.setattr(renaming, "plan", late)
    with pytest.raises(RenameError, match=r"content/incidents/a\.md was changed meanwhile; nothing was renamed"):
        rename(tmp_path, "a", "z")
    write(tmp_path, {"incidents/a.md": incident("A")})
    assert tree(tmp_path) == tree(make_site(tmp_path.with_name("again"), SEVERAL))


# ---- the command


def run(folder: Path, *words: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str], list[str]]:
    """The exit code, what was printed, and what was said of mistakes."""
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["rename", *words])
    return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()


def test_the_command_shows_each_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run shows what the run does, and writes nothing."""
    make_site(tmp_path, SEVERAL)
    before = tree(tmp_path)
    lines = [
        "content/incidents/a.md would become content/incidents/z.md",
        "content/incidents/z.md:5",
        "  + aliases: [incidents/a.html]",
        "content/incidents/b.md:5",
        "  - follows: a",
        "  + follows: z",
        "content/incidents/c.md:7",
        "  - [[a]]",
        "  + [[z]]",
        "content/notes/n.md:5",
        "  - [[a]]",
        "  + [[z]]",
    ]
    last = "3 references in 3 files would change. incidents/a.html would lead to the new page. Nothing was written."
    assert run(tmp_path, "a", "z", "--dry-run", monkeypatch=monkeypatch) == (0, [*lines, last], [])
    assert tree(tmp_path) == before
    lines[0] = "content/incidents/a.md is now content/incidents/z.md"
    last = "3 references in 3 files changed. incidents/a.html leads to the new page. Next: run chronicle check."
    assert run(tmp_path, "a", "z", monkeypatch=monkeypatch) == (0, [*lines, last], [])
    code, said, _ = run(tmp_path, "z", "incidents/sub/", monkeypatch=monkeypatch)
    assert (code, said[-1]) == (0, "No reference changed. Next: run chronicle check.")


def test_the_command_tells_wrong_usage_from_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """2 for words that mean nothing, 1 for what stands in the way; nothing raw reaches the terminal."""
    make_site(tmp_path, REFUSED)
    assert run(tmp_path, "zz\x1b", "x", monkeypatch=monkeypatch) == (2, [], ['Error: there is no entry "zz\\x1b"'])
    code, _, said = run(tmp_path, "incident:a", "old", monkeypatch=monkeypatch)
    assert (code, len(said)) == (1, 1)


def test_nothing_is_renamed_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    """It may refer to the entry, and nobody would know."""
    project = make_site(tmp_path, {"locations/port.md": location("Port"), "notes/long.md": "x" * 2_000_000})
    before = every_file(project / "content")
    with pytest.raises(RenameError) as caught:
        rename(project, "port", "harbour")
    assert str(caught.value) == ("content/notes/long.md cannot be read: it is larger than 1024 kB; nothing was renamed")
    assert every_file(project / "content") == before
