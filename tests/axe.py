"""axe in an open page: WCAG 2.2 AA and good practice."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the dark a page has the same elements in other colours, so only what looks at colours is asked again.
RULES = {"light": TAGS, "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(found =>
    found.violations.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) =>
        `${id}: ${target.join(" ")}: ${failureSummary}`)))"""


def violations(page: Page, scheme: str = "light") -> list[str]:
    """What axe finds on the page that is open: the rule, the element, what to do."""
    found: Any = page.evaluate(RUN, RULES[scheme])
    return [str(line) for line in found]
