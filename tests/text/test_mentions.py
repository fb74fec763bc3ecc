"""The first mention of a name becomes a link."""

import time

import pytest

from chronicle.text.mentions import with_mentions

BAGHDAD = (("Baghdad", "baghdad.html"),)


def test_only_the_first_mention_is_linked() -> None:
    """The first mention of a name is linked, the second is not."""
    assert (
        with_mentions("<p>Baghdad, then Baghdad.</p>", BAGHDAD)
        == '<p><a href="baghdad.html">Baghdad</a>, then Baghdad.</p>'
    )


def test_of_several_spellings_one_is_linked() -> None:
    """Two names of one address share one link."""
    names = (("Baghdad", "b.html"), ("Bagdad", "b.html"))
    assert with_mentions("<p>Bagdad is Baghdad.</p>", names) == '<p><a href="b.html">Bagdad</a> is Baghdad.</p>'


def test_the_longest_name_is_linked() -> None:
    """A name that begins another does not hide it."""
    names = (("Ain", "ain.html"), ("Ain al-Asad", "asad.html"))
    assert with_mentions("<p>Ain al-Asad</p>", names) == '<p><a href="asad.html">Ain al-Asad</a></p>'


def test_a_name_that_goes_on_gives_way_to_a_shorter_one() -> None:
    """Where the longest name is no whole word, a shorter one that begins there is linked; one inside of it is not."""
    names = (("Ain", "ain.html"), ("Ain al", "al.html"), ("al", "x.html"), ("al-Asad", "y.html"))
    assert (
        with_mentions("<p>Ain alpha, Ain al, al-Asad</p>", names)
        == '<p><a href="ain.html">Ain</a> alpha, <a href="al.html">Ain al</a>, <a href="y.html">al-Asad</a></p>'
    )


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="x.html">in Baghdad</a></p>',
        "<h2>Baghdad</h2>",
        "<p><code>Baghdad</code></p>",
        "<pre>Baghdad</pre>",
        '<p><img alt="Baghdad" src="b.jpg"></p>',
        '<p><img alt="in > Baghdad" src="b.jpg"></p>',
        '<pre tabindex="0"><code>x</code> Baghdad</pre>',
        "<p>Baghdadi, NewBaghdad, baghdad</p>",
        '<p><a href="baghdad.html">the city</a> of Baghdad</p>',
    ],
)
def test_names_elsewhere_are_left_alone(html: str) -> None:
    """No link is made in links, headings, code, attributes, other words, or when the page has the link already."""
    assert with_mentions(html, BAGHDAD) == html


def test_a_mention_after_a_heading_is_linked() -> None:
    """A heading or code that ended no longer keeps links away."""
    assert (
        with_mentions("<h2>Baghdad</h2><p>Baghdad</p>", BAGHDAD)
        == '<h2>Baghdad</h2><p><a href="baghdad.html">Baghdad</a></p>'
    )


def test_names_are_found_as_html_writes_them() -> None:
    """A name with a & is found, and no name is found inside an entity."""
    names = (("Bar & Co", "bar.html"), ("lt", "lt.html"))
    assert with_mentions("<p>Bar &amp; Co &lt; x</p>", names) == '<p><a href="bar.html">Bar &amp; Co</a> &lt; x</p>'


def test_a_name_with_quotes_is_found() -> None:
    """Quotes are written as the sanitiser writes them in texts."""
    html = with_mentions("<p>The &quot;Hub&quot;.</p>", (('The "Hub"', "hub.html"),))
    assert html == '<p><a href="hub.html">The &quot;Hub&quot;</a>.</p>'


def test_the_name_of_a_tag_is_no_mention() -> None:
    """A place may be called as a tag is."""
    names = (("strong", "x.html"), ("scope", "y.html"))
    html = '<table><tr><th scope="row"><strong>Salt</strong></th></tr></table><p>strong</p>'
    assert with_mentions(html, names) == html.replace("<p>strong", '<p><a href="x.html">strong</a>')


def test_without_names_nothing_changes() -> None:
    """Without names the text stays as it is."""
    assert with_mentions("<p>Baghdad</p>", ()) == "<p>Baghdad</p>"


def test_many_names_that_begin_as_a_long_word_does_take_no_time() -> None:
    """Within a word no name is looked for."""
    names = tuple((letters, letters) for letters in ("a" * number for number in range(103, 3, -1)))
    began = time.process_time()
    html = f"<p>{'a' * 256 * 1024}</p>"
    assert with_mentions(html, names) == html
    assert time.process_time() - began < 2
