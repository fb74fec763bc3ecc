"""What all tests share: a profile for property tests, templates that are read once, and what coverage is counted of."""

from __future__ import annotations

import gc
import gettext
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import jinja2
import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from types import CodeType

settings.register_profile(
    "chronicle",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),  # a commit passes or fails there, not both; who works on it looks further
)
settings.load_profile("chronicle")

# Beside the property tests, what does by the hundred what other tests do once.
REPEATED: Final = tuple(
    Path(__file__).parent / name
    for name in (
        "bench",
        "browser",
        "building/test_failing_disk.py",
        "building/test_following.py",
        "desk/test_failing_disk_of_entries.py",
        "intake/tables/test_hostile.py",
        "intake/tables/test_size.py",
        "safety",
        "test_fuzz.py",
        "test_hostile.py",
    )
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage is that of the tests that try single cases: what repeats them would prove nothing more by it.

    While lines are counted, all code takes twice as long, that of libraries too. The mark `no_cover` of pytest-cov
    does nothing in a worker of pytest-xdist: there another collector lies under the one that it pauses, and wakes.
    """
    is_repeated = is_hypothesis_test(getattr(item, "obj", None)) or any(map(item.path.is_relative_to, REPEATED))
    if not (is_repeated and item.config.pluginmanager.hasplugin("_cov")):  # else what traces may be a debugger
        return (yield)
    counting = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(counting)


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
