"""The command `regrade`: shows who changes and why, publishes nothing unasked, and never a lower mark by accident."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_submissions import notebook_bytes, with_cells
from autograder.cli.main import main
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.report import Report

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kept_grading_processes")]

UNIT = "training-loop"
REPORTS = f"reports/{UNIT}"
CHECKS = "hidden_checks/training_loop/test_training_loop.py"
TOLERANCE = "fits = close(np.array(number), np.array(expected), FEW_SUMS)"
INEXACT = """

_exact_step = train_step

def train_step(*arguments):
    new_w, new_b, loss_before = _exact_step(*arguments)
    return new_w * (1 + 1e-6), new_b, loss_before
"""
SLOW = """

import time

_fast_report = gap_report
_end = time.process_time() + 0.3

def gap_report(*arguments):
    while time.process_time() < _end:
        pass
    return _fast_report(*arguments)
"""
"""Lines that let the first call take longer than the limit of a test."""


@dataclass(frozen=True)
class Classroom:
    """A course with submissions and reports. Ada is right, Blaise a millionth off, Carl right and slow."""

    folder: Path

    def replace(self, path: str, before: str, after: str) -> None:
        """Replace a text in a file of the course."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert before in text
        (self.folder / path).write_text(text.replace(before, after), encoding="utf-8")

    def report(self, student: str) -> Report:
        return Report.from_json(self.bytes_of(student))

    def bytes_of(self, student: str) -> bytes:
        return (self.folder / REPORTS / f"{student}.json").read_bytes()

    @property
    def page(self) -> str:
        return (self.folder / "reports" / f"{UNIT}-regrade.html").read_text(encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, [*arguments, "--jobs", "1"])


def regrade(*arguments: str) -> Result:
    return run("regrade", UNIT, *arguments)


