"""The steps of grading that docs/speed.md lists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from benchmarks.step_times import OTHER, STEPS

WRONG_CELL = "def gap_report(*numbers):\n    return {'opt_w': 1.0, 'opt_b': 1.0, 'stat_w': 1.0, 'stat_b': 1.0}"


@pytest.mark.slow
def test_grading_a_mistake_takes_time_in_every_step(course: Course, content: UnitContent, tmp_path: Path) -> None:
    notebook = sample_submissions.with_cells(sample_submissions.solved_notebook(content), {"gap_report": WRONG_CELL})
    folder = tmp_path / "ada" / content.unit.id
    folder.mkdir(parents=True)
    (folder / f"{content.unit.id}.ipynb").write_bytes(sample_submissions.notebook_bytes(notebook))
    command = [sys.executable, "-m", "benchmarks.step_times", content.unit.id, str(tmp_path)]
    result = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=True)

    assert set(re.findall(r"(?m)^\| ([^|*]+) \| [\d.]+ \|", result.stdout)) == {*STEPS, OTHER}


def test_the_page_lists_every_step(course: Course) -> None:
    page = (course.root / "docs" / "speed.md").read_text(encoding="utf-8")

    assert [step for step in [*STEPS, OTHER] if f"| {step} |" not in page] == []
