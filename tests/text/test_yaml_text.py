"""Front matter as it is written: the short way for what needs no quotes writes what the library does."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from chronicle.text.yaml_text import Bare, Plain, _yaml_node, _yaml_scalar, yaml_text

LETTERS = "abcNOyesnulf 0123456789,.()/'-:#&*!|>%@`{}[]\"~?=<\u00e9"
TEXTS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool),
    st.sampled_from(
        ["yes", "No", "null", "on", "y", "true", "12", "1.5", "2023-10-19", "0x1f", "1:30", "a: b", "a #b"]
    ),
    st.sampled_from(["Fire at the mill", "Reuters", "armed-clash", "Military Forces of Mali (2020-)", "Baghdad, Iraq"]),
)
BARE = st.sampled_from(["2023-10-19", "2023-10", "2023~", "2023-10-19/..", "3", "1-5", "41+", "true"]).map(Bare)
WORDS = st.one_of(TEXTS, BARE)
TABLES = st.dictionaries(st.sampled_from(["actor", "role", "killed"]), WORDS, min_size=1)
VALUES = st.one_of(WORDS, st.lists(WORDS, max_size=3), TABLES, st.lists(TABLES, min_size=1, max_size=3))


@given(VALUES)
def test_a_value_is_written_as_the_library_writes_it(value: Plain) -> None:
    """Whatever the value, its lines are those of the library."""
    pair = (_yaml_scalar("field"), _yaml_node(value, depth=0))
    root = yaml.MappingNode("tag:yaml.org,2002:map", [pair], flow_style=False)
    written = yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**9)
    assert yaml_text({"field": value}) == written
