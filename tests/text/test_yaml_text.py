"""Front matter as it is written: a short way for ordinary sentences writes what the long one does."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from chronicle.text.yaml_text import yaml_text

WORDS = st.lists(st.text("abcNOyesnul 0123456789,.()/'-:#&*!|>%@`{}[]\"é", max_size=8), min_size=1, max_size=5)


@given(WORDS.map(lambda words: " ".join(" ".join(words).split())))
def test_a_text_is_written_as_yaml_writes_it(text: str) -> None:
    """Whatever the text, the line is that of the library, and is read as the same text."""
    written = yaml_text({"title": text})
    assert yaml.safe_load(written) == {"title": text}
    if not written.startswith("title: '"):  # quotes for what reads like a number are our own
        assert written == yaml.safe_dump({"title": text}, allow_unicode=True, width=10**9)
