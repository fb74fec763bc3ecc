"""`chronicle publish` with real repositories: what is pushed, what is refused, and that nothing else changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from repositories import run
from sites import CONFIG, PICTURE, entry, incident, location, make_site, tree, write

from chronicle.building.build import build
from chronicle.cli import main
from chronicle.desk.publishing import pages_branch
from chronicle.desk.publishing import publish as publication

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STOPPED = (
    "1 error; nothing was published; "
    "a page that has to go for good, such as by a court's order, is named: --allow-lost ADDRESS"
)
FILES: dict[str, str | bytes] = {
    "incidents/fire.md": incident("Fire", locations="[town]"),
    "locations/town.md": location("Town"),
    "notes/about.md": entry("Text.", title="About"),
    "media/a.png": PICTURE,
    "media/notes.txt": b"one\r\ntwo\n\xff",
    ".gitignore": "/site/\n/.chronicle/\n*.png\n!/content/media/*.png\n",
}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The repository on the server."""
    run(tmp_path, "init", "-q", "--bare", "pages.git")
    return tmp_path / "pages.git"


@pytest.fixture
def project(tmp_path: Path, bare: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed chronicle whose origin is that repository, and the place where commands run."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = make_site(tmp_path / "repo", FILES)
    started(folder, bare)
    monkeypatch.chdir(folder)
    return folder


def started(folder: Path, bare: Path) -> None:
    """Make a repository of a folder, with a user and a remote."""
    run(folder, "init", "-q", "-b", "main")
    run(folder, "config", "user.name", "Editor")
    run(folder, "config", "user.email", "editor@example.org")
    run(folder, "remote", "add", "origin", str(bare))
    committed(folder)


def committed(folder: Path, files: dict[str, str | bytes] | None = None) -> None:
    """Commit everything, after these changes."""
    write(folder, files or {})
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "-m", "change")


def publish(*options: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["publish", *options])


def published(*options: str) -> list[str]:
    """What it prints, when it publishes."""
    result = publish(*options)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def refused(*options: str) -> str:
    """Why it does not publish."""
    result = publish(*options)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr.removesuffix("\n").removeprefix("pushing to gh-pages of origin\n").removeprefix("Error: ")


