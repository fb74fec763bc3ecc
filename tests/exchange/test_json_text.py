"""Data for machines says the same when it is inert, and is data to whatever reads it."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from chronicle.exchange.json_text import inert

TEXTS = st.text(st.sampled_from('"\\<>&=+@-\u2028\u2029a,\n'), max_size=12)


@given(st.lists(st.one_of(TEXTS, st.integers(), st.dictionaries(TEXTS, TEXTS, max_size=2)), max_size=5))
@example(['"=1', "</script>", -1, "=HYPERLINK()"])
def test_inert_json_says_the_same_and_holds_neither_markup_nor_a_formula(values: list[object]) -> None:
    """No text in it begins with the sign of a formula; numbers below nothing stay numbers."""
    text = inert(json.dumps(values, ensure_ascii=False, separators=(",", ":")))
    assert json.loads(text) == values
    assert not set("<>&\u2028\u2029") & set(text)
    assert not any(f'"{sign}' in text for sign in "=+@-")
