"""Every code of a problem that the source can report, found by reading its syntax trees."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent / "chronicle"
CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# A code that is put together: what it is made from, and what that can be (`Answers.required` is asked for these kinds).
MADE = {"{kind}-missing": ("actor", "article", "incident", "location")}


def codes_of(package: Path = PACKAGE) -> set[str]:
    """All codes: what is handed over as `code`, is called so, or stands before its message in a pair."""
    paths = sorted(path for path in package.rglob("*.py") if "starter" not in path.parts)
    trees = [ast.parse(path.read_text("utf-8")) for path in paths]
    own = [dict(_places_of_codes(tree)) for tree in trees]
    others = {name: place for places in own for name, place in places.items() if not name.startswith("_")}
    return {
        code
        for tree, places in zip(trees, own, strict=True)
        for value in _values(tree, others | places)  # a name means what its module has by it
        for code in _said(value, tree)
    }


def _places_of_codes(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The functions and classes that take a problem's code and its message, and where the code stands."""
    for node in ast.walk(tree):
        functions = node.body if isinstance(node, ast.ClassDef) else [node]
        for function in functions:
            if isinstance(function, ast.FunctionDef):
                names = [each.arg for each in function.args.args if each.arg != "self"]
                if "code" in names and {"message", "words"} & set(names):
                    is_made = isinstance(node, ast.ClassDef) and function.name == "__init__"
                    yield (node.name if is_made else function.name), names.index("code")  # type: ignore[attr-defined]


def _values(tree: ast.Module, places: dict[str, int]) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield from node.args[places[name] : places[name] + 1] if name in places else ()
        elif isinstance(node, ast.Assign):
            yield from (node.value for target in node.targets if getattr(target, "id", "") == "code")
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and _is_pair(*node.elts):
            yield node.elts[0]


def _is_pair(code: ast.expr, message: ast.expr) -> bool:
    """Whether two values are a code with a hyphen and the words or the variable that say it."""
    is_code = isinstance(code, ast.Constant) and isinstance(code.value, str) and "-" in code.value
    return is_code and not (isinstance(message, ast.Constant) and " " not in str(message.value))


def _said(value: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The codes that an expression can be: a text, one of two, a constant of its module, or put together."""
    if isinstance(value, ast.Constant) and value.value:
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from (*_said(value.body, tree), *_said(value.orelse, tree))
    elif isinstance(value, ast.JoinedStr):
        pattern = ast.unparse(value)[2:-1]
        yield from (pattern.replace("{kind}", kind) for kind in MADE[pattern])
    elif isinstance(value, ast.Name) and value.id.isupper():
        for node in tree.body:
            if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == value.id and node.value:
                yield from _said(node.value, tree)
