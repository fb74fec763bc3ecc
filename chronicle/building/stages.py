"""The stages of a build that think: files → entries → bodies → chronicle → pages. They write nothing but cache."""

from __future__ import annotations

import contextlib
import pickle
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from chronicle.building.certain import certain, hides_entries, unread_of
from chronicle.building.forks import WORTH_A_FORK, meanwhile
from chronicle.building.inputs import Inputs, Options, content_key, pagefind_version
from chronicle.building.pieces import Pieces
from chronicle.building.reading import read_entries
from chronicle.building.template_blocks import lost_in
from chronicle.building.templates import TemplateFault, Templates, assets_of, is_asset
from chronicle.config import FILE, Config, parse_config, with_slash
from chronicle.config_keys import folder_address
from chronicle.entries.kinds import Incident
from chronicle.linking.linking import Material, link, link_to_follow
from chronicle.linking.questions import questions
from chronicle.pages.edition import edition
from chronicle.pages.known import UNKNOWN, Known
from chronicle.problems import Problem, did_you_mean, error_count, in_order
from chronicle.text.characters import decode
from chronicle.text.correcting import with_hints
from chronicle.text.frontmatter import parse_document
from chronicle.text.links import web_address
from chronicle.text.wording import Language, language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from chronicle.building.cache import Cache
    from chronicle.linking.chronicle import Chronicle
    from chronicle.linking.linked import Linked
    from chronicle.linking.questions import Question
    from chronicle.pages.page import Page, Site


