"""What a second grading changes for a student: which mark falls or rises, by which check, with both reasons."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from autograder.hand_in import HandIn
from autograder.provenance import Provenance
from autograder.report import Report
from autograder.views.regrade_causes import BEHIND, NOTHING
from autograder.views.regrade_changes import GradebookMark, StudentChange, compare_reports
from tests.class_reports import MISTAKE, check, prediction, student_report

RIGHT = student_report("ada")
WRONG = student_report("ada", check("first", "passed"), check("second", "failed", MISTAKE, message="it is not"))
OTHER_WORDS = student_report("ada", check("first", "passed"), check("second", "failed", message="it is still not"))
BROKEN = student_report("ada", check("first", "passed"), check("second", "broken"), problems=("NameError",))


def gradebook(before: float, after: float, *parts: tuple[str, float | None, float | None]) -> GradebookMark:
    return GradebookMark(before, after, parts=parts)


@pytest.mark.parametrize(
    ("before", "after", "mark", "status"),
    [
        pytest.param(RIGHT, WRONG, None, "lower", id="fewer points"),
        pytest.param(WRONG, RIGHT, None, "higher", id="more points"),
        pytest.param(RIGHT, RIGHT, None, "unchanged", id="nothing"),
        pytest.param(WRONG, OTHER_WORDS, None, "other results", id="another message"),
        pytest.param(RIGHT, BROKEN, None, "unready", id="a check crashes now"),
        pytest.param(BROKEN, WRONG, None, "other results", id="a check no longer crashes"),
        pytest.param(None, RIGHT, None, "new", id="no earlier report"),
        pytest.param(RIGHT, None, None, "absent", id="no submission now"),
        pytest.param(WRONG, RIGHT, gradebook(9, 8), "lower", id="more automatic points, fewer with those of a person"),
        pytest.param(None, RIGHT, gradebook(3, 4), "higher", id="the gradebook alone has a mark"),
        pytest.param(None, RIGHT, gradebook(5, 4), "lower", id="the gradebook alone has a higher mark"),
        pytest.param(
            RIGHT, RIGHT, gradebook(4, 4, ("train_step", 3, 4)), "other results", id="below a person's points"
        ),
        pytest.param(RIGHT, RIGHT.model_copy(update={"max_score": 16}), None, "lower", id="the same points of more"),
    ],
)
def test_what_happens_to_a_mark(
    before: Report | None, after: Report | None, mark: GradebookMark | None, status: str
) -> None:
    assert StudentChange("ada", before, after, mark).status == status


@pytest.mark.parametrize(
    ("change", "accepted", "accepted_if_allowed"),
    [
        pytest.param(StudentChange("ada", WRONG, RIGHT), True, True, id="higher"),
        pytest.param(StudentChange("ada", WRONG, OTHER_WORDS), True, True, id="other words"),
        pytest.param(StudentChange("ada", RIGHT, WRONG), False, True, id="lower"),
        pytest.param(StudentChange("ada", RIGHT, BROKEN), False, False, id="not publishable"),
    ],
)
def test_a_lower_mark_needs_to_be_allowed_and_a_crashed_check_never_is(
    change: StudentChange, accepted: bool, accepted_if_allowed: bool
) -> None:
    assert change.may_be_accepted(allow_lower=False) is accepted
    assert change.may_be_accepted(allow_lower=True) is accepted_if_allowed


def test_a_check_has_its_result_and_its_reason_before_and_after() -> None:
    (result,) = StudentChange("ada", RIGHT, WRONG).results

    assert (result.part, result.title, result.difference) == ("train_step", "It holds: second.", -2)
    assert (result.before, result.reason_before) == ("passed, 2 of 2", "")
    assert (result.after, result.reason_after) == ("failed, 0 of 2", "recognised: Half of the gradient; it is not")


def test_a_new_check_and_a_removed_one_are_results_too() -> None:
    less, more = student_report("ada", check("first", "passed")), RIGHT
    (addition,), (removal,) = StudentChange("ada", less, more).results, StudentChange("ada", more, less).results

    assert (addition.before, addition.after, addition.difference) == ("not there", "passed, 2 of 2", 2)
    assert (removal.before, removal.after, removal.difference) == ("passed, 2 of 2", "not there", -2)


def test_a_prediction_that_comes_out_otherwise_is_told_with_its_outcome() -> None:
    before = student_report("ada", predictions=(prediction("sign", "minus", "falls"),))
    after = student_report("ada", predictions=(prediction("sign", "minus", "grows"),))
    (result,) = StudentChange("ada", before, after).results

    assert (result.before, result.after, result.difference) == ("2 of 2", "1 of 2", -1)
    assert "explanation 'falls', which fits" in result.reason_before
    assert "explanation 'grows', which does not fit" in result.reason_after


def test_other_results_of_the_same_inputs_are_not_explained_away() -> None:
    recorded = {"provenance": Provenance()}
    before, after = RIGHT.model_copy(update=recorded), WRONG.model_copy(update=recorded)

    assert [cause.text for cause in StudentChange("ada", before, after).causes] == [NOTHING]


def test_a_gradebook_with_other_points_than_the_reports_is_a_cause() -> None:
    change = StudentChange("ada", RIGHT, RIGHT, gradebook(3, 4, ("train_step", 3, 4)))

    assert change.causes[0].text == BEHIND
    assert [(r.part, r.before, r.after) for r in change.results] == [("train_step", "3 points", "4 points")]


def test_the_largest_losses_come_first() -> None:
    half = student_report("blaise", check("first", "passed"), check("second", "failed"))
    none = student_report("carl", check("first", "failed"), check("second", "skipped"))
    full = {name: student_report(name) for name in ("ada", "blaise", "carl")}
    changes = compare_reports(full, {"ada": full["ada"], "blaise": half, "carl": none}, {})

    assert [(change.student, change.difference) for change in changes] == [("carl", -4), ("blaise", -2), ("ada", 0)]


def test_a_late_penalty_that_grows_is_a_lower_mark_and_says_so() -> None:
    due = datetime(2027, 3, 1, tzinfo=UTC)
    hand_in = HandIn(time=due, due=due, percent_per_day=10)
    before = RIGHT.with_hand_in(hand_in)
    change = StudentChange("ada", before, RIGHT.with_hand_in(hand_in.model_copy(update={"percent": 25})))
    (result,) = change.results

    assert (change.status, change.difference) == ("lower", -1)
    assert (result.before, result.after) == ("0 points (0 %)", "1 points (25 %)")
    assert "hand-in" in [cause.kind for cause in change.causes]
