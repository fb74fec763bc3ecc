"""An edit followed: when few incidents changed since the last build, the others are not read, linked and planned anew.

What that build came to is its footing. Whatever cannot be told from there is left to the stages, which think of all.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from chronicle.building.inputs import code_digest
from chronicle.building.pieces import Pieces
from chronicle.building.reading import Read, read_entries
from chronicle.building.stages import Proof, body_of, planned, proposing, settings, strange_templates, templates_of
from chronicle.building.templates import assets_of
from chronicle.entries.folder import INCIDENTS
from chronicle.entries.kinds import slug_of
from chronicle.linking.following import hanging_on
from chronicle.linking.keeping import few_outlined
from chronicle.linking.linking import Material
from chronicle.linking.relinking import differences, relinked
from chronicle.pages.edited import edited_pages
from chronicle.pages.edition import edition
from chronicle.pages.known import Known
from chronicle.pages.touched import Edit
from chronicle.problems import Problem, error_count, in_order
from chronicle.text.wording import language

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from chronicle.building.cache import Cache
    from chronicle.building.inputs import Inputs, Options
    from chronicle.building.output import Output
    from chronicle.building.templates import Templates
    from chronicle.config import Config
    from chronicle.entries.kinds import Entry
    from chronicle.linking.chronicle import Chronicle
    from chronicle.linking.linked import Linked
    from chronicle.pages.edition import Edition
    from chronicle.pages.page import Page, Site

MOST: Final = 100  # entries that changed; of more it is quicker to think of all


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """What a build came to, and from what.

    `name` is that of its inputs, `ground` the digest of what linking depends on beside the entries, `surface` that of
    all inputs but these, `keys` has the key of each entry file by its path. `reading`, `planning`, `site`, `paths`,
    `told` and `counted` are those of its proof, `formats` those that were counted for; its `templates`, with their
    `pieces`, `inputs` and `output` are at hand only in the program that made it.
    """

    name: str
    ground: str
    surface: str
    keys: Mapping[str, str]
    reading: tuple[Problem, ...]
    planning: tuple[Problem, ...]
    site: Site
    paths: frozenset[str]
    linked: Linked
    told: Mapping[str, str]
    counted: Mapping[str, str]
    formats: tuple[str, ...]
    templates: Templates | None = None
    pieces: Pieces = field(default_factory=Pieces)
    inputs: Inputs | None = None
    output: Output | None = None


def ground(inputs: Inputs, config: Config, options: Options) -> str:
    """One digest over all but the entries that linking depends on."""
    said = repr((code_digest(), options.drafts, config.types, config.grades, inputs.folder.media))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def footing_of(proof: Proof, name: str, inputs: Inputs, options: Options, output: Output) -> Footing | None:
    """What the next edit can be followed from; `name` is that of the inputs. None for a proof without a site."""
    if proof.site is None or proof.linked is None or proof.config is None:
        return None
    return Footing(
        name=name,
        ground=ground(inputs, proof.config, options),
        surface=inputs.surface(options),
        keys=inputs.keys,
        reading=proof.reading,
        planning=proof.planning,
        site=proof.site,
        paths=proof.paths,
        linked=proof.linked,
        told=proof.told,
        counted={slug: proof.counted[slug] for slug in proof.linked.chronicle.order if slug in proof.counted},
        formats=proof.config.data_formats,
        templates=proof.templates,
        pieces=proof.pieces,
        inputs=inputs,
        output=output,
    )


def followed(
    footing: Footing, inputs: Inputs, options: Options, cache: Cache, standing: Output | None = None
) -> Proof | None:
    """The proof after an edit, or None when all must be thought of.

    If the site is the one of the footing it is `standing`: then a part of the site can be enough.
    """
    keys = inputs.keys
    paths = [path for path in {**footing.keys, **keys} if footing.keys.get(path) != keys.get(path)]
    if len(paths) > MOST:
        return None
    is_same = footing.surface == inputs.surface(options)
    if not is_same:  # all pages are others, but what was linked is not
        footing, standing = replace(footing, told={}, templates=None, pieces=Pieces()), None
    proof = _relinked(footing, inputs, paths, options, cache)
    if proof is None or proof.config is None:
        return None
    if proof.linked is None:
        return proof if is_same else None  # other settings may be wrong as well, which only pages show
    if footing.formats != proof.config.data_formats:
        footing = replace(footing, counted={})
    before, after = footing.linked.chronicle, proof.linked.chronicle
    edit = Edit(before, after, differences(before, after))
    known = Known(
        told=dict(edit.kept(footing.told)),
        counted=dict(edit.still_counted(footing.counted)),
        published=footing.counted if len(footing.counted) == len(before.order) else {},
    )
    if standing and not options.full_text:
        part = _part(footing, proof, edit, known, inputs, options, cache, standing)
        if part:
            return part
    proof = planned(proof, inputs, options, cache, known)
    return replace(proof, untouched=frozenset(edit.untouched(footing.told, proof.told))) if standing else proof


def _part(  # noqa: PLR0913, PLR0917 - what there is, and what came of the edit
    footing: Footing,
    proof: Proof,
    edit: Edit,
    known: Known,
    inputs: Inputs,
    options: Options,
    cache: Cache,
    standing: Output,
) -> Proof | None:
    """The proof of those pages alone that the edit may touch; None where these can be any."""
    if proof.config is None or proof.chronicle is None:
        return None
    words = language(proof.config.language)
    slugs, gone = edit.texts(), frozenset[str]()
    chronicle = proof.chronicle if slugs is None else few_outlined(proof.chronicle)
    made = edition(chronicle, proof.config, words, known)
    if slugs is not None:
        told = footing.told
        pages = (*edited_pages(made, slugs), *(_files_with_texts(made) if options.machines else ()))
    elif touched := edit.touched(footing.told, made.told):
        from chronicle.pages.plan import touched_pages  # noqa: PLC0415 - as in `stages.planned`
        from chronicle.pages.tables import Before  # noqa: PLC0415

        was = edition(footing.linked.chronicle, proof.config, words, Known(told=footing.told, counted=footing.counted))
        before = Before(was, standing.content)
        planned_in_part = touched_pages(made, before, touched, assets_of(inputs.theme), standing.records.keys())
        if planned_in_part is None:
            return None
        pages, gone = planned_in_part
        # With more pages less may be wrong, and with fewer more: what leads to none may lead to one now.
        is_wrong = any(problem.code != "map-library" for problem in footing.planning)
        asked = footing.paths.union(address for _, address in proof.config.menu)
        comes = any(page.address not in standing.records for page in pages)
        if (is_wrong and comes) or not gone.isdisjoint(asked) or ((comes or gone) and strange_templates(inputs)):
            return None
        told = {slug: made.told[slug] for slug in proof.chronicle.incidents}
    else:
        return None
    proof.pieces.read_from(cache, partial(body_of, inputs))
    found: list[Problem] = []
    templates = templates_of(inputs, pages, proof, words, found, cache)
    if found:  # a template that no page needed before
        return None
    return replace(
        proof,
        problems=in_order((*proof.problems, *footing.planning)),
        planning=footing.planning,
        pages=pages,
        site=footing.site,
        templates=templates,
        told=told,
        counted=made.counted,
        paths=footing.paths,
        is_part=True,
        gone=gone,
        has_machines=options.machines,
    )


def _relinked(footing: Footing, inputs: Inputs, paths: list[str], options: Options, cache: Cache) -> Proof | None:
    """The proof without pages; without anything linked if none of the edited entries can be read."""
    config, problems = settings(inputs, options)
    if config is None or footing.ground != ground(inputs, config, options):
        return None
    found: list[Problem] = []
    paths, read = _read(footing, inputs, paths, found, options.jobs, cache)
    reading = [problem for problem in footing.reading if problem.path not in paths]
    faulty = {problem.path for problem in found if problem.level == "error"}
    # Which of the warnings about others still hold depends on what cannot be read.
    elsewhere = [each for each in (*footing.linked.problems, *footing.planning) if each.path not in paths]
    is_unsure = faulty != {*paths} or elsewhere
    if len(paths) > MOST or error_count(problems) or (faulty and is_unsure):
        return None
    if faulty:  # all others are what they were in a site that was made, and nothing is wrong between them
        unread = sum(path in inputs.keys for path in paths) - len(read.entries)
        return Proof(
            problems=proposing([*problems, *reading, *found], inputs),
            entries=len(inputs.keys) - unread,
            converted=read.converted,
            config=config,
        )
    after = {entry.path: entry for entry in read.entries}
    changed: dict[str, tuple[Entry | None, Entry | None]] = {}
    left_out = set()
    for path in paths:
        old = _entry_in(footing.linked.chronicle, path)
        if old is None and path in footing.keys:
            if not path.startswith(INCIDENTS):
                return None
            left_out.add(path)  # a draft: of it nothing is linked
        changed[path] = (old, after.get(path))
    material = Material(
        config=config,
        entries=(),
        bodies=read.bodies,
        media=inputs.folder.media,
        drafts=options.drafts,
        today=options.today,
    )
    linked = relinked(footing.linked, material, changed, left_out)
    if linked is None:
        return None
    return Proof(
        problems=proposing([*problems, *reading, *found, *linked.problems], inputs),
        entries=len(inputs.keys),
        converted=read.converted,
        config=config,
        linked=linked,
        templates=footing.templates,
        pieces=footing.pieces,
        reading=(*reading, *found),
    )


def _read(  # noqa: PLR0913, PLR0917 - what there is, and what comes of it
    footing: Footing, inputs: Inputs, paths: list[str], found: list[Problem], jobs: int, cache: Cache
) -> tuple[list[str], Read]:
    """The edited entries, and those that named a place which has an entry only now; and the paths of all."""

    def read(some: Container[str]) -> Read:
        files = [file for file in inputs.folder.entries if file.path in some]
        return read_entries(files, inputs.keys, cache, found, jobs)

    edited = read(paths)
    hanging = hanging_on(footing.linked, edited.entries).difference(paths)
    if not hanging:
        return paths, edited
    others = read(hanging)
    entries, bodies = (*edited.entries, *others.entries), {**edited.bodies, **others.bodies}
    return [*paths, *sorted(hanging)], Read(entries, bodies, edited.converted + others.converted)


def _entry_in(chronicle: Chronicle, path: str) -> Entry | None:
    """The entry that stood in a file, if it has a page."""
    folder = path.split("/")[1]
    item = getattr(chronicle, "places" if folder == "locations" else folder).get(slug_of(path))
    return item.entry if item and item.entry and item.entry.path == path else None


def _files_with_texts(made: Edition) -> tuple[Page, ...]:
    """Those of the files for machines that hold texts of entries, and what seals all of them."""
    if not made.config.data_formats:
        return ()
    from chronicle.pages.data.files import files_with_texts  # noqa: PLC0415 - many modules, which only these need

    return files_with_texts(made)
