"""What is thought about a publication: where readers find it, what may not vanish, how large it is. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Files beside those of the site: the addresses that entries were promised, and the domain that Pages keeps there.
RECORD: Final = ".chronicle-entries"
DOMAIN: Final = "CNAME"

# https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits, and for files
# https://docs.github.com/en/repositories/working-with-files/managing-large-files/about-large-files-on-github
LARGEST_SITE: Final = 1_000_000_000
LARGEST_FILE: Final = 100 * 1024 * 1024
_NEAR: Final = 0.75  # of the limit: time to say so


class PublishError(Exception):
    """Why nothing was published, and the way out; the first line says it."""


# ---- where


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where readers find the site (`address`), what it is built for (`base`), and what does not fit together."""

    address: str
    base: str
    remark: str = ""


_GITHUB: Final = re.compile(
    r"(?:(?:https?|ssh|git)://)?(?:[^@/\s]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?[:/]/?"
    r"(?P<owner>[A-Za-z0-9][A-Za-z0-9_-]*)/(?P<name>[A-Za-z0-9._-]+?)(?:\.git)?/?",
    re.IGNORECASE,
)


def pages_address(remote: str) -> str:
    """The address at which GitHub Pages serves a repository, by the URL of the remote; empty if it is not on GitHub."""
    found = _GITHUB.fullmatch(remote.strip())
    if not found:
        return ""
    host, name = f"{found['owner'].lower()}.github.io", found["name"]
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def domain_in(file: bytes) -> str:
    """The domain that a CNAME file names."""
    lines = file.decode("utf-8", "replace").split()
    return lines[0].lower() if lines and re.fullmatch(r"[A-Za-z0-9.-]+", lines[0]) else ""


def whereabouts(url: str, domain: str, remote: str, *, is_first: bool) -> Whereabouts:
    """The address by the settings, the domain kept on the branch, and the URL of the remote."""
    derived = pages_address(remote)
    if domain:
        address, remark = f"https://{domain}/", ""
        if url and urlsplit(url).hostname != domain:
            remark = (
                f"the branch's CNAME says {domain}, and url in chronicle.toml {url}: feeds and canonical links lead "
                f'there; if that is not meant, write url = "{address}"'
            )
        return Whereabouts(address=address, base=url or address, remark=remark)
    remark = ""
    if is_first and url and derived and url.lower() != derived.lower():
        remark = f"the site will be at {derived} until {url} is set as its domain under Settings → Pages on GitHub"
    return Whereabouts(address=url or derived, base=url or derived, remark=remark)


# ---- what may not vanish


def record_of(promised: Iterable[str]) -> bytes:
    """The record of promised addresses as it lies on the branch: one a line, sorted."""
    return "".join(f"{address}\n" for address in sorted(promised)).encode()


def promised_in(record: bytes) -> tuple[str, ...]:
    """The addresses in a record."""
    return tuple(filter(None, record.decode("utf-8", "replace").split("\n")))


def file_of(address: str) -> str:
    """The file that an entry with this page would usually have."""
    name = address.removesuffix(".html")
    return f"content/{name}.md" if "/" in name else f"content/notes/{name}.md"


# ---- how large


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many bytes a site has, in how many files; by folder, the largest first."""

    files: int
    total: int
    folders: tuple[tuple[str, int], ...]


def size_of(sizes: Mapping[str, int]) -> Size:
    """The size of a site from those of its files, by address; `top` are the files in no folder."""
    folders: dict[str, int] = {}
    for address, size in sizes.items():
        top, slash, _ = address.partition("/")
        name = f"{top}/" if slash else "top"
        folders[name] = folders.get(name, 0) + size
    ordered = sorted(folders.items(), key=lambda item: (-item[1], item[0]))
    return Size(files=len(sizes), total=sum(sizes.values()), folders=tuple(ordered))


def size_faults(sizes: Mapping[str, int]) -> list[str]:
    """What GitHub would refuse."""
    size = size_of(sizes)
    faults = [
        f"{address} has {written(each)}, and GitHub refuses files over 100 MB: {_smaller(address)}"
        for address, each in sizes.items()
        if each > LARGEST_FILE
    ]
    if size.total > LARGEST_SITE:
        faults.append(
            f"the site has {written(size.total)}, and GitHub Pages takes 1 GB; most of it: {_largest(size)}. "
            "Make pictures and films smaller, or keep them elsewhere; [data] formats leaves files for machines out"
        )
    return faults


def _smaller(address: str) -> str:
    if address.startswith("data/"):
        return "leave its format out of [data] formats in chronicle.toml"
    return "make it smaller"


def report(size: Size) -> list[str]:
    """The lines on a site's size beside the limits of Pages."""
    share = size.total / LARGEST_SITE
    total = f"{written(size.total)} in {size.files:,} files ({_largest(size)})"
    lines = [
        f"Size: {total}, {share:.1%} of the 1 GB that GitHub Pages takes.",
        "A deployment may take 10 minutes there; Actions on GitHub shows when it is done.",
    ]
    if share > _NEAR:
        lines.append("It is nearly full: make pictures and films smaller, or keep them elsewhere.")
    return lines


def written(size: int) -> str:
    """`12.3 MB` or `45 kB`, in thousands, as GitHub counts."""
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"  # noqa: PLR2004 - a million


def _largest(size: Size) -> str:
    return ", ".join(f"{name} {written(each)}" for name, each in size.folders[:3])


# ---- what changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How many files are new, changed and gone."""

    new: int
    changed: int
    gone: int

    def __str__(self) -> str:
        return f"{self.new:,} new, {self.changed:,} changed, {self.gone:,} gone"


def change(old: Mapping[str, str], new: Mapping[str, str]) -> Change:
    """What becomes of the files, each a path with what is in it."""
    both = old.keys() & new.keys()
    return Change(
        new=len(new) - len(both),
        changed=sum(old[path] != new[path] for path in both),
        gone=len(old) - len(both),
    )
