"""How every command ends when it does not come to its own end, as a process: signals, closed streams, memory."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from processes import PROGRAM, ended, ran
from sites import PAGES_ONLY, incident, location, make_site

if TYPE_CHECKING:
    from pathlib import Path

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# The program as it is run, with a command in the place of `schema` that does what a test wants.
STAGED = """
import sys, click
sys.argv = ["chronicle", "schema", "note"]
from chronicle import __main__, cli
from chronicle.commands.options import clean_failures
@click.command("schema")
@click.argument("kind")
@clean_failures
def staged(kind):
    {}
cli.main.add_command(staged)
__main__.run()
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a warning and two entries."""
    make_site(tmp_path, {"incidents/a.md": incident(), "locations/b.md": location("B"), "chronicle.toml": PAGES_ONLY})
    return tmp_path


def staged(body: str) -> subprocess.CompletedProcess[str]:
    """A command that does what stands in a text."""
    lines = "\n    ".join(body.splitlines())
    return subprocess.run(
        [sys.executable, "-c", STAGED.format(lines)], capture_output=True, text=True, check=False, timeout=60
    )


# ---- signals

ASKED = "import os, signal, time; from chronicle.signals import give_way, heard, held"


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_a_command_with_one_line_and_its_code(number: signal.Signals) -> None:
    """Nothing but the line is said, and a shell knows the code."""
    done = staged(f"import os, time\nos.kill(os.getpid(), {number.value})\ntime.sleep(9)")
    name = "Ctrl-C" if number == signal.SIGINT else number.name
    assert (done.returncode, done.stdout, done.stderr) == (
        128 + number,
        "",
        f"Ended by {name}; nothing was written\n",
    )


def test_a_signal_ends_a_command_that_makes_a_class() -> None:
    """As modules do while they are loaded: Python calls what is raised then an error in the class."""
    slow = "class Slow:\n    def __set_name__(self, *_):\n        os.kill(os.getpid(), 2)\n        time.sleep(9)"
    done = staged(f"import os, time\n{slow}\nclass Made:\n    slow = Slow()")
    assert (done.returncode, done.stderr) == (130, "Ended by Ctrl-C; nothing was written\n")


def test_what_must_be_done_as_a_whole_is_done_first() -> None:
    """A signal within such a block ends the command behind it."""
    done = staged(f"{ASKED}\nwith held():\n    os.kill(os.getpid(), 15)\n    print('done')\nprint('more')")
    assert (done.returncode, done.stdout) == (143, "done\n")


def test_a_part_of_a_whole_can_be_ended_where_it_says_so() -> None:
    """Where it gives way, and in a part that can be ended."""
    for part in ("give_way()", "with heard():\n        pass"):
        done = staged(
            f"{ASKED}\nwith held():\n    os.kill(os.getpid(), 15)\n    print('done')\n    {part}\n    print(1)"
        )
        assert (done.returncode, done.stdout) == (143, "done\n")


def test_who_ends_a_command_behind_its_last_step_comes_too_late() -> None:
    """It is done, so it says so, and its code is 0."""
    done = staged(f"{ASKED}\nwith held(is_last=True):\n    pass\nos.kill(os.getpid(), 15)\nprint('told')")
    assert (done.returncode, done.stdout, done.stderr) == (0, "told\n", "")


def test_a_second_signal_a_second_later_ends_at_once() -> None:
    """What is sent twice in a moment, as `timeout` does, was meant once."""
    twice = "os.kill(os.getpid(), 15)\n    os.kill(os.getpid(), 15)\n    print('here', flush=True)"
    done = staged(
        f"{ASKED}\nwith held():\n    {twice}\n    time.sleep(1.1)\n    os.kill(os.getpid(), 15)\n    print(1)"
    )
    assert (done.returncode, done.stdout, done.stderr) == (-15, "here\n", "")


def test_a_signal_that_a_library_swallows_is_not_lost() -> None:
    """What is raised in a call from C goes no further, and prints a traceback; it is raised again a moment later."""
    kill = "os.kill(os.getpid(), 15)\n        time.sleep(.01)"
    done = staged(f"import os, time\nclass A:\n    def __del__(self):\n        {kill}\nA()\ntime.sleep(9)")
    assert (done.returncode, done.stderr) == (143, "Ended by SIGTERM; nothing was written\n")


def test_the_end_waits_for_what_is_at_work_and_takes_nothing_apart() -> None:
    """Threads end, what is to be done at the end is done, all that was written is printed; nothing more happens."""
    done = staged(
        "import atexit, builtins, sys, threading, time\n"
        "class Apart:\n    __del__ = lambda self: print('apart')\n"
        "builtins.kept = Apart()\n"
        "atexit.register(print, 'last')\n"
        "threading.Thread(target=lambda: (time.sleep(0.1), print('thread'))).start()\n"
        "sys.stdout.write('first\\n')\n"
        "raise SystemExit(3)"
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "first\nthread\nlast\n", "")


def test_signals_that_are_ignored_stay_so(project: Path) -> None:
    """`nohup` means that a closed terminal does not end the work."""
    body = "import os; os.kill(os.getpid(), 1); import chronicle.__main__ as m; m.run(); os.kill(os.getpid(), 1)"
    command = f"trap '' HUP; {sys.executable} -c '{body}' check"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=project, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0


def test_a_build_that_is_ended_says_what_is_left(project: Path) -> None:
    """At once after it began: the old site is whole."""
    done = ended(project, "build", by=signal.SIGTERM, after=0.12)
    assert done.code in {0, 143}
    assert done.code == 0 or done.err == "Ended by SIGTERM; every file in site is whole; build again\n"


# ---- streams


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("build >&-", 0),
        ("build 2>&-", 0),
        ("build <&-", 0),
        ("build <&- >&- 2>&-", 0),
        ("check --format json >&-", 0),
        ("new note N --no-ask <&-", 0),
        ("new incident 2>&-", 2),
        ("import - <&-", 1),
        ("import - <&- >&- 2>&-", 1),
        ("nonsense 2>&-", 2),
        ("--help >&-", 0),
    ],
)
def test_a_closed_stream_changes_no_exit_code(project: Path, command: str, code: int) -> None:
    """Whoever closed a stream does not want to hear or say anything; the work is done, and no file takes its place."""
    done = subprocess.run(
        ["/bin/sh", "-c", f"{' '.join(PROGRAM)} {command}"],
        cwd=project,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)
    if command.startswith("build"):
        assert ran(project, "build").out.startswith("Nothing changed")


@pytest.mark.parametrize("command", ["build --explain", "check --format json", "import seeds", "schema note", "--help"])
def test_a_reader_that_leaves_ends_no_work(project: Path, command: str) -> None:
    """As with `| head -1`: both streams lead into a pipe that nobody reads."""
    (project / "seeds").mkdir()
    for number in range(3):
        (project / f"seeds/{number}.txt").write_text(
            f"date 2024-05-0{number + 1} LONDON, May {number + 1} — A road was closed.\n\nPolice said so.\n", "utf-8"
        )
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*PROGRAM, *command.split()], cwd=project, stdout=writing, stderr=writing, check=False)
    os.close(writing)
    assert done.returncode == 0
    if command.startswith("import"):
        assert len(list((project / "content/articles").iterdir())) == 3


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is full")  # noqa: PTH110
def test_a_result_that_does_not_fit_is_said(project: Path) -> None:
    """A full disk behind standard output is one line, and the exit code says so."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [*PROGRAM, "schema", "note"], cwd=project, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert (done.returncode, done.stderr) == (1, b"Error: standard output: No space left on device\n")


