"""The tree that front matter is read into."""

import pytest

from chronicle.text.nodes import Mapping, Scalar, Sequence, said


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
