"""The workflows of this repository, and the one a new chronicle gets, are sound, safe and pinned."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN = ROOT / ".github" / "workflows"
STARTER = ROOT / "chronicle" / "desk" / "starter" / "dot-github" / "workflows"
WORKFLOWS = sorted([*OWN.glob("*.y*ml"), *STARTER.glob("*.y*ml")])

# Beside the Python that runs the tests: a tool of the same name elsewhere may be another version.
TOOLS = Path(sysconfig.get_path("scripts"))

PIN = re.compile(r"(?P<action>[\w./-]+)@(?P<commit>[0-9a-f]{40}) # v(?P<major>\d+)\.\d+\.\d+")

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
    assert {path.name for path in WORKFLOWS if path.parent == OWN} >= {"pages.yml", "test.yml"}
    assert {path.name for path in WORKFLOWS if path.parent == STARTER} == {"pages.yml"}


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


def test_the_starter_differs_in_the_install_line_only() -> None:
    """A new chronicle gets the workflow that publishes this one, but for what is installed."""
    starter = (STARTER / "pages.yml").read_text(encoding="utf-8").splitlines()
    own = (OWN / "pages.yml").read_text(encoding="utf-8").splitlines()
    different = [(theirs, ours) for theirs, ours in zip(starter, own, strict=True) if theirs != ours]
    assert different == [
        (
            "        run: python -m pip install -r requirements.txt",
            "        run: python -m pip install '.[search]'",
        )
    ]
