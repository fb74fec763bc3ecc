"""The clock: what is written today is written the same on the day that a variable names."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sites import incident, make_site

from chronicle.cli import main
from chronicle.commands import clock

if TYPE_CHECKING:
    from pathlib import Path


def test_the_day_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH is the day of a new entry, and what is to come is told from there."""
    monkeypatch.setenv(clock.VARIABLE, "1700000000")
    monkeypatch.chdir(make_site(tmp_path, {"incidents/a.md": incident(date="2023-11-17")}))
    assert CliRunner().invoke(main, ["new", "location", "Town", "--no-ask"]).exit_code == 0
    assert CliRunner().invoke(main, ["new", "incident", "Fire", "--date", "2023-11-14", "--no-ask"]).exit_code == 0
    assert "added: 2023-11-14\n" in (tmp_path / "content/incidents/2023-11-14-fire.md").read_text("utf-8")
    assert "2023-11-17 is in the future" in CliRunner().invoke(main, ["check"]).output


@pytest.mark.parametrize("said", ["today", "1e9", "9" * 30, "-"])
def test_what_is_no_time_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """It is told, and not passed over: who sets it counts on it."""
    monkeypatch.setenv(clock.VARIABLE, said)
    result = CliRunner().invoke(main, ["new", "note", "About", "--no-ask"])
    assert (result.exit_code, result.output.split("Error: ")[1]) == (
        2,
        "SOURCE_DATE_EPOCH must be a number of seconds since 1970, such as 1700000000.\n",
    )


def test_an_empty_variable_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it were not there."""
    monkeypatch.setenv(clock.VARIABLE, "")
    assert abs(clock.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
