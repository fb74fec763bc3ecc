"""The way of the data: imports point one way, and each library is known in one place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "chronicle"
STAGES = (
    "signals problems streams text config_keys config entries exchange intake linking pages building desk terminal "
    "commands cli"
).split()
ONLY_IN = {
    "click": ("cli.py", "terminal.py", "commands/"),
    "yaml": ("text/yaml_faults.py", "text/yaml_layout.py", "text/yaml_nodes.py", "text/yaml_text.py"),
    "frontmatter": ("text/frontmatter.py",),
    "markdown": tuple(f"text/markdown_{part}.py" for part in ("site", "inline", "sparing", "writing")),
    "nh3": ("text/sanitising.py",),
    "jinja2": ("building/compiling.py", "building/template_blocks.py", "building/templates.py"),
    "sqlite3": ("building/cache.py", "exchange/sqlite"),
    "babel": ("text/wording.py",),
    "anyascii": ("text/slugs.py", "intake/spelling.py"),
    "trafilatura": ("intake/readers/page.py",),
    "lxml": ("intake/readers/metadata.py", "intake/readers/page.py", "intake/readers/paragraphs.py"),
    "feedparser": ("intake/readers/feed.py",),
    "ijson": ("intake/tables/items.py",),
    "watchfiles": ("desk/serving/watching.py",),
    "charset_normalizer": ("intake/readers/decoding.py",),
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" and "starter" not in path.parts)


def imported(path: Path) -> set[str]:
    """The dotted names a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are written out in full"
            found.add(node.module)
    return found


def stage(dotted: str) -> int:
    """How far down the way of the data a module of the package stands."""
    return STAGES.index(dotted.split(".")[1])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_its_own_stage_or_an_earlier_one(path: Path) -> None:
    """No module knows what comes after it."""
    inner = path.relative_to(PACKAGE)
    if inner.name == "__main__.py":
        return
    own = stage("chronicle." + inner.parts[0].removesuffix(".py"))
    later = [name for name in imported(path) if name.startswith("chronicle.") and stage(name) > own]
    assert later == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    """Each library has its one place, so that it can be replaced there."""
    inner = path.relative_to(PACKAGE).as_posix()
    tops = {name.partition(".")[0] for name in imported(path)}
    strayed = [library for library in tops & set(ONLY_IN) if not inner.startswith(ONLY_IN[library])]
    assert strayed == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_begins_with_one_sentence_saying_what_it_is(path: Path) -> None:
    """The first line of every module is its docstring's first sentence."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert text is not None
    assert text.splitlines()[0][-1] in ".;:"
