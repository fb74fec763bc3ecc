"""Open references answered: addresses, words, pictures, and what is missing."""

from chronicle.text.answers import Answer, resolved
from chronicle.text.markup import render


def test_references_are_answered() -> None:
    """An answer gives address and words; without one the words are marked missing."""
    html = render("[[a]] [[b|B]] [[c]] ![alt](media/x.jpg) ![gone](media/y.jpg)").html
    answers = (
        Answer(address="a.html", words="Title"),
        Answer(address="b.html"),
        None,
        Answer(address="media/x.jpg", width=1, height=2),
    )
    assert resolved(html, answers, "../") == (
        '<p><a href="../a.html">Title</a> <a href="../b.html">B</a> <span class="missing">c</span> '
        '<img src="../media/x.jpg" alt="alt" width="1" height="2"> <span class="missing">gone</span></p>'
    )


def test_a_link_to_a_picture_keeps_its_words() -> None:
    """The size of a picture belongs to the picture, not to a link that leads to it."""
    html = render("[the photograph](media/x.jpg)").html
    answer = Answer(address="media/x.jpg", width=640, height=480)
    assert resolved(html, (answer,), "") == '<p><a href="media/x.jpg">the photograph</a></p>'


def test_a_file_that_is_no_picture_is_linked() -> None:
    """A document written like a picture becomes a link to it."""
    html = render("![The report](media/report.pdf)").html
    assert resolved(html, (Answer(address="media/report.pdf"),), "") == (
        '<p><a href="media/report.pdf">The report</a></p>'
    )


def test_the_words_of_a_picture_are_words_wherever_they_stand() -> None:
    """What is harmless in an attribute is not markup in the text that takes the picture's place."""
    html = '<img alt="<script>x</script>" src="ref:0">'
    assert resolved(html, (None,), "") == '<span class="missing">&lt;script&gt;x&lt;/script&gt;</span>'
    linked = '<a href="media/a.txt">&lt;script&gt;x&lt;/script&gt;</a>'
    assert resolved(html, (Answer(address="media/a.txt"),), "") == linked
