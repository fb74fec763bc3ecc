"""What all tests share: one profile for the property tests, without deadlines; and templates that are read once."""

from __future__ import annotations

import gc
import gettext
import os
from typing import TYPE_CHECKING

import jinja2
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

settings.register_profile(
    "chronicle",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),  # a commit passes or fails there, not both; who works on it looks further
)
settings.load_profile("chronicle")


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """The command that builds keeps the collector away until its process ends, which here goes on."""
    yield
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _templates_once() -> Iterator[None]:
    """Templates of the same text are the same in thousands of builds: they are parsed and compiled once.

    That takes three quarters of the build of a small site.
    """
    kept = _Kept()
    with pytest.MonkeyPatch.context() as patch:
        # Functions, since they are asked as methods are.
        patch.setattr(jinja2.Environment, "parse", lambda *asked: kept.parsed(*asked))  # noqa: PLW0108
        patch.setattr(jinja2.Environment, "compile", lambda *asked: kept.compiled(*asked))  # noqa: PLW0108
        patch.setattr(jinja2.nodes.Template, "find_all", lambda *asked: kept.found(*asked))  # noqa: PLW0108
        yield


class _Kept:
    """Templates that were read before, and what was made of them."""

    def __init__(self) -> None:
        self._parse, self._compile = jinja2.Environment.parse, jinja2.Environment.compile
        self._find_all = jinja2.nodes.Template.find_all
        self._trees: dict[tuple[object, ...], jinja2.nodes.Template] = {}
        self._known: set[int] = set()  # by identity: trees that are equal lie at different lines
        self._codes: dict[tuple[object, ...], CodeType] = {}
        self._found: dict[tuple[object, ...], tuple[jinja2.nodes.Node, ...]] = {}

    def parsed(
        self, environment: jinja2.Environment, source: str, name: str | None = None, file: str | None = None
    ) -> jinja2.nodes.Template:
        """The tree of a template; where the program changes it, each time a new one."""
        if name and "partials/" in name and (name.startswith("theme/") or "extends" in source):
            return self._parse(environment, source, name, file)
        messages = getattr(environment, "translations", None)  # those of a language; English ones are the same always
        spoken = messages if isinstance(messages, gettext.GNUTranslations) else None
        key = (tuple(sorted(environment.extensions)), environment.autoescape, spoken, source, name, file)
        if key not in self._trees:
            tree = self._trees[key] = self._parse(environment, source, name, file)
            self._known.add(id(tree))
        return self._trees[key]

    def compiled(
        self,
        environment: jinja2.Environment,
        tree: str | jinja2.nodes.Template,
        name: str | None = None,
        file: str | None = None,
    ) -> CodeType:
        """The code of a tree."""
        if id(tree) not in self._known:
            return self._compile(environment, tree, name, file)
        key = (id(tree), name, file, environment.code_generator_class)
        if key not in self._codes:
            self._codes[key] = self._compile(environment, tree, name, file)
        return self._codes[key]

    def found(
        self, tree: jinja2.nodes.Template, kinds: type[jinja2.nodes.Node] | tuple[type[jinja2.nodes.Node], ...]
    ) -> Iterator[jinja2.nodes.Node]:
        """What a tree has of these kinds."""
        if id(tree) not in self._known:
            return self._find_all(tree, kinds)
        key = (id(tree), kinds)
        if key not in self._found:
            self._found[key] = tuple(self._find_all(tree, kinds))
        return iter(self._found[key])
