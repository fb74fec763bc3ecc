"""`Preview`: builds into a folder of its own, and posts what came of it; a site that stands goes on standing."""

from __future__ import annotations

import gc
import secrets
import time
import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chronicle.building.build import build
from chronicle.building.task import Result
from chronicle.desk.quoting import quoted
from chronicle.desk.serving.requests import base_of
from chronicle.desk.serving.state import Sign, State, signs_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from chronicle.building.following import Footing
    from chronicle.building.inputs import Options
    from chronicle.desk.serving.board import Board


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What one build came to. `fault` says why it failed though no file is at fault, `trace` where in the program."""

    result: Result
    seconds: float
    is_first: bool = False
    has_site: bool = False
    fault: str = ""
    trace: str = ""


class Preview:
    """The builds of one session; each takes the `options` of its day."""

    def __init__(self, project: Path, options: Callable[[], Options], board: Board) -> None:
        self._project = project
        self._board = board
        self._options = options
        self._session = secrets.token_hex(4)  # a page of an earlier session is never taken for one of this
        self._builds = 0
        self._footing: Footing | None = None

    def build(self, say: Callable[[str], None]) -> Built:
        """Build once. Whatever happens, the site that stands goes on standing."""
        before, began = self._board.state, time.monotonic()
        result, fault, trace = Result(problems=()), "", ""
        self._board.post(replace(before, is_busy=True))
        try:
            # Who writes waits for the pages, not for hundreds of megabytes of data: these are made once a session.
            options = replace(self._options(), machines=not before.site)
            result = build(self._project, options, thinks=not before.site, footing=self._footing, say=say)
        except OSError as error:
            fault = f"{_named(error, self._project)}: {error.strerror or error}"
        except Exception as error:  # noqa: BLE001 - a mistake of the program's own must not end the session
            fault = (
                f"the program failed ({type(error).__name__}), which is a mistake of its own; the terminal says where"
            )
            trace = traceback.format_exc()
        self._builds += 1
        self._footing = result.footing or self._footing
        self._board.post(self._after(before, result, fault))
        built = Built(
            result=replace(result, proof=None, footing=None),
            seconds=time.monotonic() - began,
            is_first=self._builds == 1,
            has_site=bool(self._board.state.site),
            fault=fault,
            trace=trace,
        )
        is_whole = bool(result.proof and result.proof.material)
        del result
        if is_whole:
            gc.collect()  # the chronicle of the build before is a large thing; an edit that is followed leaves little
        return built

    def _after(self, before: State, result: Result, fault: str) -> State:
        """The state that follows: another site when anything of it is another, else the one that stands."""
        state = replace(before, problems=quoted(self._project, result.problems), fault=fault)
        proof = result.proof
        if not (result.is_done and proof and proof.site and proof.config):
            return state
        made = replace(
            state,
            signs=signs_of(proof, before.signs, result.footing.keys if result.footing else ()),
            rest=Sign(f"made from {result.entries} {'entry' if result.entries == 1 else 'entries'}"),
            base=base_of(proof.site.url),
            tiles=proof.config.tiles,
        )
        is_other = result.written or result.removed or replace(made, site="") != replace(state, site="")
        return replace(made, site=f"{self._session}-{self._builds}" if is_other or not before.site else before.site)


def _named(error: OSError, project: Path) -> str:
    """The file that cannot be read or written, without what lies above the chronicle."""
    if not error.filename:
        return "the preview"
    path = Path(str(error.filename))
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.name
