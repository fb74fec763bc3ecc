"""The output folder: what is refused, what is cleaned, what is never touched."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from sites import build_site, failed, incident, make_site, tree, write

from chronicle.building.cache import Cache
from chronicle.building.guarding import PREVIEW, OutputError, guarded
from chronicle.building.looking import seen_in
from chronicle.building.manifests import MANIFEST, Record
from chronicle.building.opening import Known, open_output
from chronicle.building.output import Output, digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from chronicle.building.looking import Stamps
    from chronicle.pages.page import Sum


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project inside a folder of its own."""
    return make_site(tmp_path / "project", {"incidents/a.md": incident()})


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (".", "holds the chronicle itself; choose another --output"),
        ("..", "holds the chronicle itself; choose another --output"),
        ("site/../..", "holds the chronicle itself; choose another --output"),
        ("content", "lies in content, which is not for output; choose another --output"),
        ("content/site", "lies in content, which is not for output; choose another --output"),
        ("templates", "lies in templates, which is not for output; choose another --output"),
        ("site/../content/x", "lies in content, which is not for output; choose another --output"),
        ("CONTENT", "lies in content, which is not for output; choose another --output"),
        ("Seeds/x", "lies in seeds, which is not for output; choose another --output"),
        (".GIT/x", "lies in .git, which is not for output; choose another --output"),
        ("content. /x", "lies in content, which is not for output; choose another --output"),
        (".git/x", "lies in .git, which is not for output; choose another --output"),
        (".chronicle", "lies in .chronicle, which is not for output; choose another --output"),
        (".chronicle/site", "lies in .chronicle, which is not for output; choose another --output"),
        (".chronicle/preview/x", "lies in .chronicle, which is not for output; choose another --output"),
        ("chronicle.toml", "is a file; choose a folder for --output"),
    ],
)
def test_an_output_among_the_sources_is_refused(project: Path, output: str, message: str) -> None:
    """The output neither is, holds, nor lies in what the site is made from."""
    before = tree(project)
    with pytest.raises(OutputError, match=" choose a") as caught:
        guarded(project, output)
    assert str(caught.value) == f"{output} {message}"
    assert failed(project, output=output) == [
        f"{output}: error: {output} {message} [output-folder]".removeprefix("content/")
    ]
    assert {name for name in tree(project) if not name.startswith(".chronicle/")} == set(before)


@pytest.mark.parametrize("output", ["", " ", "a\nb", "\x1b[2J", "\udcff"])
def test_an_output_without_a_name_that_can_be_shown_is_refused(project: Path, output: str) -> None:
    """It is told with what cannot be shown written out."""
    before = tree(project)
    (said,) = failed(project, output=output)
    assert said.endswith(f": error: {output!r} is no name for a folder; choose another --output [output-folder]")
    assert said.isprintable()
    assert {name for name in tree(project) if not name.startswith(".chronicle/")} == set(before)


@pytest.mark.parametrize("output", ["/", "{parent}", "{project}", "{project}/../project/content", "{parent}/link"])
def test_an_output_that_is_named_from_the_root_is_no_way_round(project: Path, output: str) -> None:
    """Neither the root nor the home of the chronicle, nor a link, by a path that begins there."""
    (project.parent / "link").symlink_to(project)
    name = output.format(parent=project.parent, project=project)
    with pytest.raises(OutputError, match=r"holds the chronicle itself|lies in content|is a link"):
        guarded(project, name)


