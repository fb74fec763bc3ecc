"""Templates do less than Jinja's, and write the same."""

import gettext
from typing import Final

import jinja2
import pytest
from markupsafe import Markup

from chronicle.building.compiling import Environment

SHARED: Final = """
{% macro plain(item) %}<i>{{ item }}</i>{% endmacro %}
{% macro rich(item, mark="&") %}{{ item }}{{ mark }}{{ varargs | length }}{{ kwargs }}{% endmacro %}
{% macro around(item) %}[{{ caller(item) }}]{% endmacro %}
{% macro spoken(name) %}{{ _("Sources") }} {{ _("by %(name)s", name=name) }}{% endmacro %}
"""
FRAME: Final = "<b>{% block one %}{{ number }}{% endblock %}</b>{% block one_more scoped %}{{ safe }}{% endblock %}"
BODIES: Final = (
    "{{ word }}{{ number }}{{ none }}{{ safe }}{{ listed }}",
    "{% import 'shared' as s %}{{ s.plain(word) }}{{ s.plain(item=safe) }}{{ s.plain(s.plain(word)) }}",
    "{% import 'shared' as s %}{{ s.rich(word) }}{{ s.rich(word, '<') }}{{ s.rich(word, word, 1, 2, a='<') }}",
    "{% import 'shared' as s %}{% call(x) s.around(word) %}{{ x }}<b>{% endcall %}",
    "{% from 'shared' import plain %}{% for w in listed %}{{ plain(w) ~ word }}{{ loop.last }}{% endfor %}",
    "{% import 'shared' as s %}{% autoescape false %}{{ s.plain(word) }}{{ word }}{{ _('A & B') }}{% endautoescape %}",
    "{% set block %}{{ word }}{% endset %}{{ block }}{{ block ~ word }}{{ word | upper }}{{ word.split('&')[0] }}",
    "{{ _('Sources') }}{{ _('A & B') }}{{ _('100 %%') }}{{ _('by %(name)s', name=word) }}{{ _(word) }}",
    "{{ _('A & B') ~ word }}{{ _('A & B') | length }}{{ 'x' if _('Sources') }}{{ word | replace('&', _('A & B')) }}",
    "{{ ngettext('%(num)s source', '%(num)s sources', 2) }}{% trans %}A & B{% endtrans %}",
    "{% trans word %}{{ word }}{% endtrans %}",
    "{% import 'shared' as s %}{{ s.spoken(word) }}{% filter upper %}{{ word }}<br>{% endfilter %}",
    "{% import 'shared' as s with context %}{% include 'part' %}{{ s.plain(word) }}",
    "{% import 'shared' as s %}{% for w in ('<hr>', safe, true, 1, '1', '<hr>') %}{{ s.plain(w) }}{% endfor %}",
    "{{ _('by %(name)s, 5 %% of %(n)d', name=word, n=number) }}{{ _('%(a)s%(a)s', a=safe, b=nothing) ~ word }}",
    "{{ ngettext('%(num)s of %(a)s', '%(num)s of %(a)s &', number, a=word) }}{{ ngettext('%(num)d', 'b', 1, num=2) }}",
    "{% autoescape false %}{{ _('%(a)s', a=word) }}{{ ngettext('a', '%(a)s', 2, a=word) }}{% endautoescape %}",
    "{% import 'shared' as s %}{{ s.plain(_('%(a)s', a=word)) }}{{ _('%(a)s', a=s.plain(_('%(a)s', a=none))) }}",
    "{{ {'a': word}.a }}{{ {'a': word}.items() | list }}{{ {'class': word}.class }}{{ word.nothing is defined }}",
    "{% extends 'frame' %}{% block one %}{{ super() }}{% block two %}{{ {'a': 1}.a }}{% endblock %}{% endblock %}",
)
FAULTS: Final = (
    "{% import 'shared' as s %}{{ s.plain() }}",
    "{% import 'shared' as s %}{{ s.plain(word, word) }}",
    "{% import 'shared' as s %}{{ s.plain(word, other=word) }}",
    "{% import 'shared' as s %}{{ s.missing(word) }}",
    "{{ word() }}{{ _() }}",
    "{{ _('100 % of it') }}",
    "{{ _('100 % of %(name)s', name=word) }}",
    "{{ _('of %(name)s', other=word) }}",
    "{{ _('of %(name)s', name=nothing) }}",
    "{{ ngettext('%(a)s', '%(b)s', number, b=nothing) }}",
    "{{ nothing }}",
    "{{ word }}{{ word.nothing }}",
    "{{ word.nothing.more }}{{ nothing.more }}",
    "{% extends 'frame' %}{% block one %}{{ word.nothing }}{% endblock %}",
)


class Translated(gettext.NullTranslations):
    """A language with HTML in its words."""

    def gettext(self, message: str) -> str:
        """Each message in other words."""
        return f"⟦{message}⟧ &amp; <b>'"


def rendered(environment: jinja2.Environment, body: str) -> str:
    """What a template comes to, or how it fails."""
    others = {"shared": SHARED, "part": "{{ word }}{{ number }}", "frame": FRAME}
    environment.loader = jinja2.DictLoader({**others, "page": body})
    values = {"word": "<a> & \"b\" 'c'", "number": 3, "none": None, "listed": ["&", 1], "safe": Markup("<hr>")}
    try:
        return environment.get_template("page").render(values)
    except (jinja2.TemplateError, TypeError, ValueError, LookupError) as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("translations", [gettext.NullTranslations(), Translated()], ids=["English", "translated"])
@pytest.mark.parametrize("body", [*BODIES, *FAULTS])
def test_a_template_writes_and_fails_as_with_jinja(body: str, translations: gettext.NullTranslations) -> None:
    """Each construct comes to the same text, or to the same fault, as in Jinja's own environment."""
    usual = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.i18n"])
    usual.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    ours = Environment(translations, autoescape=True, undefined=jinja2.StrictUndefined)
    assert rendered(ours, body) == rendered(usual, body)


def test_an_attribute_costs_no_call() -> None:
    """What the program's own values are asked for is an attribute in Python, too, until one is not there."""
    asked: list[str] = []

    class Watched(Environment):
        def getattr(self, obj: object, attribute: str) -> object:
            asked.append(attribute)
            return super().getattr(obj, attribute)

    page = Watched(Translated(), loader=jinja2.DictLoader({"page": "{{ word.numerator }}"})).get_template("page")
    assert (page.render(word=1), asked) == ("1", [])
    assert (page.render(word={"numerator": 2}), page.render(word=3), asked) == ("2", "3", ["numerator"] * 2)


def test_a_macro_of_the_same_values_is_made_once() -> None:
    """An imported macro comes to the same text on each page, so that it need not be asked again."""
    loader = jinja2.DictLoader({"shared": SHARED, "page": "{% import 'shared' as s %}{{ s.plain(word) }}"})
    ours = Environment(gettext.NullTranslations(), autoescape=True, loader=loader)
    page = ours.get_template("page")
    assert [page.render(word=word) for word in ("&", "&", Markup("&"))] == ["<i>&amp;</i>", "<i>&amp;</i>", "<i>&</i>"]
    kept = ours.get_template("shared").module.plain.of_plain.cache_info()  # type: ignore[attr-defined]
    assert (kept.hits, kept.misses) == (1, 1)


def test_a_message_costs_no_call() -> None:
    """A message without values is a piece of the text around it."""
    tree = Environment(Translated(), autoescape=True).parse("<dt>{{ _('Sources') }}</dt>")
    assert list(tree.find_all(jinja2.nodes.Call)) == []
