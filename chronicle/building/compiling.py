"""Templates as Python that does less: what Jinja asks anew on every page is asked once, with the same answer."""

from __future__ import annotations

import keyword
import re
from functools import lru_cache, partial
from types import BuiltinMethodType, MethodType
from typing import TYPE_CHECKING, Any, Final

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from chronicle.pages.edition import Card
from chronicle.pages.page import Link, Site
from chronicle.pages.views.parts import DayGroup

try:  # what markupsafe's `escape` calls; the class that it makes of the result costs five times as much
    from markupsafe._speedups import _escape_inner as _escaped
except ImportError:  # no compiled part, or another version

    def _escaped(text: str, /) -> str:
        text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
        return text.replace("'", "&#39;").replace('"', "&#34;")


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping, Sequence
    from gettext import NullTranslations
    from types import CodeType


# Values of which those that are equal come to the same text; of one kind only, as 1 equals True, and HTML a text.
_PLAIN: Final = frozenset({str, bool, type(missing), Card, DayGroup, Link, Site})
_KEPT: Final = 4096  # texts of a macro


class _Macro(Macro):
    """A macro that can be called without asking what each of its arguments is for."""

    def __init__(  # noqa: PLR0913, PLR0917 - as compiled templates make one
        self,
        environment: jinja2.Environment,
        func: Callable[..., str],
        name: str,
        arguments: Sequence[str],
        catch_kwargs: bool,  # noqa: FBT001
        catch_varargs: bool,  # noqa: FBT001
        caller: bool,  # noqa: FBT001
        default_autoescape: bool | None = None,  # noqa: FBT001
    ) -> None:
        super().__init__(environment, func, name, [*arguments], catch_kwargs, catch_varargs, caller, default_autoescape)
        self._function = func
        self.of_plain: Callable[..., Markup] = self._of  # the same for values that are `_PLAIN`
        self.most = -1 if catch_kwargs or catch_varargs or caller else len(arguments)  # values that `of` takes
        self._unsaid = (missing,) * len(arguments)

    def of(self, *values: object) -> Markup:
        """What it comes to for the values of its first arguments."""
        if len(values) < self.most:
            values += self._unsaid[len(values) :]
        return self.of_plain(*values) if _PLAIN.issuperset(map(type, values)) else self._of(*values)

    def _of(self, *values: object) -> Markup:
        # Safe: all that a macro writes was escaped there. (The class itself would ask what kind of text it is.)
        return str.__new__(Markup, self._function(*values))

    def keep(self) -> None:
        """Know again what it came to: an imported macro sees nothing but its values, and lists repeat their items."""
        self.of_plain = lru_cache(maxsize=_KEPT)(self._of)


class _Context(Context):
    """What a template knows while a page is rendered."""

    def call(
        self,
        called: Any,  # noqa: ANN401 - whatever a template calls
        /,
        *values: Any,  # noqa: ANN401
        _loop_vars: Mapping[str, Any] | None = None,
        _block_vars: Mapping[str, Any] | None = None,
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """The result of a call; that of a macro whose values are all there is the macro's text."""
        if type(called) is _Macro and called.most >= 0 and self.eval_ctx.autoescape:
            if named:
                values += tuple([named.pop(name, missing) for name in called.arguments[len(values) :]])
            if not named and len(values) <= called.most:
                return called.of(*values)
        return super().call(called, *values, _loop_vars=_loop_vars, _block_vars=_block_vars, **named)


class _Values(dict[str, Any]):
    """The values of a message, each written as HTML when the message asks for it."""

    def __getitem__(self, name: str) -> str:
        return _written(super().__getitem__(name))


@lru_cache(maxsize=1024)
def _asks_for_texts(message: str) -> bool:
    return not re.search(r"%(?!%|\(\w+\)s)", message)


def _filled(message: str, /, **values: Any) -> str:  # noqa: ANN401
    """A message with its values, which Jinja would ask several times what they are."""
    if not _asks_for_texts(message):
        return Markup(message) % values  # noqa: S704 - as Jinja: a message is ours, or a translator's
    return str.__new__(Markup, message % _Values(values))


def _counted(environment: Environment, one: str, many: str, num: int, /, **values: Any) -> str:  # noqa: ANN401
    """A message whose form depends on a number."""
    return _filled(environment.translations.ngettext(one, many, num), **{"num": num, **values})


class _Generator(CodeGenerator):
    """Writes templates as Python in which a block comes to one text, and a message with values needs one call."""

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 - as Jinja's
        """Write a call; one of `_` or `ngettext` with a message that is written out is a function of ours."""
        escapes = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(message))]) if (
                escapes and node.kwargs and not node.dyn_args and not node.dyn_kwargs
            ):
                self.write(f"filled({self.environment.translations.gettext(message)!r}")  # type: ignore[attr-defined]
                self.signature(nodes.Call(node.node, [], node.kwargs, None, None), frame)
            case nodes.Call(
                node=nodes.Name(name="ngettext"), args=[nodes.Const(value=str()), nodes.Const(value=str()), _]
            ) if escapes and not node.dyn_args and not node.dyn_kwargs:
                self.write("counted(environment")
                self.signature(node, frame)
            case nodes.Call(kwargs=[], dyn_args=None, dyn_kwargs=None) if escapes and not forward_caller:
                self._write_macro_or_other(node.node, len(node.args), frame)
                self.write("(")
                for value in node.args:
                    self.visit(value, frame)
                    self.write(", ")
            case _:
                super().visit_Call(node, frame, forward_caller=forward_caller)
                return
        self.write(")")

    def _write_macro_or_other(self, called: nodes.Expr, count: int, frame: Frame) -> None:
        """Write what is called with this number of values: a macro itself, whatever else by way of Jinja."""
        name = self.temporary_identifier()
        self.write(f"({name}.of if type({name} := ")
        self.visit(called, frame)
        self.write(f") is Macro and {name}.most >= {count} else partial(context.call, {name}")
        for variables, is_there in (("_loop_vars", frame.loop_frame), ("_block_vars", frame.block_frame)):
            self.write(f", {variables}={variables}" * is_there)
        self.write("))")

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """Write a line; the pieces of a block are joined there, not handed up one by one."""
        text = x.removeprefix("yield from ")
        super().writeline(x if text == x else f"yield concat({text})", node, extra)


