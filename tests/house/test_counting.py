"""What coverage is counted of."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    import pytest


@given(what=st.booleans())
def test_no_line_is_counted_in_a_property_test(pytestconfig: pytest.Config, *, what: bool) -> None:
    """Whatever counts in the tests around it."""
    is_counting = pytestconfig.pluginmanager.hasplugin("_cov")
    assert not is_counting or sys.gettrace() is None, what


def test_what_is_not_counted_is_there(pytestconfig: pytest.Config) -> None:
    """A test that is moved or renamed takes its place in the list along."""
    shared = pytestconfig.pluginmanager.get_plugin(str(pytestconfig.rootpath / "tests" / "conftest.py"))
    assert shared
    assert [path for path in shared.REPEATED if not path.exists()] == []
