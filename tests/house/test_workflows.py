"""The workflows of this repository, and the one a new chronicle gets, are sound, safe and pinned."""

import datetime as dt
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from repositories import run

from chronicle.cli import command
from chronicle.desk.reports.comments import MARK
from chronicle.desk.starting import beginning, start

ROOT = Path(__file__).parents[2]
OWN = ROOT / ".github" / "workflows"
STARTER = ROOT / "chronicle" / "desk" / "starter" / "dot-github" / "workflows"
BOTH = ("check.yml", "pages.yml", "report.yml")  # what a new chronicle and this repository have
WORKFLOWS = sorted([*OWN.glob("*.y*ml"), *STARTER.glob("*.y*ml")])

# Beside the Python that runs the tests: a tool of the same name elsewhere may be another version.
TOOLS = Path(sysconfig.get_path("scripts"))

PIN = re.compile(r"(?P<action>[\w./-]+)@(?P<commit>[0-9a-f]{40}) # v(?P<major>\d+)\.\d+\.\d+")

CACHED = "actions/cache/restore"

each_workflow = pytest.mark.parametrize(
    "workflow", WORKFLOWS, ids=[path.relative_to(ROOT).as_posix() for path in WORKFLOWS]
)


def actionlint(workflow: str) -> str:
    """What actionlint says of a workflow's text: one line for each mistake, nothing for a sound one."""
    # It knows the inputs and outputs of an action by its tag, not by its commit.
    tagged = PIN.sub(r"\g<action>@v\g<major>", workflow)
    # The shell and Python checkers are off: they would run only where they happen to be installed.
    command = [str(TOOLS / "actionlint"), "-oneline", "-no-color", "-shellcheck=", "-pyflakes=", "-"]
    return said(subprocess.run(command, input=tagged, capture_output=True, text=True, check=False))


def zizmor(workflow: Path) -> str:
    """What zizmor says of a workflow file, without asking the network; nothing for a safe one."""
    command = [str(TOOLS / "zizmor"), "--offline", "--persona=pedantic", "--strict-collection"]
    command += ["--no-config", "--color=never", "--quiet", str(workflow)]
    return said(subprocess.run(command, capture_output=True, text=True, check=False))


def said(run: subprocess.CompletedProcess[str]) -> str:
    """What a linter printed if it found something or broke."""
    return f"exit code {run.returncode}\n{run.stdout}{run.stderr}" if run.returncode else ""


def uses(workflow: Path) -> list[str]:
    """The actions that a workflow uses, each as written: name, commit and comment."""
    lines = workflow.read_text(encoding="utf-8").splitlines()
    return [line.partition("uses:")[2].strip() for line in lines if "uses:" in line]


def test_all_workflows_are_looked_at() -> None:
    """Both folders have their workflows, so that no check below passes over an empty list."""
    assert {path.name for path in WORKFLOWS if path.parent == OWN} == {*BOTH, "test.yml"}
    assert {path.name for path in WORKFLOWS if path.parent == STARTER} == set(BOTH)


@each_workflow
def test_actionlint_finds_nothing(workflow: Path) -> None:
    """Every key, expression, input and job name of a workflow exists."""
    assert actionlint(workflow.read_text(encoding="utf-8")) == ""


@each_workflow
def test_zizmor_finds_nothing(workflow: Path) -> None:
    """No workflow hands a stranger a token, a script or a right that it does not need."""
    assert zizmor(workflow) == ""


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("needs: build", "needs: biuld", '"biuld" which does not exist'),
        ("path: site", "pth: site", 'input "pth" is not defined in action'),
        ("outputs.base_url", "outputs.base_uri", 'property "base_uri" is not defined'),
    ],
)
def test_actionlint_finds_a_mistake(right: str, wrong: str, complaint: str) -> None:
    """A wrong job, input or output in a workflow is found, so its silence means something."""
    workflow = (STARTER / "pages.yml").read_text(encoding="utf-8")
    assert right in workflow
    assert complaint in actionlint(workflow.replace(right, wrong))


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ('"$BASE_URL"', '"${{ github.event.head_commit.message }}"', "template-injection"),
        ("persist-credentials: false", "clean: true", "artipacked"),
        ("permissions: {}", "permissions: write-all", "excessive-permissions"),
        ("workflow_dispatch:", "pull_request_target:", "dangerous-triggers"),
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1", "@main", "unpinned-uses"),
    ],
)
def test_zizmor_finds_a_danger(right: str, wrong: str, complaint: str, tmp_path: Path) -> None:
    """A script made of a commit's message, a token left behind or a right too many is found."""
    workflow = (STARTER / "pages.yml").read_text(encoding="utf-8")
    assert right in workflow
    planted = tmp_path / "pages.yml"
    planted.write_text(workflow.replace(right, wrong), encoding="utf-8")
    assert complaint in zizmor(planted)


