"""Right answers to the predictions: what the notebook's own outcome cells return."""

from __future__ import annotations

from typing import Any

import pytest
from lab.variants.variant import Variant

from autograder.course.notebook import Notebook
from autograder.course.prediction_answers import compute_outcomes
from autograder.course.unit_content import UnitContent


def code(source: str, name: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "id": name, "metadata": {"nbgrader": metadata} if metadata else {}, "source": source}


def notebook(*cells: dict[str, Any]) -> Notebook:
    return {"cells": list(cells)}


SETUP = code("import lab\nimport numpy as np\nlab.start('u')\nline = lab.data.line()", "setup", locked=True)
SOLUTION = code(
    "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
    "double",
    solution=True,
    grade_id="double",
)
OUTCOME = code(
    '@lab.reveal("doubled")\ndef outcome():\n    print("quiet")\n    return double(21)', "outcome", locked=True
)


def test_an_outcome_runs_the_instructors_solution() -> None:
    assert compute_outcomes(notebook(SETUP, SOLUTION, OUTCOME), "u") == {"doubled": 42}


def test_nothing_is_printed_drawn_or_shown(capsys: pytest.CaptureFixture[str]) -> None:
    figure = code("lab.show.loss(line)\nprint('figure')\ndisplay(line)\nget_ipython()", "figure", locked=True)
    compute_outcomes(notebook(SETUP, figure, SOLUTION, OUTCOME), "u")

    assert capsys.readouterr().out == ""


def test_a_cell_that_fails_does_not_stop_the_next_one() -> None:
    failing = code("1 / 0", "failing")

    assert compute_outcomes(notebook(failing, SETUP, SOLUTION, OUTCOME), "u") == {"doubled": 42}


def test_an_outcome_that_fails_says_why() -> None:
    with pytest.raises(NameError, match="double"):
        compute_outcomes(notebook(SETUP, OUTCOME), "u")


def test_cells_below_the_last_outcome_are_not_run() -> None:
    later = code("raise SystemExit", "later")

    assert compute_outcomes(notebook(SETUP, SOLUTION, OUTCOME, later), "u") == {"doubled": 42}


def test_the_course_reveals_every_prediction_of_a_unit(content: UnitContent) -> None:
    assert content.outcomes.keys() == content.questions.keys() == content.explanations.keys()


def test_an_outcome_is_computed_on_a_students_data() -> None:
    first = code('@lab.reveal("first")\ndef outcome():\n    return line.y[0]', "first", locked=True)
    common, ada, bob = (
        compute_outcomes(notebook(SETUP, first), "u", variant)
        for variant in (None, Variant("ada", ("line",)), Variant("bob", ("line",)))
    )

    assert len({common["first"], ada["first"], bob["first"]}) == 3
    assert compute_outcomes(notebook(SETUP, first), "u") == common
