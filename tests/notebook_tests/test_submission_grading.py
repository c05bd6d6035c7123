"""A whole submission: marks from both runs, nothing of hidden lines in what students read, nothing left behind."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from autograder.notebook_tests.calibration import calibrate
from autograder.notebook_tests.verdicts import Protection
from autograder.notebook_tests.worker import NotebookReply
from tests.notebook_tests.stock_comparison import Exercise, SmallCourse, points_in, small_course

HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
SOLUTION = "def {name}(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
INVERSE = "def inverse(m):\n    ### BEGIN SOLUTION\n    return np.eye(2)\n    ### END SOLUTION"
FORBID = "inv, np.linalg.inv = np.linalg.inv, None\ntry:\n    assert inverse(np.eye(2)).sum() == 2\nfinally:\n    "
TRACES = "import math\nassert math.tau > 6 and 'SEEN' not in os.environ\nos.environ['SEEN'], math.tau = '1', 0\n"

EXERCISES = (
    Exercise(
        "own",
        SOLUTION.format(name="own"),
        "assert own(1) == 2\n" + HIDDEN.format("assert own(4711) == 9422, own.__code__.co_name + '4711'"),
        "",
        free="import os\nimport numpy as np",
    ),
    Exercise(
        "there",
        "async " + SOLUTION.format(name="there"),
        "assert await there(1) == 2\n" + HIDDEN.format("x = 4711\nassert await there(4711) == 9422, '4711'"),
        "",
    ),
    Exercise("inverse", INVERSE, HIDDEN.format(f"{FORBID}np.linalg.inv = inv"), ""),
    Exercise("last", SOLUTION.format(name="last"), TRACES + "assert last(2) == 4", ""),
)


@pytest.fixture(scope="module")
def course() -> Iterator[SmallCourse]:
    with small_course(EXERCISES) as course:
        yield course


def grade(course: SmallCourse, **changes: str) -> NotebookReply:
    return course.grade(changes)


def test_the_solution_has_all_points_and_the_released_notebook_none(course: SmallCourse) -> None:
    stubs = {exercise.name: exercise.stub for exercise in EXERCISES}

    assert points_in(grade(course).cells) == {"own": 2, "there": 2, "inverse": 2, "last": 2}
    assert points_in(grade(course, **stubs).cells) == {"own": 0, "there": 0, "inverse": 0, "last": 0}
    assert course.unprotected == {"there"}


def test_what_a_test_changes_is_gone_when_the_next_submission_is_graded(course: SmallCourse) -> None:
    for _ in range(2):
        assert points_in(grade(course).cells)["last"] == 2


def test_a_forbidden_function_is_not_paid_without_a_person(course: SmallCourse) -> None:
    reply = grade(course, inverse="def inverse(m):\n    return np.linalg.inv(m)")

    assert points_in(reply.cells)["inverse"] == 0
    assert "0 points in the student's process and 2 outside" in reply.manual_grading["inverse-test"]


@pytest.mark.parametrize(
    "cheat",
    ["class Yes:\n    def __eq__(self, other): return True\ndef own(x): return Yes()", "def own(x): return Same(x)"],
)
def test_a_cheat_that_works_in_nbgrader_waits_for_a_person(cheat: str, course: SmallCourse) -> None:
    same = "class Same(int):\n    def __eq__(self, other): return True\n    __hash__ = None\n"
    reply = grade(course, own=same + cheat)

    assert points_in(reply.cells)["own"] == 0
    assert "own-test" in reply.manual_grading


TELL_TALES = {
    "prints its argument": "print(x)",
    "raises its argument": "raise ValueError(x)",
    "names an exception after it": "raise type(f'X{x}', (Exception,), {})()",
    "warns": "import warnings; warnings.warn(str(x))",
    "displays it": "display(x)",
    "prints to stderr": "import sys; print(x, file=sys.stderr)",
    "ends the process with it": "raise SystemExit(x)",
    "remembers it": "seen.append(x)",
    "writes it to a file": "open('seen', 'a').write(str(x))",
    "patches the display": "sys.displayhook = lambda value: print(seen); seen.append(x)",
}


@pytest.mark.parametrize("action", TELL_TALES)
def test_no_hidden_line_is_shown(action: str, course: SmallCourse) -> None:
    body = f"    {TELL_TALES[action]}\n    return x"
    later = "import os.path\nprint(seen, globals().get('x'), os.path.exists('seen') and open('seen').read(), In)\n"
    answer = "import sys\nseen = []\n"
    reply = grade(
        course,
        own=f"{answer}def own(x):\n{body}",
        there=f"{later}async def there(x):\n{body}",
        inverse=f"{later}def inverse(m): raise ValueError(seen)",
        last=f"{later}def last(x):\n    raise ValueError(str(seen))",
    )

    assert points_in(reply.cells) == {"own": 0, "there": 0, "inverse": 0, "last": 0}
    assert "4711" not in json.dumps(reply.cells)


def test_an_answer_that_changes_the_inputs_before_the_reference_sees_them_waits_for_a_person() -> None:
    test = HIDDEN.format("x = np.arange(4.0)\nassert np.allclose(double(x), 2 * x)")
    exercise = Exercise("double", SOLUTION.format(name="double"), test, "", free="import numpy as np")
    with small_course([exercise]) as course:
        reply = course.grade({"double": "def double(x):\n    x[:] = 0\n    return x"})

        assert points_in(course.grade({}).cells) == {"double": 2}
        assert points_in(reply.cells) == {"double": 0}
        assert "changes arguments of the test in place" in reply.manual_grading["double-test"]


def test_figures_and_prints_of_later_cells_are_shown(course: SmallCourse) -> None:
    draw = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint('drawn')\n"
    reply = grade(course, last=draw + "def last(x): return 2 * x")
    outputs = next(cell["outputs"] for cell in reply.cells if "drawn" in cell["source"])

    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert any(output.get("text") == "drawn\n" for output in outputs)


def test_a_refused_connection_is_no_wrong_answer(course: SmallCourse) -> None:
    download = "import socket\nsocket.create_connection(('192.0.2.1', 80))\n"
    reply = grade(course, own=download + "def own(x): return 2 * x")

    assert points_in(reply.cells)["own"] == 0
    assert "the sandbox refused" in reply.manual_grading["own-test"]


def test_without_the_instructors_notebook_nothing_is_calibrated(course: SmallCourse) -> None:
    source_notebook = course.source_notebook
    bare = type(source_notebook)(source_notebook.name, source_notebook.language, source_notebook.cells)

    assert calibrate(bare, lambda data: {}) == {}


def test_a_protection_survives_json(course: SmallCourse) -> None:
    cell = course.protections["there-test"]

    assert type(cell).from_dict(json.loads(json.dumps(cell.as_dict()))) == cell
    assert cell.protection is Protection.UNPROTECTED