def test_another_spelling_of_a_path_is_no_way_round(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where capitals make no difference, or a folder is mounted twice, what counts is which folder it is."""
    (project.parent / "UPPER").symlink_to(project.parent)  # as another spelling, which is not resolved
    monkeypatch.setattr("pathlib.Path.resolve", lambda path: path)
    with pytest.raises(OutputError, match="holds the chronicle itself"):
        guarded(project, f"{project.parent}/UPPER/project")
    with pytest.raises(OutputError, match="lies in content"):
        guarded(project, f"{project.parent}/UPPER/project/content/x")


def test_a_preview_has_its_own_place_beside_the_cache(project: Path) -> None:
    """What it holds is what a build elsewhere holds, and neither takes anything from the other."""
    build_site(project, output=PREVIEW)
    first = tree(project / PREVIEW)
    build_site(project)
    assert tree(project / "site") == first == tree(project / PREVIEW)


def test_an_output_that_is_a_link_is_refused(project: Path) -> None:
    """A link could lead anywhere."""
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (project / "site").symlink_to(elsewhere)
    assert failed(project) == ["site: error: site is a link; choose a folder of its own for --output [output-folder]"]
    assert list(elsewhere.iterdir()) == []


def test_a_link_that_leads_into_the_sources_is_no_way_round(project: Path) -> None:
    """What counts is where the folder really lies."""
    (project / "other").symlink_to(project / "content")
    assert failed(project, output="other/site") == [
        (
            "other/site: error: other/site lies in content, which is not for output; choose another --output "
            "[output-folder]"
        )
    ]


def test_files_of_somebody_else_are_refused_and_left(project: Path) -> None:
    """A folder with files that no build wrote is not written to."""
    write(project, {"site/thesis.txt": "mine"})
    assert failed(project) == [
        (
            "site: error: site holds 1 file that Chronicle did not write, such as 'site/thesis.txt'; "
            "move them away, or choose another --output [output-folder]"
        )
    ]
    assert tree(project / "site") == {"thesis.txt": b"mine"}


def test_a_file_put_into_the_site_stops_the_next_build(project: Path) -> None:
    """Nothing of somebody else's is deleted or published by accident."""
    build_site(project)
    write(project, {"site/incidents/b.html": "mine"})
    write(project, {"incidents/b.md": incident()})
    assert "such as 'site/incidents/b.html'" in failed(project)[0]
    assert (project / "site/incidents/b.html").read_text() == "mine"


def test_what_file_managers_leave_is_no_matter(project: Path) -> None:
    """The clutter of operating systems and empty folders are neither refused nor removed."""
    build_site(project)
    write(project, {"site/.DS_Store": "x", "site/incidents/Thumbs.db": "x"})
    (project / "site/empty").mkdir()
    build_site(project)
    assert (project / "site/.DS_Store").exists()
    assert (project / "site/incidents/Thumbs.db").exists()


def test_a_link_or_pipe_inside_the_output_is_refused(project: Path) -> None:
    """What is no ordinary file was not written by a build."""
    build_site(project)
    page = project / "site/incidents/a.html"
    page.unlink()
    os.mkfifo(page)
    message = "is a link or a device; delete it, or choose another --output [output-folder]"
    assert failed(project) == [f"site: error: site/incidents/a.html {message}"]
    page.unlink()
    page.symlink_to(project / "chronicle.toml")
    assert failed(project) == [f"site: error: site/incidents/a.html {message}"]


def test_what_an_ended_build_left_is_cleaned(project: Path) -> None:
    """Temporary files of a build that was killed are deleted by the next one."""
    build_site(project)
    before = tree(project / "site")
    write(project, {"site/incidents/.a.html.chronicle-tmp": "half", f"site/.{MANIFEST}.chronicle-tmp": "{"})
    result = build_site(project)
    assert result.rendered == 0
    assert tree(project / "site") == before


def test_a_manifest_cannot_name_files_elsewhere(project: Path) -> None:
    """A manifest that names files outside the site is not believed: nothing outside is deleted."""
    build_site(project)
    path = project / "site" / MANIFEST
    for name in ("../chronicle.toml", "/etc/passwd", "a/../../x", "c:x", "a\\..\\x", "", "a//b"):
        manifest = json.loads(path.read_bytes())
        manifest["files"][name] = "0"
        path.write_text(json.dumps(manifest))
        write(project, {"incidents/a.md": incident(f"Title {name!r}")})
        build_site(project)
        assert (project / "chronicle.toml").exists()
        assert name not in json.loads(path.read_bytes())["files"]


def test_the_manifest_of_an_older_version_is_understood(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It had a list of words for each file; what it says is believed like a newer one, and it is written anew."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")  # the plain name of the cache
    build_site(project)
    path = project / "site" / MANIFEST
    newer = path.read_bytes()
    files = {name: said.split(" ") for name, said in json.loads(newer)["files"].items()}
    path.write_text(json.dumps({"format": 1, "files": files}), "utf-8")
    cache = Cache(project / ".chronicle/cache.sqlite")
    cache.put("state", "manifests site", [digest(path.read_bytes())])
    cache.save()
    cache.close()
    assert build_site(project).rendered == 0
    write(project, {"incidents/b.md": incident("Other")})
    assert build_site(project).written
    (project / "content/incidents/b.md").unlink()
    build_site(project)
    assert path.read_bytes() == newer


def opened(folder: Path, stamps: Stamps | None = None, manifests: Sequence[str] = ()) -> Output:
    """The output folder `site`, as it is now, of which this is known."""
    stamps = stamps or {}
    seen = seen_in(folder / "site")
    return open_output(folder / "site", "site", seen, Known(stamps=stamps, manifests=manifests))


def test_a_site_that_is_deleted_while_it_is_written_to_is_not_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not at any moment: without its manifest the next build would take the file for somebody else's."""
    output = opened(tmp_path)
    output.save_manifest({"a.html": Record.of(output.write("a.html", [b"x"]))}, lambda _: None)
    check = Output.check

    def checked(self: Output) -> None:
        check(self)
        shutil.rmtree(tmp_path / "site", ignore_errors=True)

    monkeypatch.setattr(Output, "check", checked)
    with pytest.raises(FileNotFoundError, match="was deleted while it was written to; build again"):
        output.write("data/b.json", [b"y"])
    assert not (tmp_path / "site").exists()


def test_a_file_tells_what_was_written_into_it_and_nothing_else(tmp_path: Path) -> None:
    """Also where it has the size and the time that it had."""
    first = opened(tmp_path)
    first.save_manifest({"a.html": Record.of(first.write("a.html", [b"x"]))}, lambda _: None)
    path = tmp_path / "site/a.html"
    os.utime(path, (1, 1))
    output = opened(tmp_path, {"a.html": [1, 10**9]}, [first.manifest])
    assert (output.content("a.html"), output.content("b.html")) == (b"x", b"")
    path.write_bytes(b"y")
    assert output.content("a.html") == b""
    path.unlink()
    assert output.content("a.html") == b""


def test_only_what_was_written_is_asked_for_its_time(tmp_path: Path) -> None:
    """What is there as it was found keeps the stamp that it had."""
    told: list[str] = []
    first = opened(tmp_path)
    shas = {name: first.write(name, [b"x"]) for name in ("a.html", "b.html", "c.html")}
    first.records = {name: Record.of(sha, ["part"]) for name, sha in shas.items()}
    first.save_manifest(first.records, told.append)
    for name in shas:
        os.utime(tmp_path / "site" / name, (1, 1))
    assert told == [first.manifest]
    stamps = first.stamps()
    assert stamps == {name: [1, 10**9] for name in shas}
    found = opened(tmp_path, stamps, [first.manifest])
    assert found.is_whole()
    (tmp_path / "site/a.html").unlink()
    found.records = {"b.html": Record.of(found.write("b.html", [b"new"])), "c.html": Record.of(shas["c.html"])}
    assert found.stamps() == {"b.html": [-1, (tmp_path / "site/b.html").stat().st_mtime_ns], "c.html": [1, 10**9]}


def test_an_output_may_lie_outside_the_project(project: Path) -> None:
    """Any folder that is empty or ours will do, by relative or absolute path."""
    build_site(project)
    build_site(project, output="../elsewhere")
    build_site(project, output=str(project.parent / "absolute"))
    assert tree(project.parent / "elsewhere") == tree(project / "site")
    assert tree(project.parent / "absolute") == tree(project / "site")


def test_published_files_can_be_read_by_a_server(project: Path) -> None:
    """Pages and their folders are readable by everybody and writable by one, whatever the editor's umask."""
    for umask in (0o077, 0o000):
        before = os.umask(umask)
        try:
            build_site(project, output=f"site-{umask}")
        finally:
            os.umask(before)
        site = project / f"site-{umask}"
        modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in (site, *site.rglob("*"))}
        assert modes == {(True, 0o755), (False, 0o644)}


