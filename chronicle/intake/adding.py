"""Adding a source to an incident's file: only the lines meant change, and what comes out is read back. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.entries.fields import entry_fields, write_record
from chronicle.entries.kinds import Incident
from chronicle.entries.parsing import parse_entry
from chronicle.problems import Problem
from chronicle.text.line_ends import plain
from chronicle.text.patching import with_item

if TYPE_CHECKING:
    from chronicle.intake.known import Match

_ORDER = tuple(field.name for field in entry_fields(Incident))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file of an entry to write anew: its bytes before and after, and the incident that they then hold."""

    path: str
    before: bytes
    after: bytes
    incident: Incident


def with_source(data: bytes, match: Match) -> Change | Problem:
    """The change that adds a match's source and claims to the bytes of its incident's file.

    The new text must be read as the old incident with these added, otherwise the editor is told the lines.
    """
    path = match.incident.path
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return by_hand(match, "it is not UTF-8 text")
    old = _parsed(text, path)
    if old is None:
        return by_hand(match, "it cannot be read any more")
    wanted = dataclasses.replace(old, sources=(*old.sources, match.source), casualties=(*old.casualties, *match.claims))
    try:
        new = with_item(text, "sources", write_record(match.source), _ORDER)
        for claim in match.claims:
            new = with_item(new, "casualties", write_record(claim), _ORDER)
    except ValueError as error:
        return by_hand(match, str(error))
    if _parsed(new, path) != wanted:
        return by_hand(match, "its front matter is written in a way that no line can be added to")
    return Change(path=path, before=data, after=new.encode(), incident=wanted)


def extended(incident: Incident, match: Match) -> Incident:
    """The incident with a match's source and claims."""
    return dataclasses.replace(
        incident,
        sources=(*incident.sources, match.source),
        casualties=(*incident.casualties, *match.claims),
    )


def _parsed(text: str, path: str) -> Incident | None:
    return parse_entry(Incident, plain(text), path)[0]


def by_hand(match: Match, reason: str) -> Problem:
    """What is told of an incident that was left alone: the lines that an editor adds to it."""
    message = f"was left as it is: {reason}; add {_said(match)}"
    return Problem(path=match.incident.path, message=message, field="sources", code="source-not-added")


def proposal_of(match: Match, seed: str) -> Problem:
    """What is told of a known incident that nobody asked to change."""
    withdrawn = " (withdrawn)" if match.is_withdrawn else ""
    message = f"tells of {match.incident.path}{withdrawn}; add {_said(match)}"
    hint = "" if match.is_withdrawn else ", or import with --add-sources"
    return Problem(path=seed, level="warning", message=message + hint, code="incident-known")


def _said(match: Match) -> str:
    """`sources: - {article: a}` and, if there are claims, `casualties: - {killed: 3}`."""
    lines = [f"`{line}`" if line.startswith("- ") else f"to {line}" for line in match.lines]
    return " ".join(lines).replace("` to ", "`, and to ")
