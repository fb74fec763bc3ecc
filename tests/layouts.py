"""One story in the layouts of real news pages, written for the tests: what belongs to it, and what stands around it."""

from __future__ import annotations

DATELINE = "KIRKUK, Iraq, March 4 (Reuters) - "
STORY = tuple(
    """\
A roadside bomb killed three policemen and wounded two near a checkpoint south of the city on Monday, police said.
Nobody has claimed the attack.
The patrol was on its way back from Daquq when the device went off beside the second car, Colonel Salam Rashid told us.
“We heard the blast from the market,” a shopkeeper said.
Security forces closed the road for four hours and searched farms on both of its sides, adding that two men were held.
It was the second attack on that stretch of road since the beginning of the year.
""".splitlines()
)
JUNK = ("Our morning letter", "Heavy rain expected", "Guard of honour at the", "All rights belong", "Jane Field is")


def _head(extra: str = "") -> str:
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Bomb kills three policemen near Kirkuk | '
        'The Northern Post</title><meta property="og:site_name" content="The Northern Post">'
        '<meta property="article:published_time" content="2024-03-04T19:20:00+03:00">'
        f'<link rel="canonical" href="https://post.example/news/kirkuk-bomb">{extra}</head>'
    )


NAVIGATION = (
    '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a>'
    "</li></ul></nav></header>"
)
NEWSLETTER = (
    '<div class="newsletter-box"><h3>Stay informed</h3><p>Our morning letter brings you the stories of the day before '
    "breakfast, free of charge.</p><form><input name=mail><button>Join</button></form></div>"
)
RELATED = (
    '<div class="related-links"><h4>More on this</h4><ul><li><a href="/1">Heavy rain expected in the north until the '
    'weekend</a></li><li><a href="/2">Heavy rain expected again next week</a></li></ul></div>'
)
FIGURE = (
    '<figure><img src="a.jpg" alt=""><figcaption>Guard of honour at the funeral of a policeman. Photo: A. Nobody'
    "</figcaption></figure>"
)
TEASERS = "".join(f"<li><a href=/{number}>Heavy rain expected on day {number}</a></li>" for number in range(20))
FOOTER = "<footer><p>All rights belong to The Northern Post, Kirkuk Road 1, and to those who wrote for it.</p></footer>"
AUTHOR = '<div class="author-bio"><p>Jane Field is our correspondent in the north. She joined us in 2019.</p></div>'


def _paragraphs(parts: tuple[str, ...], tag: str = "p") -> str:
    return "".join(f"<{tag}>{part}</{tag}>\n" for part in parts)


def _page(body: str, extra: str = "") -> str:
    return f"{_head(extra)}<body>{NAVIGATION}{body}{FOOTER}</body></html>"


FIRST, REST = DATELINE + STORY[0], STORY[1:]
H1 = "<h1>Bomb kills three policemen near Kirkuk</h1>"
ALL = (FIRST, *REST)

LINKED_DATA = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Organization","@id":"#org",'
    '"name":"The Northern Post"},{"@type":["NewsArticle"],"headline":"Bomb kills three policemen near Kirkuk",'
    '"datePublished":"2024-03-04T19:20:00+03:00","publisher":{"@id":"#org"},"inLanguage":"en","articleBody":"%s"}]}</script>'
)

LAYOUTS = {
    "article": _page(f"<main><article>{H1}{FIGURE}{_paragraphs(ALL)}{RELATED}{AUTHOR}</article></main>"),
    "nested boxes": _page(
        "<div id=wrap><div class=col-main><div class=story><div class=inner>"
        f"{H1}<div class=text>{''.join(f'<div class=para><div>{part}</div></div>' for part in ALL)}</div>"
        f"</div></div></div><div class=sidebar>{RELATED}</div></div>"
    ),
    "line breaks": _page(f"<div class=content>{H1}<div class=body>{'<br><br>'.join(ALL)}</div></div>{RELATED}"),
    "line breaks with spaces": _page(
        f"<table><tr><td>{H1}<font size=2>{'<br>&nbsp;<br>'.join(ALL)}</font></td></tr></table>"
    ),
    "single line breaks": _page(f"<div>{H1}<div>{'<br>'.join(ALL)}</div></div>"),
    "dateline in a span": _page(
        f"<article>{H1}<p><span class=dateline>{DATELINE}</span>{STORY[0]}</p>{_paragraphs(REST)}</article>"
    ),
    "dateline in a paragraph": _page(
        f"<article>{H1}<div><p class=place>{DATELINE}</p><p>{STORY[0]}</p>{_paragraphs(REST)}</div></article>"
    ),
    "lead apart": _page(
        f"<div class=article>{H1}<p class=lead><b>{FIRST}</b></p><div class=text>{_paragraphs(REST)}</div></div>"
    ),
    "byline": _page(
        f"<article>{H1}<p class=meta>By Jane Field</p><p>March 4, 2024</p><p>2 min read</p>{_paragraphs(ALL)}</article>"
    ),
    "boxes between": _page(
        f"<article>{H1}{_paragraphs(ALL[:2])}{NEWSLETTER}{_paragraphs(ALL[2:3])}{RELATED}{_paragraphs(ALL[3:5])}{FIGURE}"
        f"{_paragraphs(ALL[5:])}</article>"
    ),
    "links in text": _page(
        f"<article>{H1}<p>{FIRST.replace('roadside', '<a href=/b>roadside</a>')}</p>{_paragraphs(REST)}</article>"
    ),
    "linked data": _page(f"<article>{H1}{_paragraphs(ALL)}</article>", LINKED_DATA % "x"),
    "text in linked data only": _page(
        f"<article>{H1}<div id=app></div></article>", LINKED_DATA % "\\n\\n".join(ALL)
    ),
    "text loaded later": _page(
        f"<article>{H1}<p>{FIRST}</p><div class=gate>Join us to read on.</div></article>", LINKED_DATA % "\\n".join(ALL)
    ),
    "amp": _page(
        f"<article class=amp-article>{H1}<amp-img src=a.jpg></amp-img>{_paragraphs(ALL[:3])}<amp-ad></amp-ad>"
        f"<amp-social-share></amp-social-share>{_paragraphs(ALL[3:])}</article>"
    ).replace("<html ", "<html amp ", 1),
    "told twice": _page(
        f"<article>{H1}<div class=desktop>{_paragraphs(ALL)}</div><div class=mobile>{_paragraphs(ALL)}</div></article>"
    ),
    "teaser above": _page(
        f"<div class=top><p>{STORY[2]}</p><ul>{TEASERS}</ul></div><article>{H1}{_paragraphs(ALL)}</article>"
    ),
    "form around the page": _page(f"<form id=aspnetForm><div>{H1}{_paragraphs(ALL)}</div></form>"),
    "section of an old page": _page(f"<center>{H1}</center>" + "".join(f"<p>{part}" for part in ALL)),
    "no marks at all": _head() + H1 + _paragraphs(ALL),
}  # fmt: skip
