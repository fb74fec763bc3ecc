"""Reports of an import as plain values, for `--json`. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chronicle.entries.fields import write_record

if TYPE_CHECKING:
    from chronicle.intake.drafting import Draft
    from chronicle.intake.importing import SeedReport
    from chronicle.intake.known import Match
    from chronicle.problems import Problem
    from chronicle.text.counts import Count


def as_json(report: SeedReport) -> dict[str, Any]:
    """One seed in the shape that `chronicle import --json` promises; nothing known is None or an empty list."""
    article, text = report.article, report.text
    return {
        "seed": report.seed,
        "known": report.known or None,
        "pub_date": text.published.isoformat() if text and text.published else None,
        "dateline": article.dateline.place or None if article and article.dateline else None,
        "agency": (text.agency or None) if text else None,
        "title": article.title if article else None,
        "body": text.body if text else "",
        "article": write_record(article) if article else {},
        "incidents": [_incident_json(draft, match) for draft, match in zip(report.drafts, report.matches, strict=True)],
        "locations": [write_record(location) for location in report.locations],
        "problems": [_problem_json(problem) for problem in report.problems],
    }


def _incident_json(draft: Draft, match: Match | None) -> dict[str, Any]:
    event = draft.event
    evidence: dict[str, list[str]] = {}
    for each in draft.entry.evidence:
        evidence.setdefault(each.field, []).append(each.quote)
    return {
        "date": event.day.isoformat(),
        "place": {
            "name": event.place_name,
            "lat": event.place.latitude,
            "lon": event.place.longitude,
            "country": event.place.country,
            "chosen": event.place_why or None,
            "hierarchy": [event.place_name, *(place.name for place in draft.chain[1:])],
        }
        if event.place
        else None,
        "types": list(draft.entry.types),
        "actors": [{"actor": each.actor, "role": each.role} for each in draft.entry.actors],
        "killed": _range(draft.killed),
        "injured": _range(draft.injured),
        "known": match.incident.path if match else None,
        "evidence": evidence,
        "entry": write_record(draft.entry),
    }


def _range(count: Count | None) -> list[int | None] | None:
    return None if count is None else [count.least, count.greatest]


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path, "line": problem.line, "column": problem.column, "level": problem.level,
        "field": problem.field, "message": problem.message, "code": problem.code, "hint": problem.hint,
    }  # fmt: skip
