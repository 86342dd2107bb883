"""The hosted workflows: they run only pinned code, may do no more than they must, and name only what exists."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.packaged import ROOT

_FOLDER = ROOT / ".github" / "workflows"
_FILES = sorted(_FOLDER.glob("*.yml"))
_PINNED = re.compile(r"uses: (?P<action>[\w./-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
_PATHS = re.compile(r"(?<![\w/])(?:packaging|tests|\.ci)/[\w./-]+")


def load(file: Path) -> dict[str, Any]:
    return yaml.safe_load(file.read_text("utf-8"))


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in load(file)["jobs"].values():
        yield from job.get("steps", ())


@pytest.fixture(params=_FILES, ids=lambda file: file.name)
def workflow(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_there_is_one_for_changes_and_one_for_releases() -> None:
    assert [file.name for file in _FILES] == ["ci.yml", "release.yml"]


def test_every_action_is_pinned_to_a_commit_and_says_of_which_version(workflow: Path) -> None:
    used = [line.strip().removeprefix("- ") for line in workflow.read_text("utf-8").splitlines() if "uses: " in line]
    assert used
    assert [line for line in used if not line.startswith("uses: ./") and not _PINNED.fullmatch(line)] == []


def test_by_default_a_job_may_only_read_the_sources(workflow: Path) -> None:
    assert load(workflow)["permissions"] == {"contents": "read"}
    raised = {name for name, job in load(workflow)["jobs"].items() if "permissions" in job}
    assert raised <= {"publish"}


def test_only_publishing_writes_and_only_for_a_tag() -> None:
    job = load(_FOLDER / "release.yml")["jobs"]["publish"]
    assert job["permissions"] == {"contents": "write", "id-token": "write", "attestations": "write"}
    assert job["if"] == "github.ref_type == 'tag'"


def test_nothing_is_published_that_was_not_checked_tested_and_built_everywhere() -> None:
    jobs = load(_FOLDER / "release.yml")["jobs"]
    assert set(jobs["publish"]["needs"]) == set(jobs) - {"publish"}
    assert all(jobs[name]["needs"] == "check" for name in jobs if name not in ("check", "publish"))


def test_every_job_ends_by_itself_and_runs_do_not_pile_up(workflow: Path) -> None:
    content = load(workflow)
    assert "concurrency" in content
    assert [name for name, job in content["jobs"].items() if "uses" not in job and "timeout-minutes" not in job] == []


def test_no_script_has_words_of_others_pasted_into_it(workflow: Path) -> None:
    # An expression inside `run` becomes part of the script; what comes from outside goes through the environment.
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


def test_checkouts_keep_no_credentials(workflow: Path) -> None:
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_secrets_are_seen_only_by_the_steps_that_sign() -> None:
    release = _FOLDER / "release.yml"
    seeing = [step["name"] for step in steps(release) if "secrets." in str(step.get("env", ""))]
    assert seeing == ["Certificate", "Installer and archive", "Certificate", "Disk image"]
    assert "secrets." not in str({name: job.get("env") for name, job in load(release)["jobs"].items()})
    cleared = [step for step in steps(release) if step.get("name", "").startswith("Remove")]
    assert [step["if"] for step in cleared] == ["always()", "always()"]


def test_every_script_and_test_that_a_step_names_exists(workflow: Path) -> None:
    named = {path for step in steps(workflow) for path in _PATHS.findall(step.get("run", ""))}
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_make_target_that_a_step_names_exists(workflow: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    runs = "\n".join(step.get("run", "") for step in steps(workflow))
    named = {word for line in re.findall(r"\bmake ((?:[a-z-]+ ?)+)", runs) for word in line.split()}
    assert named <= targets


def test_actionlint_has_nothing_to_say() -> None:
    tool = shutil.which("actionlint") or shutil.which("actionlint", path=str(Path.home() / "go" / "bin"))
    if tool is None:
        pytest.skip("actionlint is not here: go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12")
    done = subprocess.run([tool, "-no-color", *_FILES], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
