"""The statistics of a class: who is counted among whom."""

from __future__ import annotations

from autograder.views.class_statistics import GradedSubmission, Proportion, class_statistics
from autograder.views.mistake_statistics import mistake_statistics
from tests.class_reports import MISTAKE, check, small_class, student_report


def names(submissions: tuple[GradedSubmission, ...]) -> list[str]:
    return [submission.report.student for submission in submissions]


def test_scores_are_counted_in_tenths_and_full_points_have_a_row_of_their_own() -> None:
    statistics = class_statistics(small_class())
    counts = {row.label: row.proportion.count for row in statistics.scores if row.proportion.count}

    assert counts == {"0–9 %": 1, "30–39 %": 1, "60–69 %": 1, "70–79 %": 1, "100 %": 1}
    assert (statistics.submissions, statistics.graded, statistics.max_score) == (5, 5, 8)
    assert (statistics.mean, statistics.median) == (4.4, 5)


def test_pass_rates_are_among_those_who_attempted_the_exercise() -> None:
    statistics = class_statistics(small_class())
    (exercise,) = statistics.exercises
    first, second = statistics.checks

    assert (exercise.attempted, exercise.full) == (Proportion(4, 5), Proportion(1, 4))
    assert names(exercise.not_attempted) == ["dorothy"]
    assert (first.passed, first.failed, first.unnamed, first.visible) == (Proportion(3, 4), 1, 1, True)
    assert (second.passed, second.failed, second.unnamed) == (Proportion(1, 4), 1, 0)
    assert (second.skipped, second.broken) == (1, 1)


def test_a_file_that_is_no_notebook_waits_and_is_in_no_other_figure() -> None:
    failed = check("first", "failed"), check("second", "failed")
    report = student_report("eve", *failed, problems=("the file is not a notebook",), attempted=False)
    statistics = class_statistics([*small_class(), GradedSubmission(report)])

    assert (statistics.submissions, statistics.graded, statistics.number_waiting) == (6, 5, 2)
    assert {reason.reason: names(reason.submissions) for reason in statistics.waiting} == {
        "NameError of emmy": ["emmy"],
        "the file is not a notebook": ["eve"],
    }


def test_a_mistake_counts_once_per_submission_however_many_checks_show_it() -> None:
    twice = student_report("carl", check("first", "failed", MISTAKE), check("second", "failed", MISTAKE))
    (mistake,) = mistake_statistics([*small_class(), GradedSubmission(twice)])

    assert (mistake.id, mistake.proportion) == (MISTAKE, Proportion(2, 6))
    assert names(mistake.submissions) == ["blaise", "carl"]
    assert (mistake.hint, mistake.exercises, mistake.is_known) == ("What stands in front?", ("train_step",), True)


def test_without_its_name_a_submission_has_no_text_that_could_hold_it() -> None:
    for submission in small_class("zz1", "zz2", "zz3", "zz4", "zz5"):
        nameless = submission.without_name()

        assert nameless.page == nameless.report.student == ""
        assert "zz" not in " ".join(nameless.report.problems)
        assert nameless.report.score == submission.report.score


def test_a_class_without_submissions_has_statistics() -> None:
    assert class_statistics([]).graded == 0