def test_a_sum_is_of_the_file_as_it_was_last_written(tmp_path: Path) -> None:
    """It is kept for all who ask, until the file is another."""
    output = opened(tmp_path)
    for text in (b"a", b"bc"):
        sha = output.write("x.csv", [text])
        known = output.sum("x.csv", sha)
        assert (known.size, known.sha256) == (len(text), hashlib.sha256(text).hexdigest())
        assert output.sum("x.csv", sha) is known


def test_what_says_sizes_and_digests_of_files_reads_none_that_was_just_written_or_stays(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file's are known to who wrote it, and those of files that stay to the cache."""
    write(project, {"incidents/one.md": incident("One", "2023-10-01", locations="[base]")})
    build_site(project)
    read: list[str] = []
    summed = Output._summed  # noqa: SLF001 - the one place that reads a file for its sum

    def noted(output: Output, address: str) -> Sum:
        read.append(address)
        return summed(output, address)

    monkeypatch.setattr(Output, "_summed", noted)
    write(project, {"incidents/one.md": incident("Two", "2023-10-01", locations="[base]")})
    build_site(project)
    assert read == []
    package = json.loads((project / "site/data/v1/datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        content = (project / "site/data/v1" / resource["path"]).read_bytes()
        said = (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert (resource["bytes"], resource["hash"]) == said


def test_a_file_may_become_a_folder_and_back(project: Path) -> None:
    """Old files go before new ones come: a name can change from file to folder."""
    write(project, {"media/a.txt": "file"})
    build_site(project)
    (project / "content/media/a.txt").unlink()
    write(project, {"media/a.txt/b.txt": "inside"})
    build_site(project)
    assert (project / "site/media/a.txt/b.txt").read_text() == "inside"
    (project / "content/media/a.txt/b.txt").unlink()
    (project / "content/media/a.txt").rmdir()
    write(project, {"media/a.txt": "file"})
    build_site(project)
    assert (project / "site/media/a.txt").read_text() == "file"
