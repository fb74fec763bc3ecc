"""What the cache remembers of an output folder: its manifests, and the stamps of its files.

Of the stamps there is a row with those of all files, and one with the few that are others since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.building.cache import Cache
    from chronicle.building.looking import Stamps
    from chronicle.building.manifests import Changes, Record
    from chronicle.building.output import Output

_FEW: Final = 1000  # stamps; with more of them, all are written anew


def stamps_in(cache: Cache, name: str) -> tuple[Stamps, str]:
    """The stamps of all files of an output folder, and the digest of the manifest that names these files."""
    stamps = cache.get("state", f"stamps {name}") or {}
    since, manifest = cache.get("state", f"newer stamps {name}") or ({}, "")
    stamps.update(since)
    for address in [address for address, stamp in since.items() if stamp is None]:
        del stamps[address]
    return stamps, manifest


def keep_stamps(cache: Cache, name: str, before: Stamps, output: Output) -> None:
    """Put the stamps into the cache; `before` are those that are in there."""
    stamps = output.stamps()
    since, _ = cache.get("state", f"newer stamps {name}") or ({}, "")
    since |= {address: stamp for address, stamp in stamps.items() if before.get(address) != stamp}
    since |= dict.fromkeys(before.keys() - stamps.keys())
    if len(since) > _FEW or not before or cache.notice:  # of a cache that was dropped nothing is left
        cache.put("state", f"stamps {name}", stamps)
        since = {}
    cache.put("state", f"newer stamps {name}", [since, output.manifest])


def recall_sums(cache: Cache, name: str, output: Output) -> None:
    """Let the output know the sums of files that were sealed before."""
    from chronicle.pages.page import Sum  # noqa: PLC0415 - a build in which nothing changed needs no pages

    kept = cache.get("state", f"sums {name}") or {}
    output.sums = {address: Sum(size=size, sha256=sha) for address, (size, sha) in kept.items()} | output.sums


def keep_sums(cache: Cache, name: str, output: Output, records: Mapping[str, Record]) -> None:
    """Put the sums of the files that are there into the cache."""
    there = {address: each for address, each in output.sums.items() if address in records}
    cache.put("state", f"sums {name}", {address: (each.size, each.sha256) for address, each in there.items()})


def save_manifest(cache: Cache, name: str, output: Output, changes: Changes) -> None:
    """Write down which files are ours, where that has changed.

    The cache is told before: a manifest that it does not know is not believed. Nor does it know from here on what the
    site was made from, until the build has ended.
    """
    known = [output.manifest] if output.is_known else []

    def tell(sha: str) -> None:
        cache.put("state", f"manifests {name}", [*known, sha])
        cache.remove("state", f"inputs {name}")
        cache.save()

    output.save_manifest(changes, tell)
