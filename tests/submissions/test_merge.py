"""Submissions: the student's cells are found again whatever happened to the file, and every repair is written down."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from autograder.course.notebook import Notebook, Role, json_text
from autograder.submissions.merge import MergedNotebook, is_attempted, merge

STUB = "def mse(y, p):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
MINE = "def mse(y, p):\n    return ((p - y) ** 2).mean()"


def cell(name: str, source: str, **marks: Any) -> dict[str, Any]:
    metadata = {"nbgrader": {"grade_id": name, **marks}} if marks else {}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


@pytest.fixture
def released() -> Notebook:
    cells = [
        cell("setup", "import numpy as np", locked=True),
        cell("P1", 'lab.predict("P1")'),
        cell("mse", STUB, solution=True),
        cell("mse-check", "lab.check('mse', mse)", grade=True, locked=True, points=4),
        cell("rmse", STUB.replace("mse", "rmse"), solution=True),
        cell("rmse-check", "lab.check('rmse', rmse)", grade=True, locked=True, points=4),
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def mine(released: Notebook) -> Notebook:
    notebook = copy.deepcopy(released)
    notebook["cells"][2]["source"] = MINE
    return notebook


Laid = Callable[[Notebook], MergedNotebook]


@pytest.fixture
def laid(released: Notebook) -> Laid:
    return lambda notebook: merge(json_text(notebook).encode(), released, "errors")


def test_an_honest_submission_needs_no_repair(laid: Laid, mine: Notebook) -> None:
    submission = laid(mine)

    assert submission.source_of("mse") == MINE
    assert submission.repairs == ()
    assert submission.problem == ""


def test_the_courses_cells_come_from_the_course(laid: Laid, mine: Notebook) -> None:
    mine["cells"][0]["source"] = "np = 3"
    mine["cells"][3]["source"] = "4"
    submission = laid(mine)

    assert submission.source_of("setup") == "import numpy as np"
    assert submission.source_of("mse-check") == "lab.check('mse', mse)"
    assert submission.repairs == (
        "cell 'setup' had been edited: the course's own was used",
        "cell 'mse-check' had been edited: the course's own was used",
    )


def test_metadata_of_the_submission_counts_for_nothing(laid: Laid, mine: Notebook) -> None:
    mine["cells"][3]["metadata"]["nbgrader"] = {
        "grade_id": "mse-check",
        "points": 400,
        "locked": False,
        "grade": True,
    }

    assert laid(mine).cells[3].cell["metadata"]["nbgrader"]["points"] == 4


def test_of_two_cells_with_one_name_the_last_one_worked_on_is_graded(laid: Laid, mine: Notebook) -> None:
    first = cell("mse", "def mse(y, p): return 0", solution=True)
    mine["cells"][2:2] = [first]
    mine["cells"].append(cell("mse", STUB, solution=True))
    submission = laid(mine)

    assert submission.source_of("mse") == MINE
    assert "cell 'mse' stood three times: the last one was graded" in submission.repairs


def test_a_cell_split_in_two_is_joined(laid: Laid, mine: Notebook) -> None:
    head, tail = "def mse(y, p):", "    return ((p - y) ** 2).mean()"
    mine["cells"][2:3] = [cell("mse", head, solution=True), cell("", tail)]
    submission = laid(mine)

    assert submission.source_of("mse") == f"{head}\n{tail}"
    assert submission.repairs == ("cell 'mse' was split: its parts were joined",)


def test_two_halves_that_both_kept_the_name_are_joined(laid: Laid, mine: Notebook) -> None:
    halves = [cell("mse", text, solution=True) for text in ("def mse(y, p):", "    return 1")]
    mine["cells"][2:3] = halves

    assert laid(mine).source_of("mse") == "def mse(y, p):\n    return 1"


def test_cells_merged_into_one_still_define_both(laid: Laid, mine: Notebook) -> None:
    both = MINE + "\n\ndef rmse(y, p):\n    return mse(y, p) ** 0.5"
    mine["cells"][2]["source"] = both
    del mine["cells"][4]
    submission = laid(mine)

    assert submission.source_of("mse") == both
    assert submission.repairs == ("cell 'rmse' was merged into cell 'mse'",)


def test_a_cell_that_lost_its_name_is_found_by_what_it_defines(laid: Laid, mine: Notebook) -> None:
    for one in mine["cells"]:
        one["metadata"], one["id"] = {}, ""
    submission = laid(mine)

    assert submission.source_of("mse") == MINE
    assert "cell 'mse' had lost its name: it was found by what it defines" in submission.repairs


def test_a_deleted_cell_counts_as_not_attempted(laid: Laid, mine: Notebook) -> None:
    del mine["cells"][2]
    submission = laid(mine)

    assert submission.source_of("mse") == STUB
    assert submission.repairs == ("cell 'mse' is missing: it counts as not attempted",)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_solution_turned_into_text_is_run_as_code(laid: Laid, mine: Notebook, kind: str) -> None:
    mine["cells"][2]["cell_type"] = kind
    submission = laid(mine)

    assert submission.source_of("mse") == MINE
    assert submission.repairs == ("cell 'mse' was no longer a code cell: it was run as code",)


def test_moved_cells_run_in_the_courses_order(laid: Laid, mine: Notebook) -> None:
    mine["cells"].reverse()
    submission = laid(mine)

    assert [placed.name for placed in submission.cells] == [
        "setup",
        "P1",
        "mse",
        "mse-check",
        "rmse",
        "rmse-check",
    ]
    assert "cells had been moved: they were run in the course's order" in submission.repairs


def test_a_students_own_cells_stay_after_the_cell_they_followed(laid: Laid, mine: Notebook) -> None:
    mine["cells"].insert(3, cell("", "mse(1, 2)"))
    submission = laid(mine)

    assert [placed.source for placed in submission.cells][2:4] == [MINE, "mse(1, 2)"]
    assert submission.cells[3].role is Role.FREE


def test_an_answered_prediction_is_the_students(laid: Laid, mine: Notebook) -> None:
    mine["cells"][1]["source"] = 'lab.predict("P1", "no")'

    assert laid(mine).source_of("P1") == 'lab.predict("P1", "no")'


def test_a_prediction_without_its_id_is_found_by_its_beginning(laid: Laid, mine: Notebook) -> None:
    mine["cells"][1] |= {"id": "9c1f", "source": 'lab.predict("P1", "no")'}

    assert laid(mine).source_of("P1") == 'lab.predict("P1", "no")'


@pytest.mark.parametrize(
    ("damage", "repair"),
    [
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "byte order mark (UTF-8)"),
        (lambda text: text.encode("utf-16"), "byte order mark (UTF-16)"),
        (lambda text: text.encode("utf-16-le"), "was not UTF-8"),
        (lambda text: text.replace("import", "# Grüße\\nimport").encode("latin-1"), "was not UTF-8"),
        (lambda text: text.encode()[:-300], "cut off or damaged"),
        (lambda text: text.replace('"nbformat": 4', '"nbformat": 4,,,').encode(), "cut off or damaged"),
    ],
    ids=["UTF-8 with BOM", "UTF-16 with BOM", "UTF-16 without BOM", "Latin-1", "cut off", "broken JSON"],
)
def test_odd_encodings_and_broken_json_are_read(
    released: Notebook, mine: Notebook, damage: Callable[[str], bytes], repair: str
) -> None:
    submission = merge(damage(json_text(mine)), released, "errors")

    assert submission.source_of("mse") == MINE
    assert any(repair in said for said in submission.repairs)


def test_the_old_format_3_is_converted(released: Notebook, mine: Notebook) -> None:
    old = [{"cell_type": "code", "input": one["source"], "metadata": {}, "outputs": []} for one in mine["cells"]]
    text = json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": old}]})
    submission = merge(text.encode(), released, "errors")

    assert submission.source_of("mse") == MINE
    assert "the notebook is of the old format 3: its cells were converted" in submission.repairs


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b"   \n", "the file is empty"),
        (b"my dog ate it", "not a notebook"),
        (b"[1, 2]", "JSON, but not a notebook"),
        (b'{"cells": []}', "no cell with any content"),
        (b'{"cells": [3, null, {"source": 7}]}', "no cell with any content"),
        (b"\x00\xff" * 50, "not a notebook"),
        (b'{"cells": ' + b"[" * 100_000, "not a notebook"),
    ],
    ids=["empty", "blank", "prose", "a list", "no cells", "cells of nonsense", "binary", "deeply nested"],
)
def test_what_cannot_be_read_is_a_problem_not_an_exception(released: Notebook, data: bytes, problem: str) -> None:
    submission = merge(data, released, "errors")

    assert problem in submission.problem
    assert submission.source_of("mse") == STUB


def test_a_notebook_of_another_unit_is_named(released: Notebook) -> None:
    other = {"cells": [cell("x", 'import lab\nlab.start("gradient")')], "nbformat": 4}
    submission = merge(json.dumps(other).encode(), released, "errors")

    assert submission.problem == "this is a notebook of the unit 'gradient', not of 'errors'"


def test_ten_thousand_cells_do_not_stop_anything(laid: Laid, mine: Notebook) -> None:
    mine["cells"] += [cell("", "pass") for _ in range(10_000)]
    submission = laid(mine)

    assert submission.source_of("mse") == MINE
    assert "there are 10000 cells of the student's own: the first 1000 were read" in submission.repairs


def test_control_characters_in_names_do_not_reach_the_report(released: Notebook) -> None:
    other = {"cells": [cell("x", 'lab.start("a-b")\n\x1b[31m')], "nbformat": 4}

    assert "\x1b" not in merge(json.dumps(other).encode(), released, "errors").problem


@pytest.mark.parametrize(
    "source",
    [STUB, STUB + "\n\n# a thought", STUB.replace("# YOUR CODE HERE\n    ", ""), "\n" + STUB],
    ids=["as released", "with a comment", "without the comment", "with a blank line"],
)
def test_comments_and_blank_lines_are_no_attempt(source: str) -> None:
    assert not is_attempted(source, STUB)


@pytest.mark.parametrize("source", [MINE, "def mse(y, p): return", "this does not parse"])
def test_anything_said_is_an_attempt(source: str) -> None:
    assert is_attempted(source, STUB)