@each_workflow
def test_every_action_is_pinned(workflow: Path) -> None:
    """Every action is named by its full commit, with the version that a person reads beside it."""
    assert uses(workflow)
    assert [action for action in uses(workflow) if not PIN.fullmatch(action)] == []


def test_one_action_is_one_version() -> None:
    """All workflows use the same commit of an action, under the same version."""
    pins = {action for workflow in WORKFLOWS for action in uses(workflow)}
    names = [pin.partition("@")[0] for pin in pins]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", BOTH)
def test_the_starter_differs_in_the_install_line_only(name: str) -> None:
    """A new chronicle gets the workflows that serve this one, but for what is installed."""
    starter = (STARTER / name).read_text(encoding="utf-8").splitlines()
    own = (OWN / name).read_text(encoding="utf-8").splitlines()
    different = [(theirs, ours) for theirs, ours in zip(starter, own, strict=True) if theirs != ours]
    assert different == [
        (
            "        run: python -m pip install -r requirements.txt",
            "        run: python -m pip install '.[search]'",
        )
    ]


@each_workflow
def test_the_commands_of_a_workflow_exist(workflow: Path) -> None:
    """A command or an option that is renamed is renamed here, too."""
    lines = [line.strip().removeprefix("run: ") for line in workflow.read_text(encoding="utf-8").splitlines()]
    for _, name, *words in (shlex.split(line) for line in lines if line.startswith("chronicle ")):
        options = {option for parameter in command(name).params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options


def test_a_pull_request_is_checked_against_its_base(tmp_path: Path) -> None:
    """The two commits that are checked out are enough: what the base got meanwhile is no part of the change."""
    base, copy = tmp_path / "base", tmp_path / "copy"
    start(base, beginning("New", "https://example.org/", dt.date(2024, 5, 1)))
    run(base, "init", "-q", "-b", "main")
    run(base, "add", "-A")
    run(base, "commit", "-q", "-m", "Begin")
    run(base, "checkout", "-q", "-b", "theirs")
    add_sourceless(base, "theirs")
    run(base, "checkout", "-q", "main")
    add_sourceless(base, "ours")
    run(base, "merge", "-q", "--no-edit", "theirs")
    run(tmp_path, "clone", "-q", "--depth", "2", base.as_uri(), str(copy))
    steps = yaml.safe_load((STARTER / "check.yml").read_text(encoding="utf-8"))["jobs"]["check"]["steps"]
    (command,) = (step["run"] for step in steps if step["name"] == "Check")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    words = [sys.executable, "-m", *shlex.split(command)]
    done = subprocess.run(words, cwd=copy, env=environment, capture_output=True, text=True, check=True)
    assert "file=content/incidents/theirs.md" in done.stdout
    assert "ours.md" not in done.stdout
    assert "content/incidents/theirs.md" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_a_push_that_loses_a_page_is_not_published(tmp_path: Path) -> None:
    """It is compared with what was there before; where that is not known, nothing is."""
    project, program = tmp_path / "record", tmp_path / "chronicle"
    start(project, beginning("New", "https://example.org/", dt.date(2024, 5, 1)))
    run(project, "init", "-q", "-b", "main")
    add_sourceless(project, "public")
    before = run(project, "rev-parse", "HEAD")
    (project / "content/incidents/public.md").unlink()
    run(project, "commit", "-q", "-a", "-m", "Lost")
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m chronicle "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    steps = yaml.safe_load((STARTER / "pages.yml").read_text(encoding="utf-8"))["jobs"]["build"]["steps"]
    (script,) = (step["run"] for step in steps if step["name"] == "Check what the push changes")

    def checked(commit: str) -> tuple[int, str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "BEFORE": commit}
        environment["PATH"] = f"{tmp_path}:{os.environ['PATH']}"
        command = ["bash", "-e", "-c", script]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    code, said_ = checked(before)
    assert code == 1
    assert "title=address-lost::aliases: the page incidents/public.html was public and would be gone" in said_
    assert [checked(unknown) for unknown in ("", "0" * 40, "f" * 40)] == [(0, "")] * 3


def add_sourceless(folder: Path, name: str) -> None:
    """Commit an incident that check warns of."""
    path = folder / "content" / "incidents" / f"{name}.md"
    path.write_text("---\ntitle: Fire\ndate: 2024-05-01\n---\n", encoding="utf-8")
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "-m", name)


# ---- what strangers can start


