"""The manifest: what it says is read back, and few other lines are put into it as if it were written anew."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from chronicle.building.manifests import Record, manifest, manifest_after, records_in

# Names as files may have them, and such as would be found in the wrong place by a search that is not careful.
NAMES = st.sampled_from(["a", "b.html", 'a"', '"a"', "{", "format", "files", "\\", "\u00e9/b.html"]) | st.text(
    max_size=4
)
RECORDS = st.dictionaries(NAMES, st.sampled_from(["", "1 -", "22 - 3 4", "5 6 7"]).map(Record), max_size=6)


@given(before=RECORDS, records=RECORDS)
def test_a_manifest_that_is_mended_is_the_one_written_anew(
    before: dict[str, Record], records: dict[str, Record]
) -> None:
    """Whatever files came, went, or are others."""
    after = {**before, **{name: record for name, record in records.items() if name in before}}
    for said in (records, after):
        assert manifest_after(manifest(before), before, said) == manifest(said)
        assert records_in(manifest(said)) == said


def test_a_manifest_that_is_written_otherwise_is_written_anew() -> None:
    """As by an older version, or by somebody else."""
    before, after = {"a": Record("1 -"), "b": Record("2 -")}, {"a": Record("3 -"), "b": Record("2 -")}
    for content in (b"", b'{"format": 2, "files": {"a": "1 -", "b": "2 -"}}', b'{"format":1,\n"files":{"a":["1"]}}'):
        assert manifest_after(content, before, after) == manifest(after)
