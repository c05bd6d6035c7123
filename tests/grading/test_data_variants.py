"""A course in which each student has data of their own: other numbers, the same points, and no choice by a notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lab
import numpy as np
import pytest
from lab.variants import data_cards
from lab.variants.variant import Variant, activated, normalize_id

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import Batch
from autograder.grading.worker import Worker, WorkerReply
from autograder.nbgrader.autograded_notebook import build_notebook
from autograder.nbgrader.prefetching_workers import PrefetchingWorkers
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission
from solutions import capstone as reference

pytestmark = pytest.mark.slow

STUDENTS = ("ada", "Bob  Ödegård", "דנה כהן", "../ada", "ada\u202egpj")
OUTCOME = "return after - before"
"""The end of an outcome of `gradient`; in the copy it returns a number of the student's data in its place."""


@dataclass(frozen=True)
class Grading:
    """A unit of the copied course with its worker."""

    content: UnitContent
    worker: Worker

    def __call__(self, student: str, notebook: Notebook, predictions: bytes | None = None) -> WorkerReply:
        data = sample_submissions.notebook_bytes(notebook)
        files = {"predictions.json": predictions or sample_submissions.predictions_file(self.content)}
        return self.worker.grade(student, data, files, show=True)

    @property
    def solved(self) -> Notebook:
        return sample_submissions.solved_notebook(self.content)


