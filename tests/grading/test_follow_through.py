"""Follow-through marking: a right exercise on top of a wrong earlier one keeps its points, and no other does."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from contextlib import closing
from typing import Any

import pytest
from lab.checking.calls import Reply, Target
from lab.checking.local_caller import LocalCaller

from autograder.authoring import sample_submissions
from autograder.checking.pytest_session import Checker, run_session
from autograder.checking.reference_cache import cache_key
from autograder.course.configuration import Course
from autograder.course.implementations import define
from autograder.grading import follow_through
from autograder.grading.follow_through import FollowThrough
from autograder.grading.remote_function import CallBudget
from autograder.grading.worker import Worker
from autograder.report import Report
from tests.conftest import Grade
from tests.real_course import content_of

GradePair = Callable[[str, str], Report]

HALF_STEP = """
def train_step(x, y, w, b, lr):
    r = w * x + b - y
    return w - lr * np.mean(r * x), b - lr * np.mean(r), np.mean(r**2)
"""
STEP_ON_THE_SPOT = """
def train_step(x, y, w, b, lr):
    return w, b, 0.0
"""
STEP_TO_ZERO = """
def train_step(x, y, w, b, lr):
    return 0.0, 0.0, 0.0
"""
STEP_WITH_WRONG_FORM = """
def train_step(x, y, w, b, lr):
    return [w]
"""
FIT = """
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [w], [b], []
    for _ in range(n_steps):
        w, b, loss = train_step(x, y, w, b, lr)
        ws.append(w)
        bs.append(b)
        losses.append(loss)
    losses.append(train_step(x, y, w, b, lr)[2])
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}
"""
FIT_WITHOUT_START = FIT.replace("w, b = w0, b0", "w, b = 0.0, 0.0")
FIT_THAT_STANDS_STILL = """
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    train_step
    full = np.ones(n_steps + 1)
    return {"w": w0 * full, "b": b0 * full, "loss": 0.0 * full}
"""
FIT_AT_ZERO = """
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    train_step
    w, b = np.zeros(n_steps + 1), np.zeros(n_steps + 1)
    w[0], b[0] = w0, b0
    return {"w": w, "b": b, "loss": np.zeros(n_steps + 1)}
"""


class CountingCaller(LocalCaller):
    """Calls functions in this process, and counts the calls with equal arguments."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        super().__init__(names)
        self.functions = names
        self.counts: Counter[Hashable] = Counter()

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        self.counts[target.name, cache_key(args), cache_key(kwargs)] += 1
        return super().call(target, args, kwargs)


@pytest.fixture
def grade_pair(grade: Grade) -> GradePair:
    """Return a function that grades a step and a run of steps."""

    def grade_pair(step: str, fit: str) -> Report:
        return grade({"train_step": textwrap.dedent(step), "fit_line": textwrap.dedent(fit)})

    return grade_pair


def fit_note(report: Report) -> str:
    return next(exercise.note for exercise in report.exercises if exercise.id == "fit_line")


def test_a_right_run_of_wrong_steps_keeps_its_points(grade_pair: GradePair) -> None:
    report = grade_pair(HALF_STEP, FIT)

    assert report.points_of("train_step")[0] < 6
    assert report.points_of("fit_line") == (10, 10)
    assert fit_note(report) == "right as it follows from your own `train_step`"


def test_a_wrong_run_of_wrong_steps_does_not(grade_pair: GradePair) -> None:
    assert grade_pair(HALF_STEP, FIT_WITHOUT_START).points_of("fit_line")[0] < 10


@pytest.mark.parametrize(
    ("step", "fit"),
    [
        pytest.param(STEP_ON_THE_SPOT, FIT_THAT_STANDS_STILL, id="a step on the spot"),
        pytest.param(STEP_TO_ZERO, FIT_AT_ZERO, id="a step to zero"),
    ],
)
def test_an_empty_step_does_not_make_an_empty_run_right(grade_pair: GradePair, step: str, fit: str) -> None:
    by_itself = grade_pair(HALF_STEP, fit).points_of("fit_line")

    assert grade_pair(step, fit).points_of("fit_line") == by_itself
    assert by_itself[0] < 5


@pytest.mark.parametrize("step", [STEP_ON_THE_SPOT, STEP_WITH_WRONG_FORM], ids=["on the spot", "another form"])
def test_a_right_run_of_steps_that_tell_nothing_is_checked_with_the_references_step(
    grade_pair: GradePair, step: str
) -> None:
    report = grade_pair(step, FIT)

    assert report.points_of("fit_line") == (10, 10)
    assert "checked with the reference's `train_step` in place of yours" in fit_note(report)


