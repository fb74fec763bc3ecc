"""Warnings about whole incidents: no source, a grade against its own rule, a date in the future, a lost picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.linking.citations import origins
from chronicle.linking.references import problem_at
from chronicle.problems import Problem, closest, counted, or_rather, shortened
from chronicle.text.slugs import name_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from chronicle.linking.chronicle import LinkedIncident
    from chronicle.linking.references import Index


def check_incident(incident: LinkedIncident, index: Index, today: dt.date | None) -> list[Problem]:
    """Everything that only a look at the whole incident shows; `index` has all files."""
    return [
        *_source_problems(incident),
        *_grade_problems(incident),
        *_claim_problems(incident),
        *_review_problems(incident),
        *_future_problems(incident, today),
        *_media_problems(incident, index),
    ]


def _source_problems(incident: LinkedIncident) -> Iterator[Problem]:
    if not incident.citations and incident.entry.status == "published":
        message = "has no source; add sources: with an article, or a publisher and url"
        yield problem_at(incident.entry, "sources", "source-missing", message, level="warning")


def _grade_problems(incident: LinkedIncident) -> Iterator[Problem]:
    grade = incident.grade
    if not grade:
        return
    count = origins(incident.citations)
    admitted = any(role == "claimed" for _, role in incident.actors)
    if count < grade.min_origins and not admitted:
        message = f'"{grade.slug}" needs {counted(grade.min_origins, "independent origin")}, and it has {count}'
        message += "; its sources name no publisher" if incident.citations and not count else ""
        yield problem_at(incident.entry, "grade", "grade-rule", message, level="warning")
    if grade.needs == "admission" and not admitted:
        message = f'"{grade.slug}" needs an actor with the role "claimed"'
        yield problem_at(incident.entry, "grade", "grade-rule", message, level="warning")


def _claim_problems(incident: LinkedIncident) -> Iterator[Problem]:
    if not any(claim.source for claim in incident.entry.casualties):
        return
    known = {citation.article for citation in incident.citations} | {
        name_key(citation.publisher) for citation in incident.citations
    }
    for number, claim in enumerate(incident.entry.casualties):
        if claim.source and not {claim.source, name_key(claim.source)} & known:
            publishers = {citation.publisher for citation in incident.citations}
            guess = closest(claim.source, {citation.article for citation in incident.citations} | publishers) or ""
            message = (
                f"{shortened(claim.source)} is neither an article nor a publisher among the sources{or_rather(guess)}"
            )
            where = f"casualties.{number}.source"
            yield problem_at(incident.entry, where, "claim-source", message, level="warning", meant=guess)


def _review_problems(incident: LinkedIncident) -> Iterator[Problem]:
    if incident.entry.needs_review and incident.entry.status == "published":
        fields = ", ".join(incident.entry.needs_review)
        message = f"is published and still names {shortened(fields)}; check each and delete the line"
        yield problem_at(incident.entry, "needs_review", "review-open", message, level="warning")


def _future_problems(incident: LinkedIncident, today: dt.date | None) -> Iterator[Problem]:
    entry = incident.entry
    updates = ((f"updates.{number}.date", update.date) for number, update in enumerate(entry.updates))
    for where, date in (("date", entry.date), ("added", entry.added), *updates):
        if today and date and date.first > today:
            yield problem_at(entry, where, "date-future", f"{date} is in the future", level="warning")


def _media_problems(incident: LinkedIncident, index: Index) -> Iterator[Problem]:
    known = index.media
    for number, picture in enumerate(incident.entry.media):
        where = f"media.{number}.file"
        if picture.file not in known and not index.unread.has_media(picture.file):
            guess = next((name for name in sorted(known) if _stem(name) == _stem(picture.file)), "")
            message = f"{shortened(picture.file)} is not in content/media{or_rather(guess)}"
            yield problem_at(incident.entry, where, "media-missing", message, meant=guess)
        elif not picture.alt:
            message = "has no alt text for readers who cannot see it"
            yield problem_at(incident.entry, where, "alt-missing", message, level="warning")


def _stem(name: str) -> str:
    """A file's name without its ending; capitals are a slip, another name is another picture."""
    return name.rpartition(".")[0].casefold()