@pytest.fixture(scope="module")
def graded_course(
    tmp_path_factory: pytest.TempPathFactory, course: Course, solved: Notebook, kept_grading_processes: None
) -> Path:
    folder = tmp_path_factory.mktemp("regrade") / "course"
    copy_course(course, folder)
    sources = {cell["id"]: cell["source"] for cell in solved["cells"]}
    cells = {
        "ada": {},
        "blaise": {"train_step": sources["train_step"] + INEXACT},
        "carl": {"gap_report": sources["gap_report"] + SLOW},
    }
    for student, changes in cells.items():
        path = folder / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(notebook_bytes(with_cells(solved, changes)))
    with pytest.MonkeyPatch.context() as context:
        context.chdir(folder)
        result = run("grade", UNIT, "submitted", "--out", REPORTS)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def classroom(graded_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    shutil.copytree(graded_course, tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    return Classroom(tmp_path / "course")


def test_where_nothing_has_changed_every_report_keeps_its_bytes(classroom: Classroom) -> None:
    before = classroom.bytes_of("ada")
    preview = regrade()
    accepted = regrade("--accept")

    assert preview.exit_code == accepted.exit_code == 0, preview.output + accepted.output
    assert "3 students: 3 unchanged, 3 of them to the byte" in preview.stdout
    assert "Nothing has been published" in preview.stdout
    assert classroom.bytes_of("ada") == before
    assert "3 of 3 reports were made from the same inputs and are the same to the byte" in classroom.page


def test_a_wider_tolerance_is_shown_first_and_published_when_it_is_accepted(classroom: Classroom) -> None:
    classroom.replace(CHECKS, TOLERANCE, TOLERANCE.replace("FEW_SUMS", "1e12"))
    before = classroom.bytes_of("blaise")
    score = classroom.report("blaise").score
    preview = regrade()
    unchanged = classroom.bytes_of("blaise")
    accepted = regrade("--accept", "--note", "The tolerance was too small.")
    report = classroom.report("blaise")
    (entry,) = report.history

    assert preview.exit_code == accepted.exit_code == 0, preview.output + accepted.output
    assert unchanged == before
    assert "3 students: 1 higher, 2 unchanged" in preview.stdout
    assert "checks: training_loop/test_training_loop.py" in preview.stdout
    assert "train_step: One step, from a w and b that are not zero" in preview.stdout
    assert report.score == score + 2
    assert (entry.score_before, entry.score_after, entry.accepted) == (score, score + 2, True)
    assert entry.reason == "checks: training_loop/test_training_loop.py"
    assert entry.note == "The tolerance was too small."
    assert "The tolerance was too small." in classroom.page
    assert not classroom.report("ada").history


def test_a_lower_mark_is_not_published_without_the_option_that_names_it(classroom: Classroom) -> None:
    classroom.replace(CHECKS, TOLERANCE, TOLERANCE.replace("FEW_SUMS", "-1.0"))
    scores = {name: classroom.report(name).score for name in ("ada", "blaise", "carl")}
    refusal = regrade("--accept")
    reports = {name: classroom.report(name) for name in scores}
    graded = run("grade", UNIT, "submitted", "--out", REPORTS)
    after_grading = classroom.report("ada")
    allowed = regrade("--accept", "--allow-lower")

    assert refusal.exit_code == 1
    assert (
        "the earlier mark stays for 2 (a lower mark is taken over only with --allow-lower): ada, carl" in refusal.stderr
    )
    assert {name: report.score for name, report in reports.items()} == scores
    assert [(e.score_before - e.score_after, e.accepted) for e in reports["ada"].history] == [(2, False)]
    assert graded.exit_code == 0, graded.output
    assert after_grading == reports["ada"], "`grade --out` must not publish it either"
    assert allowed.exit_code == 0, allowed.output
    assert classroom.report("ada").score == scores["ada"] - 2
    assert [entry.accepted for entry in classroom.report("ada").history] == [False, True]


@pytest.mark.parametrize(
    ("change", "cause", "losers"),
    [
        pytest.param(
            lambda room: room.replace(
                "solutions/training_loop.py", "float(w - lr * dw), ", "float(1.0 + w - lr * dw), "
            ),
            "reference: training_loop.py",
            {"ada", "carl"},
            id="reference",
        ),
        pytest.param(
            lambda room: room.replace("course.yml", "call_seconds: 5", "call_seconds: 0.2"),
            "limits: call_seconds 5.0 → 0.2",
            {"carl"},
            id="limit",
        ),
        pytest.param(
            lambda room: shutil.copy(
                f"submitted/blaise/{UNIT}/{UNIT}.ipynb", room.folder / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
            ),
            "submission: the notebook is another one",
            {"ada"},
            id="submission",
        ),
    ],
)
def test_the_cause_is_what_has_changed(
    classroom: Classroom, change: Callable[[Classroom], None], cause: str, losers: set[str]
) -> None:
    change(classroom)
    result = regrade()
    names = result.stderr.partition("--allow-lower): ")[2].partition("\n")[0]

    assert cause in result.stdout
    assert cause.split(": ")[1] in classroom.page
    assert set(names.split(", ")) == losers


def test_of_several_causes_all_are_named(classroom: Classroom) -> None:
    classroom.replace(CHECKS, TOLERANCE, TOLERANCE.replace("FEW_SUMS", "1e12"))
    classroom.replace("course.yml", "name_mistakes: true", "name_mistakes: false")
    regrade("--accept")
    (entry,) = classroom.report("blaise").history

    assert entry.reason == "checks: training_loop/test_training_loop.py; settings: name_mistakes True → False"


def test_a_crashed_check_never_replaces_a_mark(classroom: Classroom) -> None:
    classroom.replace(CHECKS, TOLERANCE, "fits = close(nowhere)")
    before = classroom.report("ada")
    result = regrade("--accept", "--allow-lower")

    assert result.exit_code == 1
    assert "the earlier mark stays for 3: ada, blaise, carl" in result.stderr
    assert "not publishable: ada: " in result.stderr
    assert classroom.report("ada").model_copy(update={"history": ()}) == before


def test_a_new_student_gets_a_report_and_one_without_a_submission_keeps_it(classroom: Classroom) -> None:
    submitted = classroom.folder / "submitted"
    (submitted / "carl").rename(submitted / "dorothy")
    result = regrade("--accept")

    assert result.exit_code == 0, result.output
    assert "no submission now, so the report stays as it is: carl" in result.stderr
    assert classroom.report("dorothy").score == classroom.report("carl").score
    assert not classroom.report("dorothy").history


def test_what_was_shown_is_taken_over_without_grading_it_again(classroom: Classroom) -> None:
    classroom.replace(CHECKS, TOLERANCE, TOLERANCE.replace("FEW_SUMS", "1e12"))
    regrade()
    seconds = Report.from_json((classroom.folder / REPORTS / ".regrade" / "blaise.json").read_bytes()).seconds
    regrade("--accept")

    assert classroom.report("blaise").seconds == seconds
    assert not (classroom.folder / REPORTS / ".regrade").exists()


def test_named_submissions_alone_are_regraded(classroom: Classroom) -> None:
    result = regrade("submitted/ada")

    assert "1 student: 1 unchanged, 1 of them to the byte" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--allow-lower",), "nothing is published. Give --accept, too"),
        (("--note", "why"), "nothing is published. Give --accept, too"),
        (("--reports", "elsewhere"), "there are reports of 'gradient'"),
        (("--out", "nowhere/page.html"), "there is no folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_option_that_cannot_be_used_is_told_before_anything_is_graded(
    classroom: Classroom, arguments: tuple[str, ...], message: str
) -> None:
    (classroom.folder / "elsewhere").mkdir()
    text = classroom.report("ada").model_copy(update={"unit": "gradient"}).json_text()
    (classroom.folder / "elsewhere" / "ada.json").write_text(text)
    result = regrade(*arguments)

    assert result.exit_code == 2
    assert message in result.stderr
    assert not (classroom.folder / REPORTS / ".regrade" / "ada.json").exists()
