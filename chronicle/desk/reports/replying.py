"""The two ends of `chronicle answer`: GitHub's event and the chronicle are read, and the comment is made."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chronicle.desk.new.new_entry import Present, present
from chronicle.desk.reports.comments import Home, comment, fits
from chronicle.desk.reports.report import Report, report_of, without_account

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from chronicle.problems import Problem


class EventError(Exception):
    """A file that is not GitHub's event of an issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What GitHub's event says of an issue: its text, and the repository it was opened in."""

    body: str
    url: str
    branch: str


def read_issue(path: Path) -> Issue:
    """The issue in the file of an event (GITHUB_EVENT_PATH). Raise EventError, or OSError."""
    try:
        event = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise EventError(f"{path} is not JSON; name the file of an event of GitHub") from None
    issue, repository = _table(event, "issue"), _table(event, "repository")
    url, branch = str(repository.get("html_url")), str(repository.get("default_branch"))
    if not issue or not re.fullmatch(r"https://[\w.-]+(?::\d+)?/[\w.-]+/[\w.-]+", url, re.ASCII):
        raise EventError(f"{path} is no event of an issue: it has no issue, or no repository with an address")
    return Issue(body=str(issue.get("body") or ""), url=url, branch=branch)


def _table(event: Any, name: str) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
    found = event.get(name) if isinstance(event, dict) else None
    return found if isinstance(found, dict) else {}


def reply(project: Path, issue: Issue, folder: str, today: dt.date) -> str | tuple[Problem, ...]:
    """The comment that answers an issue, nothing when it was not made with the form, or why there is no chronicle."""
    there = present(project)
    if not isinstance(there, Present):
        return there
    report = report_of(issue.body, there.known, today)
    if report is None:
        return ""
    home = Home(url=issue.url, branch=issue.branch, folder=folder)
    text = comment(report, home)
    if fits(text):
        return text
    text = comment(without_account(issue.body, there.known, today), home)
    return text if fits(text) else comment(Report(doubts=(("", "The report is too long for an answer."),)), home)
