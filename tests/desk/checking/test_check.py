"""`chronicle check`: a quiet one says of problems what a loud one says; no question is looked up that is not told."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sites import CONFIG, build_site, incident, linked, location, make_site, write

from chronicle.building.inputs import Options
from chronicle.desk.checking.check import check
from chronicle.desk.checking.formats import first_questions
from chronicle.linking.questions import questions
from chronicle.linking.references import problem_at

if TYPE_CHECKING:
    from pathlib import Path

    from chronicle.problems import Problem

NOW = dt.date(2024, 1, 1)
SITE: dict[str, str | bytes] = {
    "locations/town.md": location("Town"),
    "actors/army.md": location("Army"),
    "incidents/a.md": incident("A", body="See [[b]].", locations="[town]"),
    "incidents/b.md": incident("B", locations="[town]", actors="[army]"),
    "incidents/c.md": incident("C", status="draft", locations="[Nowhere]"),
}


def problems(site: Path, *, asks: bool) -> tuple[Problem, ...]:
    """What is wrong with a site."""
    return check(site, Options(), now=NOW, asks=asks).problems


@pytest.mark.parametrize(
    "edit",
    [
        {},
        {"incidents/a.md": incident("A", body="See [[b]] and [[nobody]].", locations="[town]")},
        {"incidents/a.md": incident("A", date="2023-02-30")},
        {"incidents/a.md": incident("A", locations="[tovn]")},
        {"incidents/c.md": incident("C", status="draft", locations="[town, Elsewhere]", follows="nothing")},
        {"locations/town.md": location("Town", parent="nowhere")},
        {"locations/new.md": location("New", colour="red")},
        {"chronicle.toml": f'{CONFIG}colour = "red"\n'},
        {"templates/incident.html": "{{ view.nothing"},
        {"templates/incidents.html": "no page asks for it"},
        {"notes/about.md": "No front matter."},
    ],
)
def test_a_quiet_check_says_of_problems_what_a_loud_one_says(tmp_path: Path, edit: dict[str, str | bytes]) -> None:
    """Before the first build, after it, after an edit, and when that was built."""
    site = make_site(tmp_path, SITE)
    before = problems(site, asks=True)
    assert problems(site, asks=False) == before
    build_site(site)
    assert problems(site, asks=False) == before
    write(site, edit)
    after = problems(site, asks=True)
    assert problems(site, asks=False) == after
    assert (after == before) == (not edit)


def test_a_quiet_check_follows_the_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the site was built, nothing else is thought of; one that asks thinks of all."""
    site = make_site(tmp_path, SITE)
    build_site(site)
    write(site, {"incidents/a.md": incident("A", body="See [[Army]].", locations="[town]")})
    monkeypatch.setattr("chronicle.building.stages.think", None)
    assert check(site, Options(), now=NOW, asks=False).is_done
    with pytest.raises(TypeError):
        check(site, Options(), now=NOW)


def test_no_question_is_looked_up_that_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten of a code are told: those of the first files, by their lines; of no file behind these any is looked up."""
    claims = ", ".join(f"{{killed: 1, of: '{group}'}}, {{killed: 2, of: '{group}'}}" for group in "wxyz")
    files = {f"incidents/{name}.md": incident(name, casualties=f"[{claims}]", locations=f"[{name}]") for name in "dcba"}
    found: list[str] = []

    def seen(*parts: object, **others: object) -> Problem:
        found.append(parts[0].path)  # type: ignore[attr-defined]
        return problem_at(*parts, **others)  # type: ignore[arg-type]

    monkeypatch.setattr("chronicle.linking.questions.problem_at", seen)
    told, more = first_questions(questions(linked(files)[0]))
    numbers = [(each.path.removeprefix("content/incidents/"), each.field) for each in told]
    fields = [f"casualties.{number}.killed" for number in (1, 3, 5, 7)]
    assert numbers == [("a.md", each) for each in fields] + [("b.md", each) for each in fields] + [
        ("c.md", each) for each in fields[:2]
    ]
    assert more == ("and 6 more [claims-disagree]; --format json has all",)
    assert {*found} == {f"content/incidents/{name}.md" for name in "abc"}
