"""The tree that front matter is read into."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.text.nodes import Mapping, Node, Scalar, Sequence, packed, said, unpacked

places = st.integers(0, 10**6)
scalars = st.builds(Scalar, st.text(), places, places, st.booleans(), st.text())


def _larger(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    items = st.lists(nodes, max_size=6).map(tuple)
    pairs = st.lists(st.tuples(scalars, nodes), max_size=6).map(tuple)
    return st.builds(Sequence, items, places, places) | st.builds(Mapping, pairs, places, places)


trees: st.SearchStrategy[Node] = st.recursive(scalars, _larger, max_leaves=20)


@given(trees)
def test_a_packed_tree_unpacks_to_itself(tree: Node) -> None:
    """A tree that went through JSON is the same tree."""
    assert unpacked(json.loads(json.dumps(packed(tree)))) == tree


@pytest.mark.parametrize("data", [None, 3, [], ["[", 1], ["[", 1, 1, 3], ["{", 1, 1, [["k", "v"]]], [[]]])
def test_anything_else_does_not_unpack(data: object) -> None:
    """Lists of another shape are refused with an ordinary error."""
    with pytest.raises((LookupError, TypeError, ValueError)):
        unpacked(data)


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_only_an_unquoted_null_is_nothing(text: str) -> None:
    """A null stands for no value unless it is in quotes."""
    assert Scalar(text).is_null
    assert not Scalar(text, quoted=True).is_null


def test_a_field_is_found_by_its_path() -> None:
    """A path of keys and numbers leads to a node; where the short form was written, to the text itself."""
    article, short = Scalar("a", 3, 14), Scalar("b", 4, 5)
    sources = Sequence((Mapping(((Scalar("article"), article),)), short))
    tree = Mapping(((Scalar("sources"), sources),))
    assert tree.find("sources.0.article") is article
    assert tree.find("sources.1.article") is short
    assert tree.find("sources.9") is sources
    assert tree.find("sources.0.url") is None
    assert tree.find("places.0") is None


def test_a_node_is_named_in_words() -> None:
    """Messages call a node text, a list, or a table of keys."""
    assert [said(node) for node in (Scalar(""), Sequence(()), Mapping(()))] == ["text", "a list", "a table of keys"]
