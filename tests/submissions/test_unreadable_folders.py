"""Folders that may not be read are their student's problem; the class is graded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom_results import put

ROOT = Path(__file__).parents[2]
NOBODY = 65534
PROGRAM = """
import json, os, sys
from pathlib import Path
from autograder.submissions.discovery import find_submissions
find_submissions(Path(sys.argv[1]), "gradient")  # imports all it needs: another user may not be able to
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
submissions = find_submissions(Path(sys.argv[1]), "gradient")
print(json.dumps({s.student: [s.notebook is not None, s.problem, *s.repairs] for s in submissions}))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A class in which two students handed in folders without rights.

    pytest's temporary folders lie in one that other users may not enter, so this one has its own.
    """
    with tempfile.TemporaryDirectory() as name:
        parent = Path(name)
        parent.chmod(0o755)
        yield from _class(parent)


def _class(parent: Path) -> Iterator[Path]:
    for student in ("ada", "eve", "mallory"):
        put(parent / "class" / student / "gradient.ipynb")
    put(parent / "class" / "mallory" / "secret" / "x.txt")
    locked = [parent / "class" / "eve", parent / "class" / "mallory" / "secret"]
    for path in locked:
        path.chmod(0)
    yield parent / "class"
    for path in locked:
        path.chmod(0o755)


def test_a_folder_without_rights_is_its_students_problem(folder: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(map(str, (ROOT, ROOT / "student"))))
    process = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=True)

    assert json.loads(process.stdout) == {
        "ada": [True, ""],
        "eve": [False, "no notebook was handed in (the folder 'eve' cannot be read: Permission denied)"],
        "mallory": [True, "", "the folder 'secret' cannot be read: Permission denied"],
    }