@pytest.fixture(scope="module")
def varied_course(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A copy of the course with variants, in which an outcome depends on the data."""
    folder = tmp_path_factory.mktemp("variants") / "course"
    copy_course(course, folder)
    path = folder / "course.yml"
    text = path.read_text(encoding="utf-8").replace("  variants: false", "  variants: true")
    path.write_text(text.replace("show_outputs: false", "show_outputs: true"), encoding="utf-8")
    source = folder / "source" / "gradient" / "gradient.ipynb"
    lesson = source.read_text(encoding="utf-8")
    assert OUTCOME in lesson
    source.write_text(lesson.replace(OUTCOME, "return float(plane.y[0])"), encoding="utf-8")
    return Course.load(folder)


def grading(course: Course, unit: str) -> Iterator[Grading]:
    worker = Worker(course, unit)
    yield Grading(unit_content.load(course, unit), worker)
    worker.close()


@pytest.fixture(scope="module")
def capstone(varied_course: Course) -> Iterator[Grading]:
    yield from grading(varied_course, "capstone")


@pytest.fixture(scope="module")
def gradient(varied_course: Course) -> Iterator[Grading]:
    yield from grading(varied_course, "gradient")


@pytest.fixture(scope="module")
def replies(capstone: Grading) -> dict[str, WorkerReply]:
    """What becomes of the same notebook and the same predictions of several students."""
    return {student: capstone(student, capstone.solved) for student in STUDENTS}


def first_target(student: str) -> float:
    with activated(Variant(normalize_id(student), ("line", "plane"))):
        return float(lab.data.plane().y[0])


def outcome(report: Report) -> Any:
    return next(result.outcome for result in report.predictions if result.id == "ten-on-every-target")


def printed(cells: tuple[dict[str, Any], ...], name: str) -> str:
    (cell,) = [cell for cell in cells if cell["id"] == name]
    return "".join(output.get("text", "") for output in cell["outputs"])


def expected_report(student: str) -> str:
    """Return what the capstone's report prints for the sample solution, computed in this process."""
    with activated(Variant(normalize_id(student), ("own_table",))):
        table = lab.data.own_table("Ada Lovelace")
    report = reference.own_experiment(table.X, table.y, np.geomspace(0.001, 10, 13), 1)
    names = ("condition", "rate", "lam", "training_r2", "test_r2", "gap")
    return "".join(f"{name:12} {report[name]:.4g}\n" for name in names)


def without_seconds_and_data(report: Report) -> Report:
    """Return what should be the same for all students; the outcome that is a number of the data is left out."""
    predictions = tuple(result.model_copy(update={"outcome": None, "right": None}) for result in report.predictions)
    changes = {"student": "", "variant": None, "predictions": predictions, "seconds": {}}
    return report.model_copy(update=changes)


def test_students_have_other_numbers_and_the_same_points(replies: dict[str, WorkerReply]) -> None:
    first, *rest = (without_seconds_and_data(reply.report) for reply in replies.values())

    assert first.score == first.max_score - first.waiting_points
    assert all(report == first for report in rest)
    assert len({printed(reply.cells, "my-report") for reply in replies.values()}) == len(STUDENTS)


@pytest.mark.parametrize("student", STUDENTS)
def test_the_student_process_has_the_numbers_of_the_grader(student: str, replies: dict[str, WorkerReply]) -> None:
    reply = replies[student]

    assert printed(reply.cells, "my-report").startswith(expected_report(student))
    assert reply.report.variant is not None
    assert reply.report.variant.id == normalize_id(student)


def test_a_grader_computes_the_outcome_on_the_students_data(gradient: Grading) -> None:
    outcomes = [outcome(gradient(student, gradient.solved).report) for student in ("ada", "bob", "ada")]

    assert outcomes == [first_target("ada"), first_target("bob"), first_target("ada")]


def test_both_roads_have_the_same_numbers(gradient: Grading, tmp_path: Path) -> None:
    path = tmp_path / "bob" / "gradient.ipynb"
    path.parent.mkdir()
    path.write_bytes(sample_submissions.notebook_bytes(gradient.solved))
    submission = FoundSubmission.at("bob", path)
    course = gradient.content.course
    (report,) = Batch(course, course.unit("gradient")).grade([submission])
    other_road = PrefetchingWorkers(lambda: gradient.worker, 1).grade(submission, []).report

    assert outcome(report) == outcome(other_road) == first_target("bob")
    assert report.variant == other_road.variant


HOSTILE = """
import json, os
from pathlib import Path
import lab.variants.graded_variant, lab.variants.variant
wish = lab.variants.variant.Variant("ada", ("line", "plane"))
Path("lab-variant.json").write_bytes(lab.variants.graded_variant.encode(wish))
Path("lab-student.txt").write_text("ada")
os.environ["JUPYTERHUB_USER"] = "ada"
lab.identify("ada")
lab.start("gradient")
lab.variants.variant.activate(wish)
del os.environ["NBGRADER_EXECUTION"]
lab.identify("ada")
lab.start("gradient")
"""


def test_a_notebook_cannot_choose_the_id_of_the_grader(gradient: Grading) -> None:
    honest = gradient("bob", gradient.solved).report
    notebook = gradient.solved
    cell = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"].insert(0, dict(cell, source=HOSTILE))
    files = {"id": "ada", "variant": {"id": "ada"}, "student": "ada"}
    entries = json.loads(sample_submissions.predictions_file(gradient.content)) | files
    report = gradient("bob", notebook, json.dumps(entries).encode()).report

    assert outcome(report) == outcome(honest) == first_target("bob")
    assert report.variant == honest.variant
    assert report.score == honest.score


class TestNote:
    def with_card(self, notebook: Notebook, student: str) -> Notebook:
        (setup,) = [cell for cell in notebook["cells"] if cell["id"] == "setup"]
        card = data_cards.own_data_card(Variant(student, ())) if student else data_cards.common_data_card()
        setup["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": card._repr_mimebundle_()}]
        return notebook

    def test_numbers_of_somebody_else_are_told_and_cost_nothing(self, capstone: Grading) -> None:
        own, foreign = (capstone("bob", self.with_card(capstone.solved, name)) for name in ("bob", "ada"))
        notebook = build_notebook(foreign.report, foreign.cells)
        first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")

        assert foreign.report.variant is not None
        assert foreign.report.variant.notebook_ids == ("ada",)
        assert (foreign.report.score, foreign.report.publishable) == (own.report.score, True)
        assert "numbers from the data of 'ada', not from that of 'bob'" in " ".join(
            first["outputs"][0]["data"]["text/plain"].split()
        )

    def test_common_data_is_told(self, capstone: Grading) -> None:
        report = capstone("bob", self.with_card(capstone.solved, "")).report

        assert report.variant is not None
        assert report.variant.notebook_ids == ("",)


def test_a_name_of_which_nothing_can_be_seen_has_the_common_data(capstone: Grading) -> None:
    assert capstone("\u200f", capstone.solved).report.variant is None