def test_an_alphabet_of_the_terminal_that_lacks_a_sign_is_no_failure(project: Path) -> None:
    """The sign is written out."""
    make_site(project, {"incidents/\u0117.md": incident()})
    done = ran(project, "check", env={"PYTHONIOENCODING": "latin-1"})
    assert (done.code, "  \\u2192 e.md\n" in done.err) == (1, True)


# ---- what the computer or the program fails at


def test_too_little_memory_is_one_line(project: Path) -> None:
    """Without a traceback."""
    megabytes = 60 << 20

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes, megabytes))

    text = "".join(f"- {number}\n" for number in range(3000))
    make_site(project, {f"incidents/{number}.md": incident(body=text) for number in range(400)})
    done = ran(project, "build", preexec_fn=little)
    assert "Traceback" not in done.err
    assert done.code in {0, 1}


@pytest.mark.parametrize(
    ("error", "line"),
    [
        ("MemoryError", "Error: there is not enough memory; nothing was written"),
        ("RecursionError", "Error: something is nested too deep to be read; nothing was written"),
        ("OSError(24, 'Too many open files', 'a\\x1b.md')", "Error: a\\x1b.md: Too many open files"),
    ],
)
def test_what_the_computer_fails_at_is_one_line(error: str, line: str) -> None:
    """And exit code 1."""
    done = staged(f"raise {error}")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{line}\n")


def test_a_mistake_of_the_program_keeps_its_traceback_and_says_what_to_do() -> None:
    """Its words may be those of an entry: they are safe for a terminal and for the runner of GitHub."""
    done = staged("raise ValueError('\\x1b[31m\\n::error::x')")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-3:] == [
        "ValueError: \\x1b[31m",
        ": :error::x",
        "This is a mistake in Chronicle, not in your files; report it with these lines. What was written is whole.",
    ]
