"""Functions of the grader that answer as a student's wrong ones do: for which exercises there is one."""

from __future__ import annotations

import numpy as np

from autograder.checking.relation import Relation
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent
from autograder.grading.check_runs import CheckRun
from autograder.grading.graded_exercise import GradedExercise
from autograder.grading.substitutes import Substitutes

X, Y = np.array([1.0, 2.0]), np.array([3.0, 7.0])


def wrong_exercise(name: str, *mistakes: Mistake | Relation) -> GradedExercise:
    """Return an exercise whose failed checks have these mistakes."""
    return GradedExercise(name, (), CheckRun(), mistakes={f"check {i}": each for i, each in enumerate(mistakes)})


def right_exercise(name: str, *earlier_names: str) -> GradedExercise:
    """Return an exercise that is right as it follows from others."""
    return GradedExercise(name, (), CheckRun(), earlier_names=set(earlier_names))


def test_a_known_mistake_has_the_implementation_of_the_unit(content: UnitContent) -> None:
    mistake = content.catalogue.mistakes_of("train_step")[0]
    substitutes = Substitutes.of(content, [wrong_exercise("train_step", mistake, mistake)])

    assert substitutes.functions == {"train_step": mistake.implementation.value}
    assert substitutes.key == (("train_step", mistake.name),)


def test_two_mistakes_or_a_relation_or_none_have_no_substitute(content: UnitContent) -> None:
    mistakes = content.catalogue.mistakes_of("train_step")[:2]
    relation = Relation("twice", "twice as large", "")
    exercises = [wrong_exercise("train_step", *mistakes), wrong_exercise("fit_line", relation)]

    assert Substitutes.of(content, [*exercises, right_exercise("gap_report", "fit_line")]).functions == {}
    assert Substitutes.of(content, []).functions == {}


def test_what_follows_from_a_known_mistake_has_one_that_uses_its_substitute(content: UnitContent) -> None:
    mistake = next(each for each in content.catalogue.mistakes_of("train_step") if each.id == "uphill-step")
    substitutes = Substitutes.of(
        content, [wrong_exercise("train_step", mistake), right_exercise("fit_line", "train_step")]
    )
    path = substitutes.functions["fit_line"](X, Y, 0.1, 1)
    w, b, _ = mistake.implementation.value(X, Y, 0.0, 0.0, 0.1)

    assert (path["w"][1], path["b"][1]) == (w, b)
    assert substitutes.key == (("train_step", mistake.name), ("fit_line", "train_step"))