class _QuickGenerator(_Generator):
    """The same for values that have every attribute they are asked for; of others see `_Template.render`."""

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - named by Jinja
        """Write `x.name` as Python's own, which needs no call."""
        name = node.attr
        if keyword.iskeyword(name) or not (name.isascii() and name.isidentifier()):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        if isinstance(node.node, nodes.Name):
            self.write(frame.symbols.ref(node.node.name))  # what is missing has no attributes
        else:
            self.visit(node.node, frame)
        self.write(f").{name}")


class _Template(jinja2.Template):
    """A template whose macros, once made, are the same for all others: all have the same globals."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """The template of its code, which calls ours instead of Jinja's own."""
        template = super().from_code(environment, code, dict(globals), uptodate)  # else several, asked one by one
        ours = {"escape": _written, "Macro": _Macro, "partial": partial, "filled": _filled, "counted": _counted}
        template.root_render_func.__globals__.update(ours)
        return template

    def render(self, *values: Any, **named: Any) -> str:  # noqa: ANN401 - as Jinja's
        """The text of a page, as Jinja finds it: what has no attribute of a name may have an item of it, or a fault."""
        environment = self.environment
        if not (isinstance(environment, Environment) and environment.is_quick() and self.name):
            return super().render(*values, **named)
        if self.name not in environment.thorough_for:
            try:
                return environment.concat(self.root_render_func(self.new_context(dict(*values, **named))))
            except AttributeError:
                environment.thorough_for.add(self.name)
            except Exception:  # noqa: BLE001 - all of them, as Jinja: it raises them again
                environment.handle_exception()
        return environment.thorough().get_template(self.name).render(*values, **named)

    def _get_default_module(self, ctx: Context | None = None) -> Any:  # noqa: ANN401, ARG002
        if self._module is None:
            for value in vars(super()._get_default_module()).values():
                if type(value) is _Macro:
                    value.keep()
        return self._module


class Environment(jinja2.Environment):
    """Jinja's environment with the classes above, in one language."""

    context_class = _Context
    template_class = _Template
    code_generator_class: type[CodeGenerator] = _QuickGenerator

    def __init__(self, translations: NullTranslations, **options: Any) -> None:  # noqa: ANN401 - those of Jinja
        super().__init__(**options, extensions=["jinja2.ext.i18n"])
        self.translations = translations
        self._loaded: dict[str, jinja2.Template] = {}
        self.thorough_for: set[str] = set()  # templates that do ask for attributes that are not there
        self._thorough: Environment | None = None
        self.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> jinja2.Template:
        """The template of a name, which does not change any more; each page asks for all that it imports."""
        if not isinstance(name, str) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self._loaded:
            self._loaded[name] = super().get_template(name, parent)
        return self._loaded[name]

    def is_quick(self) -> bool:
        """Whether its templates take attributes for granted."""
        return self.code_generator_class is _QuickGenerator

    def thorough(self) -> Environment:
        """The same with templates that ask for an attribute as Jinja's do: it may be an item, or undefined."""
        if not self._thorough:
            made = self.overlay()
            made.code_generator_class, made._loaded = _Generator, {}  # noqa: SLF001 - its own
            self._thorough = made
        return self._thorough

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """The tree of a template; each `_("Message")` in it is the text of the message, not a call on every page."""
        tree = super().parse(source, name, filename)
        _Messages(self.translations).visit(tree)
        return tree


class _Messages(NodeTransformer):
    def __init__(self, translations: NullTranslations) -> None:
        self._translations = translations

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - named by Jinja
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name="_"),
                args=[nodes.Const(value=str(message))],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ) if "%" not in (words := self._translations.gettext(message)):
                # Safe: a message is ours, or a translator's; Jinja takes it for HTML too.
                return nodes.Const(Markup(words), lineno=node.lineno, environment=node.environment)  # noqa: S704
        return node


def _written(value: object) -> str:
    """`escape(value)` as it is written into a page, where it need not be known any more that it is HTML."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]
    if kind in {BuiltinMethodType, MethodType}:  # as tuples, views have some: `count` and `index`
        raise jinja2.UndefinedError(f"{value.__name__!r} is no value here, but a method")  # type: ignore[attr-defined]
    return escape(value)
