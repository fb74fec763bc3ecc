"""The manifest: what it says is read back, and few other lines are put into it as if it were written anew."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from chronicle.building.manifests import Changes, Record, manifest, mended, records_in, with_changes

# Names as files may have them, and such as would be found in the wrong place by a search that is not careful.
NAMES = st.sampled_from(["a", "b.html", 'a"', '"a"', "{", "format", "files", "\\", "\u00e9/b.html"]) | st.text(
    max_size=4
)
RECORDS = st.dictionaries(NAMES, st.sampled_from(["", "1 -", "22 - 3 4", "5 6 7"]).map(Record), max_size=6)


CHANGES = st.dictionaries(NAMES, st.none() | st.sampled_from(["", "1 -", "5 6 7"]).map(Record))


@given(before=RECORDS, changes=CHANGES, whole=RECORDS)
def test_a_manifest_that_is_mended_is_the_one_written_anew(
    before: dict[str, Record], changes: Changes, whole: dict[str, Record]
) -> None:
    """Whatever files came, went, or are others; if it cannot be mended, it says so."""
    known = {name: record for name, record in changes.items() if record or name in before}
    for change in (known, {**dict.fromkeys(before), **whole}):
        after = with_changes(before, change)
        assert mended(manifest(before), before, change) in {b"", manifest(after)}
        assert records_in(manifest(after)) == after


def test_a_manifest_that_is_written_otherwise_is_not_mended() -> None:
    """As by an older version, or by somebody else."""
    before, change = {"a": Record("1 -"), "b": Record("2 -")}, {"a": Record("3 -")}
    for content in (b"", b'{"format": 2, "files": {"a": "1 -", "b": "2 -"}}', b'{"format":1,\n"files":{"a":["1"]}}'):
        assert not mended(content, before, change)
    assert mended(manifest(before), before, change) == manifest({"a": Record("3 -"), "b": Record("2 -")})
    assert mended(manifest(before), before, {"a": None}) == manifest({"b": Record("2 -")})
    assert mended(manifest(before), before, {"aa": Record("4 -")}) == manifest({**before, "aa": Record("4 -")})
