"""What is lost of a template that extends another: blocks that none above it has, and text beside its blocks."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from jinja2 import nodes

from chronicle.building.templates import TemplateFault
from chronicle.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.building.templates import Templates


def lost_in(templates: Templates, name: str) -> Iterator[tuple[int, str]]:
    """The lines of a template from which nothing is shown, and why, in words; Jinja passes over them in silence.

    Raise TemplateFault for one that extends itself, also by way of others.
    """
    tree = templates.tree(name)
    above = _extended(tree)
    if not above:
        return
    known: set[str] = set()
    seen = {name}
    while above and above not in seen:
        seen.add(above)
        extended = templates.tree(above)
        known |= {block.name for block in extended.find_all(nodes.Block)}
        above = _extended(extended)
    if above == name:
        message = 'extends itself; the one that comes with Chronicle is called "theme/…"'
        raise TemplateFault(name, next(tree.find_all(nodes.Extends)).lineno, message)
    for node in itertools.dropwhile(lambda each: not isinstance(each, nodes.Extends), tree.body):
        if isinstance(node, nodes.Block) and node.name not in known:
            guess = did_you_mean(node.name, known)
            yield node.lineno, f'no template above it has a block "{node.name}"{guess}, so it is shown nowhere'
        elif isinstance(node, nodes.Output | nodes.Include) and (line := _first_line(node)):
            yield line, "what stands outside of the blocks is shown nowhere; put it into one"


def _extended(tree: nodes.Template) -> str:
    """The template that this one extends; empty if none."""
    found = tree.find(nodes.Extends)
    return str(found.template.value) if found and isinstance(found.template, nodes.Const) else ""


def _first_line(node: nodes.Output | nodes.Include) -> int:
    """The line in which words, a value or a template begin; 0 where there is nothing but space."""
    for each in node.nodes if isinstance(node, nodes.Output) else [node]:
        if not isinstance(each, nodes.TemplateData):
            return each.lineno
        if each.data.strip():
            before = each.data[: len(each.data) - len(each.data.lstrip())]
            return each.lineno + before.count("\n")
    return 0