@pytest.mark.parametrize("name", ["check.yml", "report.yml"])
def test_what_strangers_start_has_no_right_to_write_files(name: str) -> None:
    """A pull request is checked with reading alone; a report may be answered, and nothing else."""
    workflow = yaml.safe_load((STARTER / name).read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    rights = {"check.yml": {"contents": "read"}, "report.yml": {"contents": "read", "issues": "write"}}
    assert (workflow["permissions"], job["permissions"]) == ({}, rights[name])
    events = {"check.yml": {"pull_request"}, "report.yml": {"issues"}}
    assert set(workflow[True]) == events[name]  # YAML reads `on` as yes


@each_workflow
def test_no_script_is_made_of_an_expression(workflow: Path) -> None:
    """What GitHub puts into a script is run: scripts get values through the environment."""
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    scripts = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert [script for script in scripts if "${{" in script] == []


# Every expression that a workflow may have: none of them is text that a stranger writes.
EXPRESSIONS = {
    "github.event.before",
    "github.event.issue.number",
    "github.event.pull_request.number",
    "github.ref",
    "github.repository",
    "github.sha",
    "github.token",
    "matrix.python",
    "steps.deployment.outputs.page_url",
    "steps.pages.outputs.base_url",
    "steps.site.outputs.artifact-url",
}


@each_workflow
def test_no_expression_is_text_of_a_stranger(workflow: Path) -> None:
    """No title, name of a branch or message: not in the environment either, nor in what an action is given."""
    found = set(re.findall(r"\$\{\{\s*(.*?)\s*\}\}", workflow.read_text("utf-8")))
    assert found
    assert found <= EXPRESSIONS


@each_workflow
def test_a_workflow_has_no_right_that_is_not_written_down(workflow: Path) -> None:
    """Nothing by default, nothing but reading where code is checked out; no token stays, and each job has an end."""
    found = yaml.safe_load(workflow.read_text("utf-8"))
    assert found["permissions"] == {}
    assert set(found[True]) <= {"push", "pull_request", "workflow_dispatch", "issues"}
    assert found["concurrency"]["group"]
    for job in found["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 20
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)
        assert not checkouts or {"contents": "read"}.items() <= job["permissions"].items()
        assert {right for right, much in job["permissions"].items() if much == "write"} <= {
            "pages.yml": {"pages", "id-token"} if not checkouts else set(),
            "report.yml": {"issues"},
        }.get(workflow.name, set())


@each_workflow
def test_a_token_is_given_to_the_step_that_answers_a_report_alone(workflow: Path) -> None:
    """No other step of a workflow is handed one, and none has a secret."""
    text = workflow.read_text("utf-8")
    assert "secrets." not in text
    steps = [step for job in yaml.safe_load(text)["jobs"].values() for step in job["steps"]]
    given = [step["name"] for step in steps if "github.token" in str(step)]
    assert given == (["Post the answer"] if workflow.name == "report.yml" else [])


def posted(tmp_path: Path, answer: str, comment: str) -> list[str]:
    """What the step that posts an answer asks of GitHub's program, which knows of this comment or of none."""
    step = yaml.safe_load((STARTER / "report.yml").read_text(encoding="utf-8"))["jobs"]["answer"]["steps"][-1]
    asked, program = tmp_path / "asked", tmp_path / "gh"
    asked.write_text("", encoding="utf-8")
    (tmp_path / "answer.md").write_text(answer, encoding="utf-8")
    # A stand-in: it writes down how it is called, and names the comment when it is asked for one.
    lines = ["#!/bin/sh", f"printf '%s\\n' \"$*\" >> '{asked}'", f'case "$*" in *--jq*) echo "{comment}";; esac', ""]
    program.write_text("\n".join(lines), encoding="utf-8")
    program.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path)}
    environment |= {"GH_REPO": "o/r", "NUMBER": "3"}
    subprocess.run(["bash", "-e", "-c", step["run"]], env=environment, check=True)
    return asked.read_text(encoding="utf-8").splitlines()


def test_an_answer_is_posted_once_and_then_replaced(tmp_path: Path) -> None:
    """The first answer is a new comment, the next one takes its place; nothing to say is nothing said."""
    assert posted(tmp_path, "", "") == []
    search, post = posted(tmp_path, f"{MARK}\n\nnew", "")
    assert search.startswith("api repos/o/r/issues/3/comments?per_page=100 --jq [.[] | select(.user.login == ")
    assert MARK in search
    assert post == f"issue comment 3 --body-file {tmp_path}/answer.md"
    _, replace = posted(tmp_path, f"{MARK}\n\nnew", "8")
    path = f"body=@{tmp_path}/answer.md"
    assert replace == f"api --silent --method PATCH repos/o/r/issues/comments/8 --field {path}"


@pytest.mark.parametrize("name", ["check.yml", "pages.yml"])
@pytest.mark.parametrize("folder", [OWN, STARTER])
def test_no_cache_of_a_stranger_is_used(folder: Path, name: str) -> None:
    """What lies in the repository in its place is taken away before the kept one is laid there."""
    (job,) = (
        each for each in yaml.safe_load((folder / name).read_text("utf-8"))["jobs"].values() if CACHED in str(each)
    )
    steps = [step.get("run") or step["uses"].partition("@")[0] for step in job["steps"]]
    assert steps[steps.index(CACHED) - 1] == "rm -rf .chronicle"
