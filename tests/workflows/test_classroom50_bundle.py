"""The autograder that Classroom 50 runs in a student's repository: its own checks, whatever the repository holds."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from tests.classroom_results import RESULT, UNIT, put, require_collectable

AUTOGRADER = Path(__file__).parents[2] / "docs" / "workflows" / "classroom50" / "autograder.py"
VARIABLES: Mapping[str, str] = {
    "CLASSROOM": "ml",
    "ASSIGNMENT": "loops",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/x",
    "COMMIT_URL": "https://example.invalid/c",
    "RELEASE_URL": "https://example.invalid/r",
}


@pytest.fixture
def bundle(course: Course, tmp_path: Path) -> Path:
    folder = tmp_path / "bundle"
    shutil.copytree(course.root / "student" / "lab", folder / "lab", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(AUTOGRADER, folder)
    return folder


def grade(bundle: Path, repository: Path, variables: Mapping[str, str] = VARIABLES) -> tuple[int, str]:
    """Run the bundle in a repository; its exit code and output."""
    command = [sys.executable, str(bundle / "autograder.py"), "--installed"]
    environment = {"PATH": str(Path(sys.executable).parent), "HOME": str(repository.parent), **variables}
    process = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)
    return process.returncode, process.stdout + process.stderr


def test_the_checks_are_those_of_the_bundle_whatever_the_repository_holds(
    bundle: Path, tmp_path: Path, solved: Notebook
) -> None:
    cells = {"gap_report": "def gap_report(*args):\n    return 1"}
    files = {
        f"{UNIT}.ipynb": sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, cells)),
        "lab/__init__.py": b"raise SystemExit('their lab')",
        "lab/ci/cli.py": b"raise SystemExit('their lab')",
        "sitecustomize.py": b"raise SystemExit('theirs')",
        "json.py": b"raise SystemExit('theirs')",
        "conftest.py": b"raise SystemExit('theirs')",
        "result.json": json.dumps(RESULT).encode(),
    }
    for name, data in files.items():
        put(tmp_path / "repository" / name, data)
    code, output = grade(bundle, tmp_path / "repository")
    result = json.loads((tmp_path / "repository" / "result.json").read_text())

    assert code == 0, output
    assert "theirs" not in output
    require_collectable(result, "ml", "loops", "ada")
    assert (result["score"], result["max-score"]) == (10, 11)
    assert {row["test-name"] for row in result["tests"] if not row["passed"]} == {"gap_report"}


def test_a_result_of_the_student_s_is_removed_where_there_is_nothing_to_check(bundle: Path, tmp_path: Path) -> None:
    put(tmp_path / "repository" / "result.json", json.dumps(RESULT).encode())
    code, output = grade(bundle, tmp_path / "repository")

    assert code == 1
    assert "there is no notebook of a unit here" in output
    assert not (tmp_path / "repository" / "result.json").exists()


def test_missing_variables_are_named(bundle: Path, tmp_path: Path, content: UnitContent) -> None:
    put(tmp_path / "repository" / f"{UNIT}.ipynb", sample_submissions.notebook_bytes(content.release))
    code, output = grade(bundle, tmp_path / "repository", {"CLASSROOM": "ml"})

    assert code == 1
    assert "missing here: ASSIGNMENT, SUBMISSION_TAG, COMMIT_URL, RELEASE_URL" in output
