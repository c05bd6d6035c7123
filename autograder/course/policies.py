"""The instructor's decisions about grading and feedback, as they stand in course.yml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from autograder.course.late_policy import LatePolicy
from autograder.course.yaml_document import YamlModel

ExplanationTime = Literal["at_once", "with_feedback"]
"""When students are told which explanation of a prediction holds."""


SolutionPlace = Literal["never", "with_feedback", "at_once"]
"""Where students find worked solutions."""


class TotalPolicy(YamlModel):
    """How the total of the course is made: how many of a student's lowest units are dropped, and its upper bound.

    Without a bound, units of `extra` points can lift it above 100 percent.
    """

    drop_lowest: int = Field(default=0, ge=0, le=20)
    most_percent: float | None = Field(default=None, ge=100, le=200)


class Policies(YamlModel):
    """The instructor's decisions about grading.

    `require_sandbox` refuses to grade where a layer of isolation is missing. `name_mistakes` lets feedback
    name a recognised mistake and give its hint. `show_outputs` runs every cell and puts its outputs, figures
    included, into nbgrader's autograded notebook and feedback; it changes no score. `explanations` says when students
    are told which explanation of a prediction holds: at once, by a file in the handout, or with their feedback. `late`
    says what late submissions lose, `total` how the total of the course is made. `variants`
    generates the data that a unit names in `varies` from each student's id. `solutions` says where students find worked
    solutions: nowhere, in their feedback, or also in the handout. `giving_up_costs_points` is about the visible points
    of an exercise whose solution a student has looked at by giving up.
    """

    require_sandbox: bool = False
    name_mistakes: bool = True
    show_outputs: bool = False
    explanations: ExplanationTime = "at_once"
    solutions: SolutionPlace = "never"
    giving_up_costs_points: bool = True
    late: LatePolicy | None = None
    total: TotalPolicy = TotalPolicy()
    variants: bool = False
