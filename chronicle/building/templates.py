"""Templates: views become text. The only place that knows Jinja.

Autoescape is on for every name and undefined values are errors. Templates are given no clock, nothing random and
no includes whose names are computed: the same view gives the same bytes. They are code of the site's owner, not
of its editors; this is order, not a sandbox.
"""

from __future__ import annotations

import functools
import hashlib
import re
from types import CodeType, MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import jinja2
from jinja2 import meta, nodes
from markupsafe import Markup, escape

from chronicle.building.compiling import Environment
from chronicle.building.inputs import content_key
from chronicle.building.precompiled import keep_value, value_in
from chronicle.text.answers import resolved
from chronicle.text.mentions import with_mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence

    from chronicle.pages.page import Page, Site
    from chronicle.pages.views.parts import ProseView
    from chronicle.text.wording import Language

# What a template of the site may get wrong; in the built-in theme the same would be a bug of ours.
_TEMPLATE_FAULTS: Final = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
_REFERRING: Final = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
_FRAME: Final = "template:"  # before the name, in tracebacks
_THEME: Final = "theme/"  # before the name of a built-in template
_THEME_LINES: Final = 100_000  # added to the lines of the theme's macros in a partial of the site
_VALUE: Final = re.compile(r"'chronicle\.[\w.]*\.(\w+) object'")  # as Python names one of our values
_XML_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML 1.0, 2.2


class TemplateFault(Exception):  # noqa: N818 - a fault, as in the other stages
    """A template that cannot be read or rendered: its file, line and what is wrong."""

    def __init__(self, name: str, line: int, message: str) -> None:
        super().__init__(name, line, message)  # all of it goes through a pipe
        self.name, self.line, self.message = name, line, message


