"""Each target of fuzz/, for a moment: a few of its seeds, and what becomes of them when they are cut and mixed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from beginnings import words_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import TARGETS, judge

SLOW = 3  # seconds that a target may take, from which on it is tried less often
KEPT = Path(__file__).parent / "fuzz"  # TARGET/NAME: inputs that failed once


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_fails_for_a_moment(name: str) -> None:
    """What is promised of each target holds for seeds that were cut, mixed and spoilt, the same ones each time."""
    target = TARGETS[name]
    seeds = target.seeds()
    words = words_of(seeds) or (b"x",)
    pieces = st.tuples(st.sampled_from(seeds), st.integers(0, 400), st.integers(0, 400))
    cut = pieces.map(lambda found: found[0][found[1] : found[1] + found[2]])
    spoilt = st.tuples(
        st.sampled_from(seeds), st.integers(0, 300), cut | st.sampled_from(words) | st.binary(max_size=4)
    )
    mixed = spoilt.map(lambda found: found[0][: found[1]] + found[2] + found[0][found[1] :])

    @settings(
        max_examples=12 if target.seconds >= SLOW else 50,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(seeds) | mixed | st.lists(cut, max_size=4).map(b"".join))
    def tried(data: bytes) -> None:
        judge(target, data)

    tried()


@pytest.mark.parametrize("path", sorted(KEPT.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_failed_once_does_not_fail_again(path: Path) -> None:
    """An input that fuzzing found is judged once more."""
    judge(TARGETS[path.parent.name], path.read_bytes())


def test_an_input_can_be_run_alone() -> None:
    """One input is judged without the fuzzer, as for looking into a failure."""
    command = [sys.executable, "fuzz/run.py", "date", "--input", "pyproject.toml"]
    done = subprocess.run(command, cwd=KEPT.parent.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
