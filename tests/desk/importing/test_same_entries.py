"""The same seeds make the same entries, wherever and in whatever order they are brought in."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sites import location, make_site, tree

if TYPE_CHECKING:
    from pathlib import Path

SEEDS: dict[str, str] = {
    "seeds/a.txt": (
        "date: 2023-10-17\nBAGHDAD, Oct 17 (Reuters) - A car bomb exploded in Tikrit on Monday, killing two people. "
        "Police came.\n"
    ),
    "seeds/b.txt": (
        "date: 2023-11-02\nBASRA, Nov 2 (AFP) - Gunmen shot dead three soldiers in Basra on Wednesday, the army said.\n"
    ),
    "seeds/c.html": (
        "<html><head><title>Drone hits Erbil</title></head><body><article><p>ERBIL, Dec 5, 2023 (AP) - A drone hit a "
        "base in Erbil on Monday, wounding four people, officials said. Nobody claimed it.</p></article></body></html>"
    ),
    "seeds/d.csv": (
        "id,date,title,place,actors,killed\na-1,2024-03-05,Fire,İstanbul,Güç,2\na-2,2024-03-06,Raid,Straße,Güç,0\n"
        "a-3,2024-03-07,Blast,Old Town,Police,1\n"
    ),
}
CASES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "time zone": ({"TZ": "Pacific/Kiritimati"}, ("seeds",)),
    "locale": ({"LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, ("seeds",)),
    "hash seed": ({"PYTHONHASHSEED": "4711"}, ("seeds",)),
    "somebody else": ({"HOME": "/nowhere", "USER": "eve", "PYTHONOPTIMIZE": "2"}, ("seeds",)),
    "one by one": ({}, tuple(SEEDS)),
    "the other way round": ({}, tuple(reversed(SEEDS))),
    "by another path": ({}, ("../project/seeds",)),
}


def entries_of(folder: Path, variables: dict[str, str], seeds: tuple[str, ...]) -> dict[str, bytes]:
    """What an import of these seeds makes of a project."""
    project = make_site(folder / "project", {"locations/old-town.md": location("Old Town"), **SEEDS})
    command = [sys.executable, "-m", "chronicle", "import", *seeds]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **variables}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return tree(project / "content")


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an import makes here and now."""
    return entries_of(tmp_path_factory.mktemp("here"), {}, ("seeds",))


def test_an_import_says_on_which_day_it_was_made(entries: dict[str, bytes]) -> None:
    """The day is that of the variable; articles, incidents and places came of the seeds."""
    assert {name.partition("/")[0] for name in entries} == {"articles", "incidents", "locations"}
    assert len([name for name in entries if name.startswith("incidents/")]) == 6
    assert b"added: 2023-11-14\n" in entries["incidents/2024-03-05-fire.md"]


@pytest.mark.parametrize("case", CASES)
def test_the_surroundings_reach_no_entry(tmp_path: Path, case: str, entries: dict[str, bytes]) -> None:
    """Time zone, locale, hash seed, user, and the order and path of seeds that have nothing in common."""
    assert entries_of(tmp_path, *CASES[case]) == entries


@pytest.mark.parametrize("name", ["a  b", "\u00a0a", "a\tb", "a\nb", "\u2028a", "e\u0301", "#a: b", "null"])
def test_a_seed_of_any_name_that_a_text_can_be_is_imported(tmp_path: Path, name: str) -> None:
    """The name stands in its article as a line that is read back the same, and it is known again."""
    seed = f"{name}.txt"
    project = make_site(tmp_path, {f"seeds/{seed}": SEEDS["seeds/a.txt"]})
    for said in ("Wrote 1 article", "Nothing new."):
        command = [sys.executable, "-m", "chronicle", "import", "seeds"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
