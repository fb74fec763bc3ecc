"""Bodies → prose, each within the limits on time and memory; what exceeds them is the body's own fault."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from chronicle.text import worker, workers
from chronicle.text.markup import Fault, MarkupError, Prose, Reference, render
from chronicle.text.worker import EndedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Prose as it comes from a worker: its classes would be taken apart and put together there with much ado.
_Plain = tuple[str, list[tuple[str, str, str]], list[tuple[str, str, str]]]

SECONDS: Final = 2.0  # processor time for one body; an ordinary one needs a hundredth of it
_CRASHED: Final = "its Markdown crashes the program that reads it; simplify it"


def conversions(bodies: Iterable[str], jobs: int = 0) -> Iterator[tuple[int, Prose | MarkupError]]:
    """Each body converted, with its number, as it is done; they are asked for little by little."""
    for number, made in workers.each(_rendered, _loading(bodies), seconds=SECONDS, jobs=jobs):
        yield number, _fault(made) if isinstance(made, EndedError) else _prose(made)


def conversion(body: str) -> Prose:
    """One body converted. Raise MarkupError."""
    if not body:
        return Prose(html="")
    _load()
    try:
        made = workers.one(_rendered, body, seconds=SECONDS)
    except EndedError as error:
        raise _fault(error) from None
    prose = _prose(made)
    if isinstance(prose, MarkupError):
        raise prose
    return prose


def _loading(bodies: Iterable[str]) -> Iterator[str]:
    for body in bodies:
        _load()
        yield body


def _load() -> None:
    """Load Markdown, so that workers who are forks have it already; it is loaded only where something is converted."""
    importlib.import_module("chronicle.text.markdown_site")


def _rendered(body: str) -> _Plain | MarkupError:
    try:
        made = render(body)
    except MarkupError as error:
        return error
    return made.html, [(*each,) for each in made.references], [(*each,) for each in made.faults]


def _prose(made: _Plain | MarkupError) -> Prose | MarkupError:
    if isinstance(made, MarkupError):
        return made
    html, references, faults = made
    return Prose(html=html, references=tuple(map(Reference._make, references)), faults=tuple(map(Fault._make, faults)))


def _fault(ended: EndedError) -> MarkupError:
    if ended.reason == "time":
        return MarkupError(f"its Markdown takes more than {SECONDS:g} seconds to read; simplify it")
    if ended.reason == "memory":
        return MarkupError(f"its Markdown takes more than {worker.MEMORY >> 20} MB of memory to read; simplify it")
    if ended.reason == "error":
        return MarkupError(f"its Markdown cannot be read ({ended.detail}); simplify it")
    return MarkupError(_CRASHED)