class Templates:
    """The theme of a site, ready to render; `html_of` gives the HTML of a body by its digest.

    `references` are what templates refer to, by the key of their source, as far as that is known from earlier builds.
    """

    def __init__(
        self,
        theme: Mapping[str, bytes],
        own: frozenset[str],
        language: Language,
        html_of: Callable[[str], str],
        references: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self._own = own
        self._sources = {name: _decoded(name, data) for name, data in theme.items() if not is_asset(name)}
        self._html_of = html_of
        self._digests: dict[str, str] = {}
        self._known = references
        self.references: dict[str, tuple[str, ...]] = {}
        self._environment = _environment(self._sources, own, language)
        self._environment.filters["prose"] = self._prose
        isolated = self._environment.filters["isolated"] = _isolating(language)
        self._environment.filters["listed"] = _listing(language, isolated)

    def digest(self, name: str) -> str:
        """The digest of a template and of everything it extends, includes or imports."""
        if name not in self._digests:
            closure = sorted(self.needed([name]))
            text = "\0".join(f"{part}\0{self._sources[part]}" for part in closure)
            self._digests[name] = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
        return self._digests[name]

    def needed(self, names: Iterable[str]) -> set[str]:
        """These templates and all that they extend, include or import. Raise TemplateFault for one that is broken."""
        found: set[str] = set()
        left = [*names]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += self._referred(name)
        return found

    def render(self, page: Page, view: object, site: Site) -> bytes:
        """The bytes of a page with its view. Raise TemplateFault when a template of the site fails."""
        try:
            template = self._environment.get_template(page.template)
            text = template.render(site=site, page=page.head, view=view)
        except _TEMPLATE_FAULTS as error:
            if not self._own:
                raise
            name, line = _where(error, page.template)
            message = (
                "includes itself without end" if isinstance(error, RecursionError) else _VALUE.sub(r"\1", str(error))
            )
            raise TemplateFault(name, line, f"{message} (while rendering {page.address})") from None
        if page.template.endswith(".xml"):
            text = _XML_FORBIDDEN.sub("", text)
        return text.encode("utf-8", "replace")

    def _referred(self, name: str) -> Sequence[str]:
        """What a template refers to itself."""
        if name not in self._sources:
            raise TemplateFault(
                name, 0, "is a template of the theme, and missing: restore it, or install Chronicle again"
            )
        key = content_key(self._sources[name].encode("utf-8", "surrogatepass"))
        if key not in self.references:
            place, is_kept = f"references/{name}", name not in self._own
            known = self._known.get(key)
            if known is None and is_kept:
                known = value_in(place, key, tuple)
            if known is None or not all(other in self._sources for other in known):
                known = tuple(self._read_references(name))
                if is_kept:
                    keep_value(place, key, known)
            self.references[key] = tuple(known)
        return self.references[key]

    def tree(self, name: str) -> nodes.Template:
        """A template as Jinja reads it. Raise TemplateFault for one that is broken."""
        try:
            return self._environment.parse(self._sources[name])
        except jinja2.TemplateSyntaxError as error:
            raise TemplateFault(name, error.lineno, error.message or "cannot be read") from None
        except (RecursionError, ValueError):  # of the parser, and of Python for a long number
            raise TemplateFault(name, 0, "has parts nested too deep, or a number too long") from None

    def _read_references(self, name: str) -> Iterator[str]:
        for node in self.tree(name).find_all(_REFERRING):
            for other in meta.find_referenced_templates(nodes.Template([node], lineno=node.lineno)):
                if other is None:
                    raise TemplateFault(name, node.lineno, "includes a template whose name is not written out")
                if other not in self._sources:
                    raise TemplateFault(name, node.lineno, f'there is no template "{other}"')
                yield other

    def _prose(self, prose: ProseView, root: str) -> Markup:
        """The filter `view.prose | prose(page.root)`: the HTML of a body with its links."""
        if not prose.digest:
            return Markup("")
        html = resolved(self._html_of(prose.digest), prose.answers, root)
        mentions = tuple((name, root + address) for name, address in prose.mentions)
        # Safe: sanitised HTML, with addresses of our own making put in.
        return Markup(with_mentions(html, mentions))  # noqa: S704


def is_asset(name: str) -> bool:
    """Whether a file of the theme is published as it is."""
    return name.removeprefix("theme/").startswith("assets/")


def assets_of(theme: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that go to `assets/`, by name."""
    return {name.removeprefix("assets/"): data for name, data in theme.items() if name.startswith("assets/")}


def _isolating(language: Language) -> Callable[[str], Markup]:
    """The filter `words | isolated`: words that run the other way than the page change nothing around them."""

    def isolated(words: str) -> Markup:
        return Markup("<bdi>{}</bdi>").format(words) if language.runs_against(words) else escape(words)

    kept = functools.lru_cache(maxsize=4096)(isolated)  # of texts only: they equal HTML that is written like them
    return lambda words: kept(words) if type(words) is str else isolated(words)


def _listing(language: Language, isolated: Callable[[str], Markup]) -> Callable[[Iterable[str]], Markup]:
    """The filter `items | listed`: several words in a row, as the language sets them apart."""
    between = escape(language.text(", "))
    # Safe: what is isolated is HTML. (The class itself would ask each item again.)
    return lambda items: str.__new__(Markup, str.join(between, map(isolated, items)))


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise TemplateFault(name, 0, "is not UTF-8 text") from None


class _Loader(jinja2.BaseLoader):
    """The templates by name, with file names by which `_where` knows their frames.

    A partial that begins with `{% extends "theme/…" %}` and its own name has the macros of the theme beside its own,
    and these win, also where the others call them: one macro is replaced, and the rest need not be copied.
    """

    def __init__(self, sources: Mapping[str, str], own: frozenset[str], language: Language) -> None:
        self._sources, self._own, self._language = sources, own, language.code

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> jinja2.Template:
        """The template of a name."""
        if name not in self._sources:
            raise jinja2.TemplateNotFound(name)
        return environment.template_class.from_code(environment, self._code(environment, name), globals or {})

    def _code(self, environment: jinja2.Environment, name: str) -> CodeType:
        if name in self._own or not (isinstance(environment, Environment) and environment.is_quick()):
            return self._compiled(environment, name)
        place = f"{self._language}/{name}"
        key = content_key(f"{self._language} {self._sources[name]}".encode())
        known = value_in(place, key, CodeType)
        if known:
            return known
        code = self._compiled(environment, name)
        keep_value(place, key, code)
        return code

    def _compiled(self, environment: jinja2.Environment, name: str) -> CodeType:
        tree = environment.parse(self._sources[name], name, _FRAME + name)
        if _extends_its_like(name, tree):
            below = environment.parse(self._sources[_THEME + name], _THEME + name, _FRAME + _THEME + name)
            for node in below.find_all(nodes.Node):
                node.lineno = (node.lineno or 0) + _THEME_LINES  # what is compared has none
            tree.body = [*below.body, *(node for node in tree.body if not isinstance(node, nodes.Extends))]
        return environment.compile(tree, name, _FRAME + name)


def _extends_its_like(name: str, tree: nodes.Template) -> bool:
    """Whether this is a partial that takes over the macros of the theme's partial of its name."""
    wanted = nodes.Const(_THEME + name)
    return name.startswith("partials/") and any(node.template == wanted for node in tree.find_all(nodes.Extends))


def _environment(sources: Mapping[str, str], own: frozenset[str], language: Language) -> jinja2.Environment:
    environment = Environment(
        language.translations,
        loader=_Loader(sources, own, language),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    for name in ("lipsum", "cycler", "joiner"):
        environment.globals.pop(name)
    del environment.filters["random"]
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    return environment


def _where(error: BaseException, template: str) -> tuple[str, int]:
    """The template and line a failure came from: the innermost frame that is a template's."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.name or template, error.lineno
    place: tuple[str, int] = (template, 0)
    trace: Any = error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(_FRAME):
            is_theme, line = divmod(trace.tb_lineno, _THEME_LINES)
            place = (_THEME * is_theme + file.removeprefix(_FRAME), line)
        trace = trace.tb_next
    return place
