"""The measuring of speed, on a record of fifty incidents: it measures what it says, and goes on working."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chronicle_site import incident_path, write_chronicle
from corpus import Corpus, corpus, incident
from hugo_site import RELATED, set_related, write_hugo
from latency import serve_latencies
from measuring import CommandError, Cost, cost_of, typical
from scenarios import SCENARIOS, Bench, clear, restore
from sites import build_site, page, tree
from speed import ENVIRONMENT, main, measure_costs, measure_growth, measure_starts
from speed_tables import costs_table, growth_table, ratios_table, served_table

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTRIES = 50
HUNDRED = "import time; held = bytearray(100_000_000); held[::4096] = b'x' * len(held[::4096]); time.sleep(1)"


@pytest.fixture(scope="module")
def record() -> Corpus:
    """A record that is made in a moment."""
    return corpus(ENTRIES)


@pytest.fixture
def bench(record: Corpus, tmp_path: Path) -> Bench:
    """The record in a folder of its own."""
    write_chronicle(record, tmp_path / "chronicle")
    return Bench(record=record, folder=tmp_path / "chronicle")


# ---- the record


def test_the_record_is_the_same_each_time(record: Corpus) -> None:
    """The same seed makes the same record, another one another; an incident needs none of those before it."""
    again = corpus(ENTRIES)
    assert again == record
    assert incident(again, 40) == list(record.incidents())[40]
    assert corpus(ENTRIES, seed=8) != record


def test_the_record_is_like_one_that_is_kept(record: Corpus) -> None:
    """Bodies of some 5 kB, in the order of days, with all that Markdown has; a few places have most of them."""
    made = list(corpus(400).incidents())
    text = "\n".join(each.text for each in made)
    assert 4000 < len(text) / len(made) < 6000
    assert [each.date for each in made] == sorted(each.date for each in made)
    assert len({each.slug for each in made}) == len(made)
    for part in (
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n## ",
        "\n|---|",
        "**",
        "](https://",
        "`",
        "[[",
        "[^1]:",
        "|the first time]]",
    ):
        assert part in text, part
    depth = {place.slug: place for place in record.places}
    assert all(not place.parent or place.parent in depth for place in record.places)
    first = [each.places[0] for each in made]
    assert max(map(first.count, first)) > 2 * len(first) / len(set(first))


def test_chronicle_has_nothing_to_say_about_the_record(bench: Bench) -> None:
    """It is built strictly: there is no warning whose printing would be measured, and every incident has a page."""
    result = build_site(bench.folder, strict=True)
    assert (result.problems, result.converted) == ((), ENTRIES)
    assert all(page(bench.folder, f"incidents/{each.slug}.html") for each in bench.record.incidents())


def test_hugo_gets_the_same_record(record: Corpus, tmp_path: Path) -> None:
    """The same incidents, places, actors and types, with ordinary links, and related entries as they are asked for."""
    folder = tmp_path / "hugo"
    write_hugo(record, folder)
    files = tree(folder / "content")
    names = {Path(name).stem for name in files if name.startswith("incidents/2") and not name.endswith("_index.md")}
    assert names == {each.slug for each in record.incidents()}
    assert all(f"locations/{place.slug}/_index.md" in files for place in record.places)
    assert not any(b"[[" in text for text in files.values())
    for keys in RELATED.values():
        set_related(folder, keys)
        assert (folder / "hugo.toml").read_text("utf-8").count("[[related.indices]]") == len(keys)
        assert ("Related" in (folder / "layouts" / "page.html").read_text("utf-8")) == bool(keys)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_changes_what_it_says_and_is_taken_back(bench: Bench, name: str) -> None:
    """After each there is the folder as it was written."""
    before = tree(bench.folder)
    SCENARIOS[name].change(bench)
    now = tree(bench.folder)
    changed = {file for file in before | now if before.get(file) != now.get(file)}
    expected = {
        **{key: {incident_path(bench.rewritten, bench.folder)} for key in ("body", "defaults-body")},
        **{key: {incident_path(bench.retitled, bench.folder)} for key in ("title", "defaults-title")},
        **{key: {incident_path(bench.added, bench.folder)} for key in ("added", "defaults-added")},
        **{
            key: {bench.folder / "chronicle.toml"}
            for key in ("site-title", "defaults", "defaults-site-title", "full-text")
        },
    }
    assert {bench.folder / file for file in changed} == expected.get(name, set())
    restore(bench)
    assert tree(bench.folder) == before


# ---- what is measured


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares memory out")
def test_memory_is_that_of_all_processes(tmp_path: Path) -> None:
    """What a child of a child holds is counted, and what two share is counted once."""
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HUNDRED!r}], check=True)"
    found = cost_of((sys.executable, "-c", child), tmp_path).memory
    assert found
    assert found > 95
    forked = f"import os\n{HUNDRED.replace('time.sleep(1)', 'child = os.fork(); time.sleep(1)')}\nchild and os.wait()"
    found = cost_of((sys.executable, "-c", forked), tmp_path).memory
    assert found
    assert 95 < found < 160


def test_processor_time_is_that_of_all_processes(tmp_path: Path) -> None:
    """What a child computed is counted."""
    work = "import time\nwhile time.process_time() < 0.3: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True)"
    assert cost_of((sys.executable, "-c", parent), tmp_path).processor > 0.3


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    """What it said last is said."""
    with pytest.raises(CommandError, match=r"exit code 3\nno site"):
        cost_of((sys.executable, "-c", "import sys; print('no site'); sys.exit(3)"), tmp_path, os.environ)


def test_the_typical_cost_is_the_median_of_each_figure() -> None:
    """One slow round says nothing; a memory that was not measured is none."""
    costs = [Cost(wall=wall, processor=2 * wall, memory=None) for wall in (1.0, 90.0, 2.0)]
    assert typical(costs) == Cost(wall=2.0, processor=4.0, memory=None)


def test_builds_are_measured_and_shown_beside_their_peer(bench: Bench) -> None:
    """A row a scenario, and the ratios to what Hugo took in the same round."""

    def peer() -> Mapping[str, Cost]:
        return {"Hugo cold, related by all keys": Cost(wall=1000.0, processor=1.0, memory=None)}

    costs = measure_costs(bench, ("body",), peer)
    assert list(costs) == ["cold", "Hugo cold, related by all keys", "body"]
    rows = costs_table(costs).splitlines()
    assert rows[0] == "|  | s | processor s | MB |"
    assert rows[3] == "| Hugo cold, related by all keys | 1000.0 | 1.00 | not measured |"
    assert rows[4].startswith("| one body edited | ")


def test_a_ratio_is_to_a_site_of_hugos() -> None:
    """A row a scenario; a memory that was not measured has none, and without Hugo there is no table."""
    costs = {
        "cold": Cost(wall=5.0, processor=2.0, memory=30.0),
        "Hugo cold, related by all keys": Cost(wall=20.0, processor=4.0, memory=None),
        "Hugo cold, related by places": Cost(wall=1.0, processor=1.0, memory=1.0),
        "Hugo cold, related by none": Cost(wall=10.0, processor=4.0, memory=120.0),
    }
    assert ratios_table(costs).splitlines() == [
        "|  | s ÷ Hugo, all keys | processor s | MB | s ÷ Hugo, none | processor s | MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
        "| cold | 0.250 | 0.500 |  | 0.500 | 0.500 | 0.25 |",
    ]
    assert ratios_table({"cold": costs["cold"]}) == ""


def test_the_preview_is_measured_from_save_to_page(bench: Bench) -> None:
    """Each edit is seen, in its own time; afterwards nothing of them is left."""
    before = tree(bench.folder / "content")
    served = serve_latencies(bench, ENVIRONMENT, edits=2)
    assert len(served.seconds) == 2
    assert all(0 < found < 60 for found in served.seconds)
    assert tree(bench.folder / "content") == before
    assert served_table(served).splitlines()[2].startswith("| 2 edits | ")


def test_growth_and_start_are_measured(tmp_path: Path) -> None:
    """A row a size, with what became of the size before; each way to start the program."""
    rows = growth_table(measure_growth((4, 8), tmp_path)).splitlines()
    assert [row.split("|")[1].strip() for row in rows[2:]] == ["4", "8"]
    assert list(measure_starts(tmp_path, starts=1)) == ["--version", "--help"]


def test_what_a_build_made_lies_aside_until_all_is_measured(bench: Bench) -> None:
    """A disk that deletes many files would take its time for those of the next build."""
    before = tree(bench.folder)
    build_site(bench.folder)
    made = {name: text for name, text in tree(bench.folder).items() if name not in before}
    clear(bench)
    assert tree(bench.folder) == before
    assert (
        made.items()
        <= {name.split("/", 1)[1]: text for name, text in tree(bench.folder.parent).items() if "/" in name}.items()
    )


def test_the_command_prints_a_table_and_writes_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The machine, then the tables that were asked for; nothing of the record is left."""
    figures = tmp_path / "figures.json"
    words = "--entries 24 --rounds 1 --only nothing --no-hugo".split()
    main([*words, "--folder", str(tmp_path), "--json", str(figures)])
    head, _, rows = capsys.readouterr().out.partition("\n\n")
    assert head.startswith("24 entries, medians of 1 round. ")
    assert [row.split("|")[1].strip() for row in rows.splitlines()[2:]] == ["cold", "nothing changed"]
    assert set(json.loads(figures.read_text("utf-8"))["costs"]) == {"cold", "nothing"}
    assert list(tmp_path.iterdir()) == [figures]


@pytest.mark.parametrize(
    "words", [["--only", "cold,warm"], ["--entries", "9"], ["--rounds", "0"], ["--folder", "/nowhere"]]
)
def test_what_cannot_be_measured_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A part that there is not, no entries, no rounds, no folder."""
    with pytest.raises(SystemExit):
        main([*words, "--no-hugo"])
    assert words[0] in capsys.readouterr().err