def test_a_right_function_that_calls_a_wrong_one_further_down_keeps_its_points(course: Course) -> None:
    content = content_of("line-and-loss")
    right = next(r for r in content.catalogue.rights if r.name == "points_on_the_predicted_line")
    wrong = "def predict_line(x, w, b):\n    return w * x - b"
    cells = {"make_line": right.implementation.cell, "predict_line": wrong}
    notebook = sample_submissions.with_cells(sample_submissions.solved_notebook(content), cells)
    with closing(Worker(course, content.unit.id)) as worker:
        report = worker.grade("ada", sample_submissions.notebook_bytes(notebook), {}).report
    make, predict = report.exercises[:2]

    assert predict.score < predict.max_score
    assert make.score == make.max_score
    assert make.note.endswith("right as it follows from your own `predict_line`")


class Descent:
    """A descent with a wrong gradient, of a unit with several right ways to write one that calls the gradient."""

    content = content_of("logistic-regression")
    gradient, descent = "cross_entropy_grad", "fit_logistic"

    def __init__(self, cell: str) -> None:
        self.wrong_gradient, self.other_gradient = (
            mistake.implementation.value for mistake in self.content.catalogue.mistakes_of(self.gradient)[:2]
        )
        functions = {self.gradient: self.wrong_gradient}
        functions[self.descent] = define(self.descent, cell, {**self.content.catalogue.names, **functions})
        self.student = CountingCaller(functions)

    def names_used(self, **substitutes: Callable[..., Any]) -> list[frozenset[str]]:
        """Return for each check of the descent the names with which it passes."""

        def names_used(checker: Checker) -> list[frozenset[str]]:
            follow_through = FollowThrough(
                self.content, checker, self.descent, [self.gradient], self.student, CallBudget(60), substitutes
            )
            return [follow_through.names_used(check) for check in checker.checks_of(self.descent)]

        return run_session(self.content.unit.visible_checks, self.content.unit.hidden_checks, names_used)

    @property
    def questions(self) -> Counter[str]:
        """How many different questions each function of the student's was asked."""
        return Counter(name for name, *_ in self.student.counts)


def test_no_question_is_asked_twice_however_many_right_ways_there_are() -> None:
    wrong = Descent(Descent.content.catalogue.mistakes_of(Descent.descent)[0].implementation.cell)
    ways = [cell for cell in wrong.content.right_cells(wrong.descent) if wrong.gradient in cell]
    names = wrong.names_used()

    assert len(ways) > 1
    assert frozenset() in names, "where a check fails, all right ways were tried"
    assert {key for key, count in wrong.student.counts.items() if count > 1} == set()
    assert wrong.questions.keys() == {wrong.gradient, wrong.descent}


def test_no_right_way_is_run_twice_for_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    callers: list[CountingCaller] = []

    def count_calls(names: Mapping[str, Any]) -> CountingCaller:
        callers.append(CountingCaller(names))
        return callers[-1]

    wrong = Descent(Descent.content.catalogue.mistakes_of(Descent.descent)[0].implementation.cell)
    monkeypatch.setattr(follow_through, "LocalCaller", count_calls)
    wrong.names_used(cross_entropy_grad=wrong.wrong_gradient)
    counts: Counter[Hashable] = Counter()
    for caller in callers:
        if caller.functions.keys() == {wrong.descent}:
            function = caller.functions[wrong.descent]
            is_substitute = function.__globals__[wrong.gradient] is wrong.wrong_gradient
            counts += Counter({(function.__code__, is_substitute, *key): n for key, n in caller.counts.items()})

    assert len({code for code, *_ in counts}) > 1, "several right ways were run"
    assert {key for key, count in counts.items() if count > 1} == set()


def test_a_function_with_a_known_mistake_is_not_asked_where_the_later_one_is_right() -> None:
    right = Descent(Descent.content.solutions[Descent.descent])
    names = right.names_used(cross_entropy_grad=right.wrong_gradient)

    assert right.questions.keys() == {right.descent}
    assert names == right.names_used()
    assert set(names) == {frozenset({right.gradient})}


def test_where_a_substitute_answers_otherwise_the_function_itself_is_asked() -> None:
    right = Descent(Descent.content.solutions[Descent.descent])
    names = right.names_used(cross_entropy_grad=right.other_gradient)

    assert set(names) == {frozenset({right.gradient})}
    assert right.questions[right.gradient] > 0
