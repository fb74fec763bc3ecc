"""The bodies of entries linked: what each reference leads to, whom a text mentions, which files it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from chronicle.entries.folder import MediaFile
from chronicle.entries.kinds import Entry, Incident, kind_of
from chronicle.linking.chronicle import LinkedText
from chronicle.linking.names import Target
from chronicle.linking.references import sign_of

if TYPE_CHECKING:
    from collections.abc import Container

    from chronicle.linking.linking import BodyText
    from chronicle.linking.references import Answers

_NONE: Final[frozenset[int]] = frozenset()  # one for all that have none


def linked_text(entry: Entry, body: BodyText, answers: Answers) -> LinkedText:
    """The text of an entry with its references answered."""
    targets = answers.in_text(entry, body.references, body.line)
    by_slug = frozenset(
        number
        for number, (reference, target) in enumerate(zip(body.references, targets, strict=True))
        if isinstance(target, Target) and not reference.label and _written_slug(reference.target) == target.slug
    )
    return LinkedText(digest=body.digest, targets=targets, by_slug=by_slug or _NONE)


def _written_slug(reference: str) -> str:
    """What stands in a wiki link behind the kind: `baghdad` in `location:baghdad`."""
    return reference.rpartition(":")[2].strip()


def without_drafts(
    entry: Entry, text: LinkedText, body: BodyText, shown: Container[str], answers: Answers
) -> LinkedText:
    """The text without links to incidents that are not built; each is a warning where it first stands."""
    hidden = [
        target
        for target in dict.fromkeys(text.targets)
        if isinstance(target, Target) and target.kind == "incident" and target.slug not in shown
    ]
    if not hidden:
        return text
    if not isinstance(entry, Incident) or entry.slug in shown:
        for target in hidden:
            message = f"links to {target.slug}, a draft; the link is shown as missing until it is published"
            sign = sign_of(body.references[text.targets.index(target)])
            answers.problems.append(answers.at(entry, sign, body.line, "draft-target", message, "warning"))
    return replace(text, targets=tuple(None if target in hidden else target for target in text.targets))


def mentions(entry: Entry, text: LinkedText) -> list[Target]:
    """The other entries that the text of an entry links to, each once."""
    targets = dict.fromkeys(text.targets)
    if not targets:
        return []
    own = Target(kind_of(entry), entry.slug)
    return [target for target in targets if isinstance(target, Target) and target != own]


def media_names(entry: Entry, text: LinkedText) -> set[str]:
    """The files that an entry shows, in its text and beside it."""
    names = {target.name for target in text.targets if isinstance(target, MediaFile)}
    return names | {picture.file for picture in entry.media} if isinstance(entry, Incident) else names
