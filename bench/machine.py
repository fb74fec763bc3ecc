"""What figures were measured on: processor, memory, system and versions, in one line."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib import metadata
from pathlib import Path


def machine(hugo: str = "") -> str:
    """The machine and the programs, as they stand above a table."""
    parts = [
        f"{_processor()}, {processors()} cores",
        f"{_memory():.0f} GB" if _memory() else "",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        *(f"{name} {metadata.version(name)}" for name in ("Markdown", "Jinja2")),
        f"Hugo {hugo_version(hugo)}" if hugo else "",
    ]
    return ", ".join(filter(None, parts))


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def hugo_version(program: str) -> str:
    """The version that a program of Hugo's says it has."""
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    return found[1] if found else "of an unknown version"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        text = ""
    found = re.search(r"(?m)^model name\s*: (.*)$", text)
    return found[1] if found else platform.processor() or platform.machine()


def _memory() -> float:
    """The GB of memory; 0 where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (AttributeError, OSError, ValueError):
        return 0.0