def tip(bare: Path, branch: str = "gh-pages") -> str:
    """The commit at which a branch is on the server; empty when there is none."""
    return run(bare, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")


def content(bare: Path, branch: str = "gh-pages") -> dict[str, bytes]:
    """Every file on a branch with its bytes."""
    names = run(bare, "ls-tree", "-r", "--name-only", branch).splitlines()
    return {name: subprocess.check_output(["git", "show", f"{branch}:{name}"], cwd=bare) for name in names}


def site(folder: Path) -> dict[str, bytes]:
    """The files of the built site that are for readers."""
    return {name: data for name, data in tree(folder / "site").items() if name != ".chronicle-manifest.json"}


def pushed_by_another(tmp_path: Path, bare: Path, files: dict[str, str]) -> str:
    """Somebody else changes the branch on the server; the commit."""
    other = tmp_path / f"other-{len(list(tmp_path.iterdir()))}"
    run(tmp_path, "clone", "-q", "--branch", "gh-pages", str(bare), other.name)
    for name, text in files.items():
        (other / name).write_text(text, "utf-8")
    run(other, "add", "-A")
    run(other, "commit", "-q", "-m", "other")
    run(other, "push", "-q")
    return run(other, "rev-parse", "HEAD")


# ---- what is pushed


def test_the_first_push_makes_the_branch_with_the_site_byte_for_byte(project: Path, bare: Path) -> None:
    """Nothing but the site and the record of its entries; the message names the commit that it was made from."""
    lines = published()
    on_branch, built = content(bare), site(project)
    assert on_branch.pop(".chronicle-entries") == (b"about.html\nincidents/fire.html\nlocations/town.html\n")
    assert on_branch == built
    assert on_branch["media/notes.txt"] == b"one\r\ntwo\n\xff"
    assert on_branch[".nojekyll"] == b""
    head = run(project, "rev-parse", "HEAD")
    assert lines[0] == (
        f"Published to gh-pages of origin from {head[:10]} (main): {len(built) + 1} new, 0 changed, 0 gone."
    )
    assert lines[1] == "Address: https://example.org/log/"
    assert lines[2].startswith("Size: ")
    assert run(bare, "log", "--format=%an <%ae>%n%B%P", "gh-pages").splitlines() == [
        "Editor <editor@example.org>",
        f"Publish the site made from {head[:10]} (main)",
        "",
        f"Source-Commit: {head}",
    ]


def test_settings_of_git_change_no_byte(project: Path, bare: Path) -> None:
    """Line endings, attributes and filters are for sources; a site is what was built."""
    run(project, "config", "core.autocrlf", "true")
    run(project, "config", "filter.shout.clean", "tr a-z A-Z")
    committed(project, {".gitattributes": "* text\n*.txt filter=shout\n", "media/more.txt": "a\r\nb\n"})
    published()
    assert {name: data for name, data in content(bare).items() if name != ".chronicle-entries"} == site(project)


def test_objects_may_be_named_by_sha256(tmp_path: Path, project: Path) -> None:
    """As git can be told to when a repository is made."""
    for folder in (project / ".git", tmp_path / "pages.git"):
        shutil.rmtree(folder)
    run(tmp_path, "init", "-q", "--bare", "--object-format=sha256", "pages.git")
    run(project, "init", "-q", "-b", "main", "--object-format=sha256")
    started(project, tmp_path / "pages.git")
    published()
    assert len(tip(tmp_path / "pages.git")) == 64
    assert published()[0].startswith("Nothing changed: ")


def test_nothing_changed_makes_no_commit(project: Path, bare: Path) -> None:
    """Not even when the sources have another commit that changes no page."""
    published()
    before = tip(bare)
    assert published()[0] == "Nothing changed: gh-pages of origin holds this site already."
    committed(project, {"README.md": "For editors."})
    assert published()[0] == "Nothing changed: gh-pages of origin holds this site already."
    assert tip(bare) == before


def test_a_change_is_a_commit_upon_the_last(project: Path, bare: Path) -> None:
    """What the site no longer has is gone, the history stays."""
    committed(project, {"media/b.png": PICTURE, "chronicle.toml": f"{CONFIG}[search]\nfull_text = false\n"})
    published()
    before = tip(bare)
    (project / "content/media/b.png").unlink()
    committed(project, {"media/c.png": PICTURE, "media/a.png": PICTURE + b"x"})
    assert published()[0].endswith(": 1 new, 1 changed, 1 gone.")
    assert {name: data for name, data in content(bare).items() if name != ".chronicle-entries"} == site(project)
    assert run(bare, "rev-parse", "gh-pages^") == before


def test_the_domain_on_the_branch_is_kept(project: Path, bare: Path, tmp_path: Path) -> None:
    """GitHub writes it there; the address follows it, and the site when the settings name none."""
    committed(project, {"chronicle.toml": CONFIG.replace("https://example.org/log/", "")})
    published()
    pushed_by_another(tmp_path, bare, {"CNAME": "chronicle.example\n"})
    assert published()[1] == "Address: https://chronicle.example/"
    assert content(bare)["CNAME"] == b"chronicle.example\n"
    assert b"https://chronicle.example/about.html" in content(bare)["sitemap.xml"]
    committed(project, {"chronicle.toml": CONFIG})
    result = publish()
    assert result.stderr.splitlines()[-1].startswith("Note: the branch's CNAME says chronicle.example, and url in ")
    assert content(bare)["CNAME"] == b"chronicle.example\n"


def test_a_repository_on_github_tells_the_address(
    project: Path, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site without a set address is built for it; here ssh only seems to lead there."""
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\nfor last; do :; done\nexec ${{last%% *}} '{bare}'\n", "utf-8")
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", f"'{ssh}'")
    run(project, "remote", "set-url", "origin", "git@github.com:Some-Body/Log.git")
    committed(project, {"chronicle.toml": CONFIG.replace("https://example.org/log/", "")})
    assert published()[1] == "Address: https://some-body.github.io/Log/"
    assert b"https://some-body.github.io/Log/about.html" in content(bare)["sitemap.xml"]
    run(bare, "update-ref", "-d", "refs/heads/gh-pages")
    committed(project, {"chronicle.toml": CONFIG})
    assert publish().stderr.splitlines()[-1] == (
        "Note: the site will be at https://some-body.github.io/Log/ until https://example.org/log/ "
        "is set as its domain under Settings → Pages on GitHub"
    )


@pytest.mark.usefixtures("project")
def test_a_chronicle_in_a_folder_of_its_repository_fills_the_branch(
    tmp_path: Path, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site lies at the top of the branch; what else is in the repository is neither looked at nor published."""
    top = tmp_path / "large"
    record = make_site(top / "papers" / "record", FILES)
    started(top, bare)
    (top / "papers" / "unsaved.md").write_text("x", "utf-8")
    monkeypatch.chdir(record)
    published()
    assert {name: data for name, data in content(bare).items() if name != ".chronicle-entries"} == site(record)
    (record / "content" / "incidents" / "new.md").write_text(incident("New"), "utf-8")
    assert refused().startswith("not committed: content/incidents/new.md; ")


def test_branch_and_remote_come_from_the_settings_and_then_from_the_command(project: Path, bare: Path) -> None:
    """The command line goes first."""
    run(project, "remote", "rename", "origin", "server")
    committed(project, {"chronicle.toml": f'{CONFIG}[publish]\nbranch = "pages"\nremote = "server"\n'})
    published()
    published("--branch", "web/pages")
    assert tip(bare, "pages")
    assert content(bare, "web/pages") == content(bare, "pages")
    assert refused("--remote", "origin") == 'there is no remote "origin"; name one that is, with --remote: server'


def test_drafts_are_not_published(project: Path, bare: Path) -> None:
    """Not even when the site was built with them before."""
    committed(project, {"incidents/secret.md": incident("Secret", status="draft")})
    CliRunner().invoke(main, ["build", "--drafts", "--no-search"])
    assert (project / "site/incidents/secret.html").exists()
    published()
    assert not [name for name, data in content(bare).items() if "secret" in name or b"secret" in data.lower()]


# ---- what else stays as it was


def surroundings(folder: Path) -> dict[str, object]:
    """What of a repository belongs to its user."""
    kept = ("HEAD", "index", "config", "FETCH_HEAD", "ORIG_HEAD", "shallow")
    files = {name: (folder / ".git" / name).read_bytes() for name in kept if (folder / ".git" / name).exists()}
    refs = run(folder, "for-each-ref", "refs/heads", "refs/tags", "refs/stash")
    return {
        **files,
        "refs": refs,
        "status": run(folder, "--no-optional-locks", "status", "--porcelain"),
        "worktrees": run(folder, "worktree", "list"),
    }


def test_the_repository_of_the_user_stays_as_it_was(project: Path, bare: Path, tmp_path: Path) -> None:
    """Index, HEAD, branches, stash, settings; also what is staged and what lies about."""
    run(project, "branch", "gh-pages")
    write(project, {"scratch.txt": "unsaved", "staged.txt": "x"})
    run(project, "stash", "--include-untracked")
    write(project, {"scratch.txt": "unsaved", "staged.txt": "x"})
    run(project, "add", "staged.txt")
    run(project, "config", "fetch.prune", "true")
    (project / "content/incidents/fire.md").touch()
    before = surroundings(project)
    published()
    pushed_by_another(tmp_path, bare, {"CNAME": "example.org"})
    publish("--dry-run")
    published()
    assert surroundings(project) == before


def test_a_dry_run_does_everything_but_the_push(project: Path, bare: Path, tmp_path: Path) -> None:
    """It tells what would change, and neither the server nor what git remembers of it does."""
    lines = published("--dry-run")
    head = run(project, "rev-parse", "--short=10", "HEAD")
    assert lines[0].startswith(f"Nothing was pushed (--dry-run). To gh-pages of origin from {head} (main): ")
    assert (project / "site/index.html").exists()
    assert tip(bare) == ""
    published()
    moved = pushed_by_another(tmp_path, bare, {"CNAME": "example.org"})
    before = run(project, "for-each-ref")
    published("--dry-run")
    assert (run(project, "for-each-ref"), tip(bare)) == (before, moved)


def test_a_detached_head_publishes_its_commit(project: Path, bare: Path) -> None:
    """And says that it does."""
    run(project, "checkout", "-q", "--detach")
    assert "(detached HEAD)" in published()[0]
    assert "(detached HEAD)" in run(bare, "log", "-1", "--format=%s", "gh-pages")


def test_a_shallow_clone_publishes_and_stays_one(
    project: Path, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source commit beyond its end is not taken for one that is not known."""
    published()
    committed(project, {"notes/more.md": entry("More.", title="More")})
    run(project, "push", "-q", "origin", "main")
    run(tmp_path, "clone", "-q", "--depth=1", "--branch", "main", f"file://{bare}", "clone")
    clone = tmp_path / "clone"
    monkeypatch.chdir(clone)
    for key in ("user.name", "user.email"):
        run(clone, "config", key, "x@example.org")
    before = surroundings(clone)
    assert "which is not in your history (this is a shallow clone: git fetch --unshallow): " in refused()
    published("--take-over")
    assert surroundings(clone) == before


@pytest.mark.usefixtures("project")
def test_quiet_says_nothing_of_what_goes_well() -> None:
    """Problems and refusals are still said."""
    result = publish("--quiet")
    assert (result.exit_code, result.output) == (0, "")


# ---- what is refused: the sources


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/incidents/fire.md", incident("Changed")),
        ("content/incidents/new.md", incident("New")),
        ("content/media/b.png", PICTURE),
        ("templates/assets/site.css", "p {}"),
        ("chronicle.toml", f"{CONFIG}\n"),
    ],
)
def test_what_is_not_committed_is_not_published(project: Path, bare: Path, name: str, text: str | bytes) -> None:
    """Changed, staged and new files alike."""
    message = (
        f"not committed: {name}; what is public must be in the history, so that it can be traced: "
        "git add and git commit them, or git stash --include-untracked"
    )
    write(project, {name: text})
    assert refused() == message
    run(project, "add", "-A")
    assert refused() == message
    assert tip(bare) == ""


def test_an_entry_that_git_ignores_is_not_committed_either(project: Path) -> None:
    """It would be public, and in no history; what no build reads is nobody's business."""
    committed(project, {".gitignore": "/site/\n/.chronicle/\nsecret*\n.DS_Store\n"})
    write(project, {"content/.DS_Store": "x", "content/notes/.draft.md.swp": "x"})
    published()
    write(project, {"incidents/secret/a.md": incident("A"), "notes/secret.md": entry(title="B")})
    assert refused().startswith("not committed: content/incidents/secret/, content/notes/secret.md; ")


def test_a_deleted_file_is_not_committed(project: Path) -> None:
    """The site would be without it, the commit with it."""
    (project / "content/notes/about.md").unlink()
    assert refused().startswith("not committed: content/notes/about.md; ")


def test_a_change_during_the_build_is_noticed(project: Path, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a new commit nor an edit can slip in between."""

    def during(change: Callable[[], None]) -> None:
        def slow(*args: object, **options: object) -> object:
            result = build(*args, **options)  # type: ignore[arg-type]
            change()
            return result

        monkeypatch.setattr(publication, "build", slow)

    during(lambda: committed(project, {"notes/more.md": entry("More.", title="More")}))
    assert refused() == "another commit was checked out while the site was built; run this again"
    during(lambda: write(project, {"site/index.html": "x"}))
    assert refused() == "site/index.html was changed while it was published; run this again"
    during(lambda: write(project, {"incidents/fire.md": incident("Changed")}))
    assert refused().startswith("not committed: content/incidents/fire.md; ")
    assert tip(bare) == ""


@pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_was_told_not_to_look_at_is_refused(project: Path, mark: str) -> None:
    """It would call such a file committed whatever is in it."""
    run(project, "update-index", mark, "content/incidents/fire.md")
    write(project, {"incidents/fire.md": incident("Other", locations="[town]")})
    assert refused().startswith('git was told not to look at "content/incidents/fire.md", so it cannot say whether')


def test_errors_and_warnings_stop_it(project: Path, bare: Path) -> None:
    """All of them are printed, as a strict build does."""
    committed(project, {"incidents/fire.md": incident("Fire", sources="", date="someday")})
    assert refused().splitlines()[-1] == ("1 error; nothing was published; chronicle check --strict says the same")
    committed(project, {"incidents/fire.md": incident("Fire", sources="")})
    assert refused().splitlines()[-1] == (
        "1 warning (--strict); nothing was published; chronicle check --strict says the same"
    )
    (project / "chronicle.toml").write_text("title", "utf-8")
    assert refused().endswith("chronicle check --strict says the same")
    assert tip(bare) == ""


@pytest.mark.usefixtures("project")
def test_without_a_chronicle_or_a_repository_there_is_nothing_to_publish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each says what to do."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert "[no-chronicle]" in refused()
    monkeypatch.chdir(make_site(tmp_path / "alone", FILES))
    assert refused() == "this chronicle lies in no git repository; make one: git init"
    run(tmp_path / "alone", "init", "-q", "-b", "main")
    assert refused() == ('there is no remote "origin"; git remote add origin https://github.com/OWNER/REPOSITORY.git')
    run(tmp_path / "alone", "remote", "add", "origin", "../pages.git")
    assert refused() == "nothing is committed yet; git add -A, then git commit"


def test_the_branch_of_the_sources_is_not_for_sites(project: Path, bare: Path) -> None:
    """Neither the one that is checked out, nor the one that the settings name, nor one that holds entries."""
    message = "{} is the branch of your entries; publish to another one, such as gh-pages"
    assert refused("--branch", "main") == message.format("main")
    run(project, "checkout", "-q", "-b", "work")
    committed(project, {"chronicle.toml": f'{CONFIG}[repository]\nurl = "https://example.org/"\nbranch = "main"\n'})
    assert refused("--branch", "main") == message.format("main")
    run(project, "push", "-q", "origin", "work:entries")
    assert refused("--branch", "entries", "--take-over") == (
        "entries of origin holds a chronicle.toml, so it is no site; publish to another branch, such as gh-pages"
    )
    assert refused("--branch", "a..b") == '"a..b" can be the name of no branch; the usual one is gh-pages'
    assert tip(bare, "entries") == run(project, "rev-parse", "work")


def test_git_must_know_who_publishes(project: Path) -> None:
    """A name guessed from the machine would be public for ever."""
    run(project, "config", "--unset", "user.email")
    assert refused() == (
        "git was not told who you are, and each publication says so; "
        'git config user.name "Your Name" and git config user.email you@example.org'
    )


# ---- what is refused: pages that would be lost


def test_a_lost_page_of_an_entry_is_refused_until_an_alias_leads_on(project: Path, bare: Path) -> None:
    """The entry that took its place is known by its lines, so the line to write is whole."""
    published()
    before = tip(bare)
    run(project, "mv", "content/incidents/fire.md", "content/incidents/blaze.md")
    committed(project)
    assert refused().splitlines() == [
        (
            "content/incidents/blaze.md:1:1: error: aliases: the page incidents/fire.html was public "
            "and would be gone; name it in the aliases of this entry [address-lost]"
        ),
        "    ---",
        "  → aliases: [incidents/fire.html]",
        STOPPED,
    ]
    assert tip(bare) == before
    committed(project, {"incidents/blaze.md": incident("Fire", locations="[town]", aliases="[incidents/fire.html]")})
    published()
    assert b"incidents/blaze.html\nincidents/fire.html\n" in content(bare)[".chronicle-entries"]


def test_an_address_stays_promised_when_its_entry_goes_and_a_page_stays(project: Path, bare: Path) -> None:
    """An actor without an entry has a page by its name; when that goes too, the address is lost."""
    committed(project, {"actors/guard.md": location("Guard"), "incidents/fire.md": incident(actors="[Guard]")})
    published()
    (project / "content/actors/guard.md").unlink()
    committed(project)
    published()
    assert b"actors/guard.html\n" in content(bare)[".chronicle-entries"]
    committed(project, {"incidents/fire.md": incident()})
    assert refused().splitlines()[:2] == [
        (
            "content/actors/guard.md: error: aliases: the page actors/guard.html was public and would be gone; "
            "put the file back, or add its address to the aliases of the entry that took its place [address-lost]"
        ),
        "  → aliases: [actors/guard.html]",
    ]


def test_a_draft_again_is_a_lost_page(project: Path) -> None:
    """What was public is withdrawn, not hidden."""
    published()
    committed(project, {"incidents/fire.md": incident("Fire", locations="[town]", status="draft")})
    assert (
        refused()
        .splitlines()[0]
        .endswith(
            "status: the page incidents/fire.html was public and would be gone: "
            "drafts have no page; status: withdrawn leaves one that says so [address-lost]"
        )
    )
    committed(project, {"incidents/fire.md": incident("Fire", locations="[town]", status="withdrawn")})
    published()


def test_a_page_may_go_when_its_address_is_named(project: Path, bare: Path) -> None:
    """One at a time, and only when it truly goes."""
    published()
    assert refused("--allow-lost", "about.html") == (
        "about.html is still a page of the site; delete its entry first, and what names it"
    )
    (project / "content/notes/about.md").unlink()
    committed(project)
    assert refused("--allow-lost", "other.html").startswith("content/notes/about.md: error: ")
    published("--allow-lost", "about.html")
    assert "about.html" not in content(bare)
    assert content(bare)[".chronicle-entries"] == b"incidents/fire.html\nlocations/town.html\n"
    assert published()[0].startswith("Nothing changed: ")


# ---- what is refused: the branch


def test_a_branch_of_somebody_else_is_taken_over_only_when_asked(project: Path, bare: Path) -> None:
    """Its files stay in the history."""
    run(project, "checkout", "-q", "--orphan", "gh-pages")
    run(project, "rm", "-rqf", ".")
    committed(project, {"old.html": "old"})
    run(project, "push", "-q", "origin", "gh-pages")
    run(project, "checkout", "-q", "main")
    old = tip(bare)
    assert refused() == (
        "gh-pages of origin was not published by this command (files there: 1). Publish to another branch with "
        "--branch; or with --take-over, which replaces them: they stay in the history of the branch"
    )
    assert tip(bare) == old
    published("--take-over")
    assert "old.html" not in content(bare)
    assert run(bare, "rev-parse", "gh-pages^") == old
    published()


def test_newer_entries_of_somebody_else_are_not_taken_back(project: Path, bare: Path) -> None:
    """What is public was made from a commit that is not here: it is pulled first."""
    committed(project, {"incidents/fire.md": incident("Corrected", locations="[town]")})
    published()
    newer = run(project, "rev-parse", "HEAD")
    run(project, "reset", "-q", "--hard", "HEAD~1")
    assert refused() == (
        f"what is public was made from commit {newer[:10]}, which is not in your history: somebody may have published "
        "newer entries; git pull. If it is to be replaced all the same: --take-over"
    )
    published("--take-over")
    assert b"Corrected" not in content(bare)["incidents/fire.html"]


MOVED = (
    "gh-pages of origin moved on while this was published, and was left as it is: "
    "somebody else publishes too; git pull, then run this again"
)


def test_a_remote_that_moved_on_is_left_as_it_is(
    project: Path, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between fetch and push: also when the branch went back, or was made meanwhile."""
    made = pages_branch.commit_of

    def meanwhile(change: Callable[[], object]) -> None:
        def slow(*args: object) -> str:
            commit = made(*args)  # type: ignore[arg-type]
            change()
            return commit

        monkeypatch.setattr(pages_branch, "commit_of", slow)

    meanwhile(lambda: run(project, "push", "-q", "origin", "main:gh-pages"))
    assert refused() == MOVED
    run(bare, "update-ref", "-d", "refs/heads/gh-pages")
    meanwhile(lambda: None)
    published()
    first = tip(bare)
    committed(project, {"notes/more.md": entry("More.", title="More")})
    meanwhile(lambda: pushed_by_another(tmp_path, bare, {"CNAME": "example.org"}))
    assert refused() == MOVED
    second = tip(bare)
    assert second != first
    meanwhile(lambda: run(bare, "update-ref", "refs/heads/gh-pages", first))
    assert refused() == MOVED
    assert tip(bare) == first
    meanwhile(lambda: None)
    run(bare, "update-ref", "refs/heads/gh-pages", second)
    published()
    assert (run(bare, "rev-parse", "gh-pages^"), content(bare)["CNAME"]) == (second, b"example.org")


def test_an_end_by_ctrl_c_leaves_what_is_public(project: Path, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the push nothing has changed, and the next run does all of it."""
    before = surroundings(project)

    def ended(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pages_branch, "commit_of", ended)
        assert publish().exit_code == 130
    assert (tip(bare), surroundings(project)) == ("", before)
    published()


def test_a_remote_that_moves_during_the_push_itself_is_left_as_it_is(project: Path, bare: Path, tmp_path: Path) -> None:
    """The server compares once more."""
    published()
    committed(project, {"notes/more.md": entry("More.", title="More")})
    other = tmp_path / "other"
    run(tmp_path, "clone", "-q", "--branch", "gh-pages", str(bare), "other")
    run(other, "commit", "-q", "--allow-empty", "-m", "other")
    hook(project, "pre-push", f"unset GIT_DIR; git -C '{other}' push -q")
    assert refused() == MOVED
    assert tip(bare) == run(other, "rev-parse", "HEAD")


def hook(repository: Path, name: str, script: str) -> None:
    """Put a hook into a repository."""
    folder = repository / ".git" if (repository / ".git").is_dir() else repository
    path = folder / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


@pytest.mark.usefixtures("project")
def test_who_may_not_push_is_told_so_in_the_words_of_the_server(bare: Path) -> None:
    """In one line, whatever the server sends."""
    hook(bare, "pre-receive", "echo 'GH006: Protected branch. \033[31m' >&2; exit 1")
    assert refused() == (
        "gh-pages of origin was not changed: "
        "[remote rejected] (pre-receive hook declined); GH006: Protected branch. \\x1b[31m"
    )
    assert tip(bare) == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.usefixtures("project")
def test_a_server_that_cannot_be_written_to_says_so(bare: Path) -> None:
    """The reason is the server's."""
    folders = [bare, *(path for path in bare.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert refused().startswith("gh-pages of origin was not changed: ")
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert tip(bare) == ""


def test_a_hook_of_the_user_that_fails_is_told(project: Path, bare: Path) -> None:
    """What it says is the reason."""
    hook(project, "pre-push", "echo 'the tests fail' >&2; exit 1")
    assert refused() == "gh-pages of origin was not changed: the tests fail"
    assert tip(bare) == ""


def test_a_remote_that_is_not_there_is_told_without_its_password(project: Path) -> None:
    """In the words of git, and with the command that must work first."""
    run(project, "remote", "set-url", "origin", "../nowhere.git")
    assert refused() == (
        "origin cannot be reached: '../nowhere.git' does not appear to be a git repository; "
        "Could not read from remote repository; git fetch origin must work first"
    )
    run(project, "remote", "set-url", "origin", "http://user:secret@127.0.0.1:9/a/b.git")
    assert "secret" not in refused()


@pytest.mark.usefixtures("project")
def test_a_site_that_is_too_large_is_not_pushed(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is sent."""
    monkeypatch.setattr("chronicle.desk.publishing.judging.LARGEST_SITE", 1000)
    assert refused().startswith("the site has ")
    assert tip(bare) == ""


@pytest.mark.usefixtures("project")
def test_a_full_text_that_failed_is_not_left_out(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that readers can search today is not replaced by one that they cannot."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chronicle.building.full_text.running", fail)
    assert refused().endswith("; run this again, or write full_text = false under [search]")
    assert tip(bare) == ""


# ---- what a stranger could have a hand in


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("remote", ["--upload-pack=touch ran", "ext::sh -c 'touch ran'", "-x", "a\nb", "\x1b[31m"])
def test_only_a_remote_of_the_repository_is_asked(bare: Path, remote: str) -> None:
    """What is none is neither an option nor an address for git, and named in one line."""
    words = refused("--remote", remote)
    assert words.startswith('there is no remote "')
    assert words.isprintable()
    assert tip(bare) == ""


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c 'touch ran'",
        "--upload-pack=touch ran",
        "-oProxyCommand=touch ran",
        "ssh://-oProxyCommand=touch ran/x",
    ],
)
def test_a_url_that_is_a_command_is_not_one(project: Path, url: str) -> None:
    """Git refuses them, and we allow it nothing that it does not allow by itself."""
    run(project, "config", "remote.origin.url", url)
    assert refused().startswith("origin cannot be reached: ")
    assert not list(project.rglob("ran"))


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "branch",
    [
        "--force",
        "-f",
        "+gh-pages",
        "@",
        "@{-1}",
        "a:b",
        "../x",
        "refs/heads/main",
        "HEAD",
        "a b",
        "x" * 201,
        "\x1b[31m",
    ],
)
def test_a_branch_has_the_name_of_a_branch(bare: Path, branch: str) -> None:
    """Not one that is an option, a force, or something else where it is written."""
    words = refused("--branch", branch)
    assert words.endswith(" can be the name of no branch; the usual one is gh-pages")
    assert words.isprintable()
    assert run(bare, "for-each-ref") == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://user:s3cret@127.0.0.1:9/a.git",
        "https://s3cret@127.0.0.1:9/a.git",
        "https://us:er@a/s3cret@127.0.0.1:9/a.git",
        "https://127.0.0.1:9/a.git?token=s3cret",
        "http://user:s3cret@[::1]:9/a.git",
        "ssh://s3cret@127.0.0.1:9/a.git",
    ],
)
def test_no_password_is_printed(project: Path, url: str) -> None:
    """Wherever in an address it stands."""
    run(project, "remote", "set-url", "origin", url)
    result = publish()
    assert result.exit_code == 1
    assert "s3cret" not in result.output


def test_what_a_clone_brings_along_starts_nothing(project: Path, bare: Path) -> None:
    """Attributes, submodules, settings and hooks in the tree: git runs only what its user told it to."""
    command = f"touch '{project.parent}/ran'"
    committed(
        project,
        {
            ".gitattributes": "* filter=evil diff=evil merge=evil\n",
            ".gitmodules": f'[submodule "x"]\n\tpath = content/x\n\turl = "ext::sh -c {command}"\n',
            ".gitconfig": f'[core]\n\tfsmonitor = "{command}"\n[filter "evil"]\n\tclean = "{command}"\n',
            ".lfsconfig": '[lfs]\n\turl = "http://127.0.0.1:9/"\n',
            **{f"{folder}/pre-push": f"#!/bin/sh\n{command}\n" for folder in (".githooks", "hooks", ".git-hooks")},
        },
    )
    for path in project.rglob("pre-push"):
        path.chmod(0o755)
    committed(project, {"media/-force.txt": b"x"})
    published()
    assert "media/-force.txt" in content(bare)
    assert not (project.parent / "ran").exists()


def test_a_push_that_is_killed_leaves_the_old_site_or_the_new_one(project: Path, bare: Path) -> None:
    """The server changes the branch in one step, and the next run goes on from there."""
    published()
    first = tip(bare)
    committed(project, {"notes/more.md": entry("More.", title="More")})
    hook(bare, "pre-receive", "kill -9 -$(cat ../../group)".replace("../../group", str(project.parent / "group")))
    starts = (
        'import os, sys; open(sys.argv.pop(1), "w").write(str(os.getpid())); from chronicle.cli import main; main()'
    )
    command = [sys.executable, "-c", starts, str(project.parent / "group"), "publish"]
    done = subprocess.run(command, cwd=project, start_new_session=True, capture_output=True, check=False)
    assert done.returncode == -9
    assert tip(bare) == first
    (bare / "hooks" / "pre-receive").unlink()
    assert published()[0].startswith("Published to gh-pages")
    assert run(bare, "rev-parse", "gh-pages^") == first
