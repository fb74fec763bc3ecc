"""What a preview tells its pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sites import entry, file_of, incident, location, make_site, write

from chronicle.building.build import build
from chronicle.building.guarding import PREVIEW
from chronicle.building.inputs import Options
from chronicle.desk.serving.dressing import dressed, without_site
from chronicle.desk.serving.state import MOST_SHOWN, Sign, State, report, signs_of
from chronicle.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

PROBLEM = Problem(path="content/incidents/a.md", line=2, column=8, field="title", message="is odd", code="odd")


def told(state: State) -> dict[str, Any]:
    """The report, read as a page reads it."""
    text = report(state)
    assert "\n" not in text
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_problem_is_told_with_its_place_line_and_hint() -> None:
    """Every part is a text of its own."""
    found = told(State(site="x", problems=((PROBLEM, "title: A: b  "),)))
    assert found["problems"] == [
        {
            "level": "error",
            "place": "content/incidents/a.md:2:8",
            "message": "title: is odd",
            "code": "odd",
            "line": "title: A: b",
            "hint": "",
        }
    ]
    assert (found["title"], found["is_bad"], found["site"]) == ("1 error", True, "x")
    assert found["says"] == "This is the last good site until it is mended."


def test_errors_come_before_warnings() -> None:
    """What stops the build is read first."""
    warning = Problem(path="a", level="warning", message="is odd", code="odd")
    found = told(State(problems=((warning, None), (PROBLEM, None), (warning, None))))
    assert [problem["level"] for problem in found["problems"]] == ["error", "warning", "warning"]
    assert (found["title"], found["says"]) == ("1 error, 2 warnings", "There is no site until it is mended.")


def test_warnings_alone_are_no_alarm() -> None:
    """The site is built, and nothing opens by itself."""
    warning = Problem(path="a", level="warning", message="is odd", code="odd")
    found = told(State(site="x", problems=((warning, None),)))
    assert (found["title"], found["is_bad"], found["says"]) == ("1 warning", False, "The site is built all the same.")


def test_a_failure_of_the_program_is_told_too() -> None:
    """There is a title, though there is no problem in a file."""
    found = told(State(site="x", fault="preview: No space left on device"))
    assert (found["title"], found["is_bad"]) == ("the build failed", True)
    assert found["says"] == "preview: No space left on device. This is the last good site until it is mended."


def test_no_control_character_reaches_a_page_or_an_event() -> None:
    """They are written out; the end of a line cannot end the message."""
    odd = Problem(path="a\n", line=1, message="b\x1b[31m\u202e", code="odd", hint="c\r\nd")
    problem = told(State(problems=((odd, "e\x00"),)))["problems"][0]
    assert problem["place"] == "a\\n:1"
    assert problem["message"] == "b\\x1b[31m\\u202e"
    assert (problem["line"], problem["hint"]) == ("e\\x00", "c\\r\nd")


def test_a_page_is_told_of_so_many_problems_and_how_many_more() -> None:
    """Ten thousand would make it slow; all of them stand in the terminal."""
    problems = tuple((Problem(path=str(n), message="is odd", code="odd"), None) for n in range(MOST_SHOWN + 7))
    found = told(State(problems=problems))
    assert (len(found["problems"]), found["more"]) == (MOST_SHOWN, "and 7 more, which the terminal lists")


def test_the_key_is_another_when_the_problems_are() -> None:
    """A list that was closed stays closed until there is something new in it."""
    first, second = State(problems=((PROBLEM, "a"),)), State(problems=((PROBLEM, "b"),))
    assert told(first)["key"] != told(second)["key"]


FILES = {
    "incidents/open.md": incident("Open", locations="[port]", needs_review="[date, types]"),
    "incidents/draft.md": incident("Draft", status="draft", duplicate_of="open"),
    "incidents/gone.md": incident("Gone", status="withdrawn", aliases="[incidents/old.html]"),
    "locations/port.md": location("Port"),
    "notes/about.md": entry("Text.", title="About"),
}


def signs(folder: Path, *, drafts: bool) -> dict[str, Sign]:
    """The signs of a site that was just built."""
    result = build(make_site(folder, FILES), Options(output=PREVIEW, drafts=drafts))
    assert result.is_done
    assert result.proof
    return signs_of(result.proof, {}, result.footing.keys if result.footing else ())


def test_each_page_of_an_entry_says_its_file_and_state(tmp_path: Path) -> None:
    """Also the pages at earlier addresses; pages of the site itself have no sign."""
    found = signs(tmp_path, drafts=True)
    assert found["incidents/open.html"] == Sign("content/incidents/open.md", ("to review: date, types",))
    assert found["incidents/draft.html"] == Sign("content/incidents/draft.md", ("draft", "duplicate of open"))
    gone = Sign("content/incidents/gone.md", ("withdrawn",))
    assert found["incidents/gone.html"] == found["incidents/old.html"] == gone
    assert found["locations/port.html"] == Sign("content/locations/port.md")
    assert found["about.html"] == Sign("content/notes/about.md")
    assert "index.html" not in found


def test_the_address_of_a_draft_that_is_left_out_says_so(tmp_path: Path) -> None:
    """Who looks for its page is told why there is none."""
    found = signs(tmp_path, drafts=False)
    note = "a draft, left out; --drafts shows it"
    assert found["incidents/draft.html"] == Sign("content/incidents/draft.md", (note,))


def test_the_signs_follow_an_edit_of_a_few_pages(tmp_path: Path) -> None:
    """Of a draft that is published, one that comes, and an entry that is taken back or goes."""
    folder = make_site(tmp_path, {**FILES, "incidents/last.md": incident("Last"), "incidents/more.md": incident("M")})
    found: dict[str, Sign] = {}
    note = ("a draft, left out; --drafts shows it",)
    for edit in (
        {},
        {"incidents/last.md": incident("Last", status="draft"), "incidents/new.md": incident("New", status="draft")},
        {"incidents/new.md": incident("New"), "incidents/draft.md": None, "incidents/more.md": None},
    ):
        write(folder, {name: text for name, text in edit.items() if text})
        for name in (name for name, text in edit.items() if not text):
            file_of(folder, name).unlink()
        result = build(folder, Options(output=PREVIEW))
        assert result.proof
        assert result.footing
        assert result.proof.is_part is bool(edit)
        found = signs_of(result.proof, found, result.footing.keys)
    assert {address: sign.notes for address, sign in found.items() if address.startswith("incidents/")} == {
        "incidents/open.html": ("to review: date, types",),
        "incidents/last.html": note,
        "incidents/new.html": (),
        "incidents/gone.html": ("withdrawn",),
        "incidents/old.html": ("withdrawn",),
    }


def test_a_page_is_dressed_before_its_end() -> None:
    """The rest of it stays as it was built; names cannot leave their attribute."""
    page = dressed(b"<body><p></body> is a tag</p></body></html>", Sign('a">b', ("draft", "x & y")), "s-1")
    assert page.startswith(b'<body><p></body> is a tag</p><div id="chronicle-serve"')
    assert page.endswith(b'<script src="/.chronicle/serve.js"></script>\n</body></html>')
    assert b'data-site="s-1" data-source="a&quot;&gt;b" data-notes="draft \xc2\xb7 x &amp; y"' in page
    assert dressed(b"<p>no end", Sign("a"), "s").startswith(b'<p>no end<div id="chronicle-serve"')


def test_without_a_site_a_page_waits_for_one() -> None:
    """It has the same bar and list as any other."""
    page = without_site(Sign(""))
    assert b"<h1>No site yet</h1>" in page
    assert b'data-site=""' in page