OWN_STYLE: Final = "assets/site.css"  # among the templates of a site: a style sheet after the theme's


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The whole site, thought through but not printed: its pages, its templates, and every problem found.

    Without `config` the settings could not be read, without `linked` some entry could not. `material` is what was
    linked; there is none when an edit was followed. `reading` are the problems of reading entries, as they were found,
    `planning` those of pages and templates, `told` has what stands for each incident (see `Card`), `counted` what was
    counted of each once files for machines were made (`pages.data.counting`), `paths` are the addresses that texts lead
    to and that are no entry's. If it `is_part`, all files of the site stay as they are but its pages and those that are
    `gone`; the pages that are `untouched` stay as they are where the site's frame does; without `has_machines` so do
    the files for machines. `records` are what the full-text index is to be made from, when `is_indexed` says that there
    is to be one.
    """

    problems: tuple[Problem, ...]
    entries: int = 0
    converted: int = 0
    pages: tuple[Page, ...] = ()
    records: tuple[Page, ...] = ()
    is_indexed: bool = False
    site: Site | None = None
    templates: Templates | None = None
    pieces: Pieces = field(default_factory=Pieces)
    config: Config | None = None
    material: Material | None = None
    linked: Linked | None = None
    reading: tuple[Problem, ...] = ()
    planning: tuple[Problem, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict, repr=False)
    counted: Mapping[str, str] = field(default_factory=dict, repr=False)
    paths: frozenset[str] = frozenset()
    is_part: bool = False
    gone: frozenset[str] = frozenset()
    has_machines: bool = True
    untouched: frozenset[str] = frozenset()

    @property
    def chronicle(self) -> Chronicle | None:
        """All entries, linked."""
        return self.linked.chronicle if self.linked else None


def think(inputs: Inputs, options: Options, cache: Cache) -> Proof:
    """Everything short of rendering. Without a site in the result there was no way past the problems."""
    return planned(understand(inputs, options, cache), inputs, options, cache)


def planned(proof: Proof, inputs: Inputs, options: Options, cache: Cache, known: Known = UNKNOWN) -> Proof:
    """The proof with all pages that there are to be; as it is when it has no chronicle. For `known` see `edition`."""
    config, chronicle = proof.config, proof.chronicle
    if config is None or chronicle is None:
        return proof
    words = language(config.language)
    from chronicle.pages.plan import plan, site_paths  # noqa: PLC0415 - all kinds of page: an edited text needs one
    from chronicle.pages.records import record_pages  # noqa: PLC0415
    from chronicle.pages.site import site_of  # noqa: PLC0415

    made = edition(chronicle, config, words, known)
    pages, found = plan(made, assets_of(inputs.theme))
    problems = [*found]
    is_indexed = options.full_text and config.full_text
    records = tuple(record_pages(made)) if is_indexed and pagefind_version() else ()
    proof.pieces.read_from(cache, partial(body_of, inputs))
    templates = templates_of(inputs, (*pages, *records), proof, words, problems, cache)
    if templates:
        problems += _odd_templates(inputs, templates, (*pages, *records))
    return replace(
        proof,
        problems=in_order((*proof.problems, *problems)),
        planning=tuple(problems),
        pages=pages,
        records=records,
        is_indexed=is_indexed,
        site=site_of(made, OWN_STYLE if OWN_STYLE in inputs.theme else ""),
        templates=templates,
        has_machines=options.machines,
        told={slug: made.told[slug] for slug in chronicle.incidents},  # before there are forks, which each would do it
        counted=made.counted,
        paths=frozenset(link.path for link in site_paths(chronicle)),
    )


def body_of(inputs: Inputs, digest: str) -> str:
    """The body that this is the key of, looked for in all files: what the cache had of it got lost."""
    for file in inputs.folder.entries:
        text = decode(file.data, file.path)
        document = text if isinstance(text, Problem) else parse_document(text, file.path)
        if not isinstance(document, Problem) and content_key(document.body.encode()) == digest:
            return document.body
    raise LookupError(digest)


def understand(inputs: Inputs, options: Options, cache: Cache) -> Proof:
    """Entries read and linked. Without a chronicle in the result there was no way past the problems."""
    config, problems = settings(inputs, options)
    reading: list[Problem] = []
    read = read_entries(inputs.folder.entries, inputs.keys, cache, reading, options.jobs)
    problems += reading
    proof = Proof(
        problems=proposing(problems, inputs),
        entries=len(read.entries),
        converted=read.converted,
        config=config,
        reading=tuple(reading),
    )
    if config is None:
        return proof
    material = Material(
        config=config,
        entries=read.entries,
        bodies=read.bodies,
        media=inputs.folder.media,
        drafts=options.drafts,
        today=options.today,
        unread=unread_of(inputs, read.entries, problems),
    )
    if hides_entries(problems):
        found = proposing([*problems, *certain(material, inputs)], inputs)
        return replace(proof, problems=found, material=material)
    linked = link_to_follow(material, partial(_beside, options.jobs if proof.entries >= WORTH_A_FORK else 1))
    found = proposing([*problems, *linked.problems], inputs)
    return replace(proof, problems=found, material=material, linked=linked)


@contextlib.contextmanager
def _beside(jobs: int, work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """What linking does beside the rest: in a fork."""
    with meanwhile(lambda: [pickle.dumps(work())], jobs) as pieces:
        yield lambda: pickle.loads(next(pieces()))  # noqa: S301 - of this program or a fork of it


def proposing(problems: Sequence[Problem], inputs: Inputs) -> tuple[Problem, ...]:
    """The problems in order, each with the whole line that was probably meant, where it is known."""
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.meant:
            by_path.setdefault(problem.path, []).append(problem)
    texts = ((file.path, decode(file.data, file.path)) for file in inputs.folder.entries if file.path in by_path)
    proposing = [each for path, text in texts if isinstance(text, str) for each in with_hints(text, by_path.pop(path))]
    return in_order((*(problem for problem in problems if not problem.meant), *proposing))


def ask(proof: Proof, positioned: Iterable[str] = ()) -> tuple[Question, ...]:
    """The questions for editors; `positioned` are the pictures that say where they were taken.

    Drafts are linked for them: what a draft uses is used, and it may be a duplicate.
    """
    material, chronicle = proof.material, proof.chronicle
    if material is None or chronicle is None or error_count(proof.problems):
        return ()
    if any(isinstance(entry, Incident) and entry.slug not in chronicle.incidents for entry in material.entries):
        chronicle, _ = link(replace(material, drafts=True))
    return questions(chronicle, positioned)


def settings(inputs: Inputs, options: Options) -> tuple[Config | None, list[Problem]]:
    """The settings, if they can be read, and what is wrong with all that is no entry."""
    problems = [*inputs.folder.problems, *inputs.problems]
    return _config(inputs, options, problems), problems


def _config(inputs: Inputs, options: Options, problems: list[Problem]) -> Config | None:
    """The settings, at the address from the command line if there is one; none at all is worth a warning."""
    config, found = parse_config(inputs.config)
    problems += found
    if options.base_url:
        if fault := folder_address(options.base_url):
            message = f"--base-url {options.base_url!r} {fault}"
            problems.append(Problem(path=FILE, code="setting-form", field="url", message=message))
            return None
        return replace(config, url=with_slash(web_address(options.base_url).url)) if config else None
    if config and not config.url and "url" not in config.lines:
        message = "is not set: no sitemap, no canonical links, and feeds with relative links"
        problems.append(Problem(path=FILE, level="warning", field="url", code="no-url", message=message))
    if config and not language(config.language).is_translated:
        message = f'there is no translation into "{config.language}" yet: dates follow it, other words stay English'
        line = config.lines.get("language", 0)
        problem = Problem(
            path=FILE, line=line, column=1, level="warning", field="language", code="not-translated", message=message
        )
        problems.append(problem)
    return config


def templates_of(  # noqa: PLR0913, PLR0917 - what they are made of, and what comes of that
    inputs: Inputs, pages: tuple[Page, ...], proof: Proof, words: Language, problems: list[Problem], cache: Cache
) -> Templates | None:
    """The theme, each template in use read once, if the proof has it not yet; a broken one is a problem."""
    known = cache.get("state", "references") or {}
    try:
        templates = proof.templates or Templates(inputs.theme, inputs.own_templates, words, proof.pieces.html, known)
        for name in sorted({page.template for page in pages if page.template}):
            templates.digest(name)
    except TemplateFault as fault:
        problems.append(template_problem(fault))
        return None
    if not known.keys() >= templates.references.keys():
        cache.put("state", "references", templates.references)
    return templates


def _odd_templates(inputs: Inputs, templates: Templates, pages: tuple[Page, ...]) -> Iterator[Problem]:
    """What no page shows of the site's own templates: some for a slip in their names, and parts of others."""
    used = templates.needed({page.template for page in pages if page.template})
    for name in strange_templates(inputs):
        if name not in used:
            message = f"is used by no page{did_you_mean(name, _built_in(inputs))}"
            yield Problem(path=f"templates/{name}", level="warning", code="template-unused", message=message)
    for name in sorted(used & inputs.own_templates):
        try:
            for line, message in lost_in(templates, name):
                fault = TemplateFault(name, line, message)
                yield replace(template_problem(fault), level="warning", code="template-lost")
        except TemplateFault as fault:
            yield template_problem(fault)


def strange_templates(inputs: Inputs) -> list[str]:
    """The templates of the site that are none of the theme's: no page is rendered by one unless another asks for it."""
    return sorted(name for name in inputs.own_templates - _built_in(inputs) if not is_asset(name))


def _built_in(inputs: Inputs) -> set[str]:
    return {name.removeprefix("theme/") for name in inputs.theme if name.startswith("theme/")}


def template_problem(fault: TemplateFault) -> Problem:
    """The problem that a broken template is."""
    return Problem(
        path=f"templates/{fault.name}",
        line=fault.line,
        column=int(bool(fault.line)),
        code="template",
        message=fault.message,
    )
