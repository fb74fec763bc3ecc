"""Fuzzes targets, each in a process of its own, and keeps the inputs that make them fail.

    python fuzz/run.py [TARGET …] [--seconds N] [--corpus FOLDER]
    python fuzz/run.py TARGET --input FILE

It needs `pip install -e '.[dev,fuzz]'`. What was tried stays in the corpus, so that the next run goes on from there.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "tests")]
_WATCHED: Final = ["chronicle", "markdown", "frontmatter", "feedparser", "ijson"]  # whose branches guide the mutations
_RUNS: Final = re.compile(r"stat::number_of_executed_units: +(\d+)")


def main() -> int:
    """Run what was asked for; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--corpus", type=Path, default=Path(".fuzz"), help="where inputs are kept")
    parser.add_argument("--input", type=Path, help="run a target once, with this file")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        _fuzz(asked.targets[0], asked.corpus, asked.seconds)
    from targets import TARGETS, judge  # noqa: PLC0415 - where it is fuzzed, atheris must import it

    if asked.input:
        judge(TARGETS[asked.targets[0]], asked.input.read_bytes())
        return 0
    asked.corpus.mkdir(exist_ok=True)
    failed = [name for name in asked.targets or TARGETS if not _is_well(name, asked.corpus, asked.seconds)]
    print(f"failed: {', '.join(failed)}" if failed else "nothing failed")
    return len(failed) > 0


def _is_well(name: str, corpus: Path, seconds: int) -> bool:
    """Fuzz a target until its time is up, in a new process after each crash."""
    failures = corpus / f"{name}.failures"
    failures.mkdir(exist_ok=True)
    before = set(_kept(failures))
    begin, runs = time.monotonic(), 0
    while (left := seconds - int(time.monotonic() - begin)) > 0:
        command = [sys.executable, __file__, name, "--alone", f"--seconds={left}", f"--corpus={corpus}"]
        with (corpus / f"{name}.log").open("ab+") as log:
            start = log.tell()
            done = subprocess.run(command, check=False, stdout=log, stderr=log)
            log.seek(start)
            runs += sum(map(int, _RUNS.findall(log.read().decode("utf-8", "replace"))))
        if not done.returncode:
            break
    new = set(_kept(failures)) - before
    print(f"{name}: {time.monotonic() - begin:.0f} seconds, {runs} runs, {len(new)} failures", flush=True)
    return not new


def _fuzz(name: str, corpus: Path, seconds: int) -> None:
    """Fuzz in this process, which ends with it."""
    import atheris  # noqa: PLC0415 - it is not there where nothing is fuzzed

    with atheris.instrument_imports(include=_WATCHED):
        from targets import TARGETS, judge  # noqa: PLC0415
    from beginnings import LONGEST, words_of  # noqa: PLC0415

    def tried(data: bytes) -> None:
        try:
            judge(TARGETS[name], data)
        except Exception as error:  # noqa: BLE001 - whatever comes out is what is looked for
            _keep(corpus / f"{name}.failures", data, error)

    seeds = TARGETS[name].seeds()
    folder = corpus / name
    folder.mkdir(exist_ok=True)
    for seed in seeds:
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words = corpus / f"{name}.words"
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in words_of(seeds))
    words.write_text("".join(lines), "ascii")
    options = {
        "max_total_time": seconds,
        "max_len": LONGEST,
        "timeout": 30,
        "rss_limit_mb": 1500,
        "dict": words,
        "artifact_prefix": f"{corpus / name}.failures{os.sep}",
        "print_final_stats": 1,
    }
    atheris.Setup([sys.argv[0], *(f"-{key}={value}" for key, value in options.items()), str(folder)], tried)
    atheris.Fuzz()


def _kept(folder: Path) -> list[Path]:
    """What failed; libFuzzer keeps what was slow there, too, which is judged by other limits."""
    return [path for path in folder.iterdir() if path.suffix != ".txt" and not path.name.startswith("slow-")]


def _keep(folder: Path, data: bytes, error: Exception) -> None:
    """Keep the shortest input that fails at a place, with what was said."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{type(error).__name__}-{Path(frames[-1].filename).stem}-{frames[-1].lineno}"
    file = folder / place
    if not file.exists() or file.stat().st_size > len(data):
        file.write_bytes(data)
        file.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), "utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main())
