"""Grading one submission: its points, and equal reports for equal submissions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading.worker import Worker
from autograder.release import leak_scan
from autograder.report import ExerciseResult, Report
from tests.real_course import content_of

Grade = Callable[..., Report]
GradeCells = Callable[[Mapping[str, str]], Report]

ROOT = Path(__file__).parents[2]
CATALOGUE = content_of("training-loop").catalogue

WRONG_STEP = "def train_step(x, y, w, b, lr):\n    return w, b, 0.0"
FIT_WITH_OWN_STEP = """def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    states = [(w, b, np.mean((w * x + b - y) ** 2))]
    for _ in range(n_steps):
        w, b, _ = train_step(x, y, w, b, lr)
        states.append((w, b, np.mean((w * x + b - y) ** 2)))
    w, b, loss = np.array(states, dtype=float).T
    return {"w": w, "b": b, "loss": loss}"""


def without_seconds(report: Report) -> str:
    """Return the JSON of a report without the part that differs between two gradings."""
    return json.dumps(report.model_dump(by_alias=True, exclude={"seconds"}), sort_keys=True)


def exercise(report: Report, name: str) -> ExerciseResult:
    return next(exercise for exercise in report.exercises if exercise.id == name)


def test_the_reference_earns_every_point(grade: Grade, content: UnitContent) -> None:
    report = grade(predictions=sample_submissions.predictions_file(content))

    assert (report.score, report.max_score, report.publishable) == (40, 40, True)
    assert {check.outcome for exercise in report.exercises for check in exercise.checks} == {"passed"}


def test_the_untouched_release_earns_nothing_and_counts_as_not_attempted(grade: Grade, content: UnitContent) -> None:
    report = grade(data=sample_submissions.notebook_bytes(content.release))

    assert report.score == 0
    assert not any(exercise.attempted for exercise in report.exercises)
    assert {check.message for exercise in report.exercises for check in exercise.checks} == {"not attempted yet"}
    assert report.submission.repairs == report.submission.cell_errors == ()


def test_a_failed_function_costs_only_its_own_exercise(grade: Grade) -> None:
    step, fit = grade({"train_step": WRONG_STEP, "fit_line": FIT_WITH_OWN_STEP}).exercises[:2]

    assert step.score < step.max_score
    assert fit.score == fit.max_score
    assert fit.note == "checked with the reference's `train_step` in place of yours"


def test_a_warning_costs_nothing(grade: Grade, solved: Notebook) -> None:
    source = next(cell["source"] for cell in solved["cells"] if cell["id"] == "closed_form_line")
    warning = source.replace("):\n", '):\n    import warnings; warnings.warn("soon gone", FutureWarning)\n', 1)

    assert grade({"closed_form_line": warning}).points_of("closed_form_line") == (6, 6)


def test_grading_twice_gives_the_same_bytes(grade: Grade, content: UnitContent) -> None:
    for cells in ({}, {"fit_line": "def fit_line(*a, **k):\n    return {}"}):
        first, second = (grade(cells, predictions=sample_submissions.predictions_file(content)) for _ in range(2))

        assert without_seconds(first) == without_seconds(second)


def test_a_known_mistake_is_reported_with_its_id_its_title_and_its_hint(grade: Grade) -> None:
    uphill = next(mistake for mistake in CATALOGUE.mistakes if mistake.id == "uphill-step")
    report = grade({"train_step": uphill.implementation.cell})
    check = next(check for exercise in report.exercises for check in exercise.checks if check.name == uphill.fails)

    assert (check.mistake, check.mistake_title, check.hint) == ("uphill-step", "A step uphill", uphill.hint)


def test_no_message_shows_a_line_of_a_hidden_check(grade: Grade, course: Course, content: UnitContent) -> None:
    secrets = {"".join(secret.text.split()) for secret in leak_scan.find_secrets(course, content.unit)}
    for mistake in CATALOGUE.mistakes[::7]:
        report = grade({mistake.exercise: mistake.implementation.cell})
        messages = "".join(" ".join((c.message, c.hint)) for e in report.exercises for c in e.checks)

        assert not [secret for secret in secrets if secret in "".join(messages.split())]


@pytest.fixture(scope="module")
def autodiff(course: Course) -> UnitContent:
    """The unit whose exercise `backward` is a method of the class of its exercise `Value`."""
    return content_of("autodiff")


@pytest.fixture(scope="module")
def grade_autodiff(course: Course, autodiff: UnitContent) -> Iterator[GradeCells]:
    """Grade the solved notebook of `autodiff` with some cells replaced."""
    worker, solved = Worker(course, "autodiff"), sample_submissions.solved_notebook(autodiff)

    def grade(cells: Mapping[str, str]) -> Report:
        notebook = sample_submissions.with_cells(solved, cells)
        return worker.grade("somebody", sample_submissions.notebook_bytes(notebook), {}).report

    yield grade
    worker.close()


OWN_VALUE = """
class Value:
    def __init__(self, data, children=()):
        self.data, self.grad, self.children, self.push = float(data), 0.0, children, lambda: None

    def made(self, data, children, slopes):
        out = Value(data, children)

        def push():
            for child, slope in zip(children, slopes):
                child.grad += slope * out.grad

        out.push = push
        return out

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.made(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.made(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, k):
        return self.made(self.data**k, (self,), (k * self.data ** (k - 1),))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -1 * other

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self * (other if isinstance(other, Value) else Value(other)) ** -1

    def __rtruediv__(self, other):
        return self**-1 * other
"""
MARKING_BACKWARD = """
def backward(self):
    order, stack = [], [(self, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif not getattr(node, "is_visited", False):
            node.is_visited = True
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    for node in order:
        node.is_visited, node.grad = False, 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad
"""
OWN_BACKWARD = """
def backward(self):
    order, seen, waiting = [], set(), [(self, False)]
    while waiting:
        node, done = waiting.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting.extend((child, False) for child in node.children)
    for node in order:
        node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        node.push()
"""


class TestAClassInTwoCells:
    def test_that_is_wrong_costs_neither_its_method_nor_the_function_that_uses_it(
        self, grade_autodiff: GradeCells, autodiff: UnitContent
    ) -> None:
        mistakes = autodiff.catalogue.mistakes_of("Value")
        wrong = next(mistake for mistake in mistakes if mistake.id == "wrong-slope-of-the-product")
        report = grade_autodiff({"Value": wrong.implementation.cell})

        assert exercise(report, "Value").score < 8
        assert [exercise(report, name).score for name in ("backward", "fit_line_autodiff")] == [7, 4]
        assert (
            exercise(report, "fit_line_autodiff").note
            == "checked with the reference's `Value`, `backward` in place of yours"
        )

    def test_that_is_wrong_does_not_cost_a_method_that_marks_the_values_it_has_visited(
        self, grade_autodiff: GradeCells, autodiff: UnitContent
    ) -> None:
        mistakes = autodiff.catalogue.mistakes_of("Value")
        wrong = next(mistake for mistake in mistakes if mistake.id == "operand-changed-in-place")
        report = grade_autodiff({"Value": wrong.implementation.cell, "backward": MARKING_BACKWARD})

        assert exercise(report, "Value").score < 8
        assert exercise(report, "backward").score == 7
        assert exercise(report, "backward").note == "checked with the reference's `Value` in place of yours"

    def test_with_a_wrong_method_costs_only_the_method(self, grade_autodiff: GradeCells, autodiff: UnitContent) -> None:
        mistakes = autodiff.catalogue.mistakes_of("backward")
        wrong = next(mistake for mistake in mistakes if mistake.id == "result-without-a-gradient")
        report = grade_autodiff({"backward": wrong.implementation.cell})

        assert [exercise(report, name).score for name in ("Value", "fit_line_autodiff")] == [8, 4]
        assert exercise(report, "fit_line_autodiff").note == "checked with the reference's `backward` in place of yours"

    @pytest.mark.parametrize("attribute", ["backward", "by_paths"])
    def test_that_is_left_unfinished_does_not_do_the_work_of_the_next_exercise(
        self, grade_autodiff: GradeCells, attribute: str
    ) -> None:
        report = grade_autodiff(
            {"Value": "class Value:\n    pass", "backward": f"def backward(self):\n    self.{attribute}()"}
        )

        assert [exercise(report, name).score for name in ("Value", "backward")] == [0, 0]

    def test_that_is_not_attempted_leaves_its_method_to_be_graded(
        self, grade_autodiff: GradeCells, autodiff: UnitContent
    ) -> None:
        report = grade_autodiff({"Value": autodiff.stubs["Value"]})

        assert not exercise(report, "Value").attempted
        assert exercise(report, "backward").score == 7

    def test_with_a_method_that_fits_only_the_wrong_class_has_its_checks_skipped_with_a_reason(
        self, grade_autodiff: GradeCells
    ) -> None:
        wrong = OWN_VALUE.replace("self.data * other.data", "self.data")
        report = grade_autodiff({"Value": wrong, "backward": OWN_BACKWARD})
        hidden = [check for check in exercise(report, "backward").checks if not check.visible]

        assert {check.outcome for check in hidden} == {"skipped"}
        assert {check.message.partition(",")[0] for check in hidden} == {"not run"}

    def test_may_have_the_method_in_its_own_cell(self, grade_autodiff: GradeCells, autodiff: UnitContent) -> None:
        implementations = autodiff.catalogue.rights
        right = next(
            implementation for implementation in implementations if implementation.name == "ValueWithBackwardInside"
        )
        report = grade_autodiff({"Value": right.implementation.cell, "backward": "backward = Value.backward"})

        assert [exercise(report, name).score for name in ("Value", "backward", "fit_line_autodiff")] == [8, 7, 4]

    def test_may_store_its_graph_in_another_way(self, grade_autodiff: GradeCells) -> None:
        report = grade_autodiff({"Value": OWN_VALUE, "backward": OWN_BACKWARD + "\nValue.backward = backward"})

        assert [exercise(report, name).score for name in ("Value", "backward", "fit_line_autodiff")] == [8, 7, 4]
