"""No control or direction character of a file, a name, a setting, a cell or git reaches a terminal: all commands."""

from __future__ import annotations

import json
import os
import unicodedata
from typing import TYPE_CHECKING, Final

import pytest
from processes import ran
from repositories import run as git
from sites import entry, location, make_site

if TYPE_CHECKING:
    from pathlib import Path

SIGNS: Final = "\x1b[31m\x07\x9b1m\x85\u202e\u2066\u2028\u200f\ufeff\u00ad"
RAW: Final = f"a{SIGNS}b"
ESCAPED: Final = json.dumps(RAW)  # as YAML and TOML write it in ASCII
NAME: Final = f"n{SIGNS}m"
NO_FILE: Final = {"a\x1b[31m.md": "Text.", "b\u202e.md": "Text."}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A chronicle with such characters wherever something can have them."""
    bad = {
        "incidents/escaped.md": entry(title=ESCAPED, date=ESCAPED, locations=f"[{ESCAPED}]", status=ESCAPED),
        "incidents/raw.md": f"---\ntitle: {RAW}\ndate: 2024\n---\n{RAW}\n",
        "incidents/keys.md": f"---\n{ESCAPED}: 1\ntitle: T\ndate: 2024\n---\n[[{RAW}]]\n",
        "incidents/fence.md": f"title: {RAW}\n",
        "locations/a.md": location("A", parent=ESCAPED, coordinates=ESCAPED),
        "notes/n.md": f"---\ntitle: N\n---\n[x](javascript:{RAW}) ![y](../media/{RAW}.png)\n",
        **{f"incidents/{name}": text for name, text in NO_FILE.items()},
    }
    make_site(tmp_path, bad)
    settings = f"title = {ESCAPED}\nurl = {ESCAPED}\n{ESCAPED} = 1\n[types.x]\nlabel = {ESCAPED}\ncolor = {ESCAPED}\n"
    (tmp_path / "chronicle.toml").write_text(settings, "utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / f"templates/{NAME}.html").write_text(f"{{% include {RAW!r} %}}", "utf-8")
    (tmp_path / "table.csv").write_text(
        f"id,title,date,place,{NAME}\n1,{RAW},{RAW},{RAW},{RAW}\n{RAW},b,2024,c\n", "utf-8"
    )
    (tmp_path / "seed.txt").write_text(
        f"{RAW}\n\nBAGHDAD, May 2, 2024 (Reuters) - A bomb killed 3 in {RAW}.\n", "utf-8"
    )
    (tmp_path / "page.html").write_text(f"<title>{RAW}</title><p>{RAW} said on May 2 that 3 died.</p>", "utf-8")
    (tmp_path / "map.toml").write_text(f"[columns]\ntitle = {ESCAPED}\n{ESCAPED} = 1\n", "utf-8")
    (tmp_path / "event.json").write_text(json.dumps({"issue": {"body": RAW, "title": RAW}}), "utf-8")
    return tmp_path


def hidden(text: str) -> list[str]:
    """The characters in a text that a terminal would obey, or that turn or hide words."""
    signs = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return sorted({repr(each) for each in text if unicodedata.category(each) in signs and each not in "\n\u200c\u200d"})


COMMANDS: Final[tuple[tuple[str, ...], ...]] = (
    ("build",),
    ("build", "--base-url", RAW, "--output", RAW),
    ("build", RAW, f"--{RAW}"),
    (RAW,),
    ("check",),
    ("check", "--strict", "--drafts"),
    ("check", "--format", "json"),
    ("check", "--format", "github"),
    ("check", "--format", RAW),
    ("check", "--since", RAW),
    ("check", "--fix"),
    ("import", "table.csv"),
    ("import", "table.csv", "--mapping", "map.toml"),
    ("import", "table.csv", "--preset", RAW),
    ("import", "--dry-run", "seed.txt", "page.html", RAW),
    ("import", "--json", "seed.txt", "page.html", "table.csv"),
    ("import", "seed.txt", "page.html", "."),
    ("rename", RAW, RAW),
    ("rename", "n", RAW),
    ("new", "incident", RAW, "--date", RAW, "--place", RAW, "--source", RAW, "--type", RAW, "--no-ask"),
    ("new", "note", RAW, "--text", RAW, "--no-ask"),
    ("new", RAW),
    ("init", RAW, "--url", RAW),
    ("init", f"new{SIGNS}", "--title", RAW),
    ("answer", "event.json"),
    ("schema", RAW),
    ("publish", "--remote", RAW, "--branch", RAW),
    ("serve", "--host", RAW, "--port", "1"),
)


def named(words: object) -> str:
    """The name of a case."""
    return " ".join(words).encode("ascii", "ignore").decode()[:40] if isinstance(words, tuple) else str(words)


@pytest.mark.parametrize(
    ("words", "is_mended"),
    [
        *((words, False) for words in COMMANDS),
        *((words, True) for words in COMMANDS if words[0] in {"build", "check", "import", "rename", "new"}),
    ],
    ids=named,
)
def test_what_a_command_prints_is_safe(project: Path, words: tuple[str, ...], *, is_mended: bool) -> None:
    """With the settings broken, and with settings that can be read; in a workflow no line is a command either."""
    if is_mended:
        (project / "chronicle.toml").write_text(f'title = "T"\n{ESCAPED} = 1\n[types.x]\nlabel = {ESCAPED}\n', "utf-8")
    done = ran(project, *words, env={"GITHUB_ACTIONS": "true"} if is_mended else None)
    assert hidden(done.out + done.err) == []
    assert "Traceback" not in done.err
    assert "##[" not in done.out + done.err


def test_what_git_says_is_safe(project: Path) -> None:
    """Names of branches and messages of commits may be a stranger's."""
    for name in (*NO_FILE, "raw.md", "fence.md", "keys.md", "escaped.md"):
        (project / "content/incidents" / name).unlink()
    (project / "chronicle.toml").write_text('title = "T"\nurl = ""\n[publish]\nremote = "a\\u001bb"\n', "utf-8")
    git(project, "init", "-q", "-b", "b\u202ec")
    git(project, "add", "content")
    git(project, "commit", "-q", "-m", RAW)
    (project / "content/notes/n.md").write_text("---\ntitle: M\n---\n", "utf-8")
    for words in (
        ("check", "--since", "HEAD"),
        ("publish",),
        ("publish", "--remote", "origin", "--branch", "b\u202ec"),
    ):
        done = ran(project, *words)
        assert hidden(done.out + done.err) == []
        assert "Traceback" not in done.err


def test_what_is_written_for_programs_is_not_changed(project: Path) -> None:
    """JSON stays JSON."""
    found = json.loads(ran(project, "check", "--format", "json").out)
    assert found["errors"] > 0
    assert os.environ.get("GITHUB_ACTIONS") is None
