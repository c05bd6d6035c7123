"""The workflow files: valid by GitHub's schema and by zizmor, with no more permissions and secrets than they need."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.workflows.workflow import (
    COURSE_WORKFLOW,
    GRADING_WORKFLOW,
    PROJECT_WORKFLOW,
    ROOT,
    STUDENT_WORKFLOW,
    read,
    steps,
)

SCHEMA = ("check-jsonschema", "--builtin-schema", "vendor.github-workflows")
AUDIT = ("zizmor", "--offline", "--strict-collection", "--no-progress", "--quiet")
LAST_STEP = "      - name: Run the visible checks\n        run: python -m lab check --all-seconds 720\n"

every_workflow = pytest.mark.parametrize(
    "path", [STUDENT_WORKFLOW, COURSE_WORKFLOW, GRADING_WORKFLOW, PROJECT_WORKFLOW], ids=lambda path: path.name
)


def check(command: tuple[str, ...], path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)


def write_workflow(folder: Path, text: str) -> Path:
    path = folder / ".github" / "workflows" / "checks.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@every_workflow
def test_every_workflow_is_valid_by_the_schema(path: Path) -> None:
    process = check(SCHEMA, path)

    assert process.returncode == 0, process.stdout


@every_workflow
def test_every_workflow_passes_the_security_audit(path: Path) -> None:
    process = check(AUDIT, path)

    assert process.returncode == 0, process.stdout + process.stderr


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        (SCHEMA, "    branches:", "    branchs:"),
        (SCHEMA, "    steps:", "    step:"),
        (AUDIT, "        with:\n          persist-credentials: false\n", ""),
        (AUDIT, "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97", "actions/setup-python@v7"),
    ],
    ids=["a misspelt filter", "a misspelt job", "credentials left behind", "an action not pinned"],
)
def test_the_schema_and_the_audit_find_what_is_wrong(
    command: tuple[str, ...], before: str, after: str, tmp_path: Path
) -> None:
    text = STUDENT_WORKFLOW.read_text(encoding="utf-8")

    assert before in text
    assert check(command, write_workflow(tmp_path, text.replace(before, after))).returncode != 0


def test_the_reporter_can_be_added_as_the_docs_say(tmp_path: Path) -> None:
    docs = (ROOT / "docs" / "repositories.md").read_text(encoding="utf-8")
    (addition,) = re.findall(r"```yaml\n(.+?)```", docs, re.DOTALL)
    text = STUDENT_WORKFLOW.read_text(encoding="utf-8")
    path = write_workflow(tmp_path, text.removesuffix(LAST_STEP) + addition)

    assert text.endswith(LAST_STEP)
    assert check(SCHEMA, path).returncode == 0
    assert check(AUDIT, path).returncode == 0, check(AUDIT, path).stdout


@every_workflow
def test_every_action_is_pinned_by_its_hash_and_names_its_version(path: Path) -> None:
    actions = re.findall(r"uses: *(.+)", path.read_text(encoding="utf-8"))

    assert actions
    assert not [line for line in actions if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)]


def test_the_student_workflow_has_read_permission_and_no_secret() -> None:
    workflow = read(STUDENT_WORKFLOW)

    assert workflow["permissions"] == {"contents": "read"}
    assert not [job for job in workflow["jobs"].values() if "permissions" in job]
    assert not re.search(r"\{\{[^}]*(secrets|token)", STUDENT_WORKFLOW.read_text(encoding="utf-8"))


def test_the_job_that_runs_student_code_has_no_secret_and_no_write_permission() -> None:
    workflow = read(GRADING_WORKFLOW)
    job = workflow["jobs"]["grade"]

    assert workflow["permissions"] == {}
    assert job["permissions"] == {"contents": "read"}
    assert not re.search(r"secrets\.|github\.token|GH_TOKEN", json.dumps(job))
    assert "--require-sandbox" in json.dumps(job)


def test_the_token_for_repositories_reaches_two_steps_that_run_no_program_on_their_files() -> None:
    commands = [step["run"] for step in steps(GRADING_WORKFLOW) if "secrets." in json.dumps(step.get("env", {}))]

    assert [command.split()[0] for command in commands] == ["gh", "while"]
    assert not [command for command in commands if "autograder" in command or "python" in command]


def test_the_job_that_can_write_runs_no_student_code() -> None:
    jobs = read(GRADING_WORKFLOW)["jobs"]
    writers = [name for name, job in jobs.items() if "write" in job["permissions"].values()]

    assert writers == ["publish"]
    assert not [step for step in jobs["publish"]["steps"] if "autograder grade" in step.get("run", "")]
