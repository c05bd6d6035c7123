"""Merging: the student's cells are found whatever happened to the notebook, and every repair is listed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from autograder.course.cell_syntax import same_code
from autograder.course.notebook import Notebook, Role, json_text
from autograder.submissions.merge import merge
from autograder.submissions.merged_notebook import MergedNotebook

STUB = "def mse(y, p):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
SOLUTION = "def mse(y, p):\n    return ((p - y) ** 2).mean()"


def cell(name: str, source: str, **metadata: Any) -> dict[str, Any]:
    nbgrader = {"nbgrader": {"grade_id": name, **metadata}} if metadata else {}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": nbgrader,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


@pytest.fixture
def release() -> Notebook:
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
def submitted(release: Notebook) -> Notebook:
    notebook = copy.deepcopy(release)
    notebook["cells"][2]["source"] = SOLUTION
    return notebook


Merge = Callable[[Notebook], MergedNotebook]


@pytest.fixture
def merge_notebook(release: Notebook) -> Merge:
    return lambda notebook: merge(json_text(notebook).encode(), release, "errors")


def test_an_undamaged_submission_needs_no_repair(merge_notebook: Merge, submitted: Notebook) -> None:
    submission = merge_notebook(submitted)

    assert submission.source_of("mse") == SOLUTION
    assert submission.repairs == ()
    assert submission.problem == ""


def test_the_courses_cells_come_from_the_course(merge_notebook: Merge, submitted: Notebook) -> None:
    submitted["cells"][0]["source"] = "np = 3"
    submitted["cells"][3]["source"] = "4"
    submission = merge_notebook(submitted)

    assert submission.source_of("setup") == "import numpy as np"
    assert submission.source_of("mse-check") == "lab.check('mse', mse)"
    assert submission.repairs == (
        "cell 'setup' had been edited: the course's own was used",
        "cell 'mse-check' had been edited: the course's own was used",
    )


def test_the_metadata_of_the_submission_is_ignored(merge_notebook: Merge, submitted: Notebook) -> None:
    submitted["cells"][3]["metadata"]["nbgrader"] = {
        "grade_id": "mse-check",
        "points": 400,
        "locked": False,
        "grade": True,
    }

    assert merge_notebook(submitted).cells[3].cell["metadata"]["nbgrader"]["points"] == 4


def test_the_last_edited_cell_of_several_with_one_name_is_graded(merge_notebook: Merge, submitted: Notebook) -> None:
    first = cell("mse", "def mse(y, p): return 0", solution=True)
    submitted["cells"][2:2] = [first]
    submitted["cells"].append(cell("mse", STUB, solution=True))
    submission = merge_notebook(submitted)

    assert submission.source_of("mse") == SOLUTION
    assert "cell 'mse' stood three times: the last one was graded" in submission.repairs


def test_a_cell_split_in_two_is_joined(merge_notebook: Merge, submitted: Notebook) -> None:
    head, tail = "def mse(y, p):", "    return ((p - y) ** 2).mean()"
    submitted["cells"][2:3] = [cell("mse", head, solution=True), cell("", tail)]
    submission = merge_notebook(submitted)

    assert submission.source_of("mse") == f"{head}\n{tail}"
    assert submission.repairs == ("cell 'mse' was split: its parts were joined",)


def test_two_halves_that_both_kept_the_name_are_joined(merge_notebook: Merge, submitted: Notebook) -> None:
    halves = [cell("mse", text, solution=True) for text in ("def mse(y, p):", "    return 1")]
    submitted["cells"][2:3] = halves

    assert merge_notebook(submitted).source_of("mse") == "def mse(y, p):\n    return 1"


def test_cells_merged_into_one_still_define_both(merge_notebook: Merge, submitted: Notebook) -> None:
    both = SOLUTION + "\n\ndef rmse(y, p):\n    return mse(y, p) ** 0.5"
    submitted["cells"][2]["source"] = both
    del submitted["cells"][4]
    submission = merge_notebook(submitted)

    assert submission.source_of("mse") == both
    assert submission.repairs == ("cell 'rmse' was merged into cell 'mse'",)


def test_a_cell_that_lost_its_name_is_found_by_what_it_defines(merge_notebook: Merge, submitted: Notebook) -> None:
    for each in submitted["cells"]:
        each["metadata"], each["id"] = {}, ""
    submission = merge_notebook(submitted)

    assert submission.source_of("mse") == SOLUTION
    assert "cell 'mse' had lost its name: it was found by what it defines" in submission.repairs


def test_a_deleted_cell_counts_as_not_attempted(merge_notebook: Merge, submitted: Notebook) -> None:
    del submitted["cells"][2]
    submission = merge_notebook(submitted)

    assert submission.source_of("mse") == STUB
    assert submission.repairs == ("cell 'mse' is missing: it counts as not attempted",)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_solution_turned_into_text_is_run_as_code(merge_notebook: Merge, submitted: Notebook, kind: str) -> None:
    submitted["cells"][2]["cell_type"] = kind
    submission = merge_notebook(submitted)

    assert submission.source_of("mse") == SOLUTION
    assert submission.repairs == ("cell 'mse' was no longer a code cell: it was run as code",)


def test_moved_cells_run_in_the_courses_order(merge_notebook: Merge, submitted: Notebook) -> None:
    submitted["cells"].reverse()
    submission = merge_notebook(submitted)

    assert [merged.name for merged in submission.cells] == [
        "setup",
        "P1",
        "mse",
        "mse-check",
        "rmse",
        "rmse-check",
    ]
    assert "cells had been moved: they were run in the course's order" in submission.repairs


def test_added_cells_stay_behind_the_cell_they_followed(merge_notebook: Merge, submitted: Notebook) -> None:
    submitted["cells"].insert(3, cell("", "mse(1, 2)"))
    submission = merge_notebook(submitted)

    assert [merged.source for merged in submission.cells][2:4] == [SOLUTION, "mse(1, 2)"]
    assert submission.cells[3].role is Role.FREE


def test_an_answered_prediction_is_taken_from_the_student(merge_notebook: Merge, submitted: Notebook) -> None:
    submitted["cells"][1]["source"] = 'lab.predict("P1", "no")'

    assert merge_notebook(submitted).source_of("P1") == 'lab.predict("P1", "no")'


def test_a_prediction_without_its_id_is_found_by_its_beginning(merge_notebook: Merge, submitted: Notebook) -> None:
    submitted["cells"][1] |= {"id": "9c1f", "source": 'lab.predict("P1", "no")'}

    assert merge_notebook(submitted).source_of("P1") == 'lab.predict("P1", "no")'


def test_an_unreadable_file_is_a_problem_and_leaves_the_release(release: Notebook) -> None:
    submission = merge(b"my dog ate it", release, "errors")

    assert "not a notebook" in submission.problem
    assert submission.source_of("mse") == STUB


def test_a_notebook_of_another_unit_is_named(release: Notebook) -> None:
    other = {"cells": [cell("x", 'import lab\nlab.start("gradient")')], "nbformat": 4}
    submission = merge(json.dumps(other).encode(), release, "errors")

    assert submission.problem == "this is a notebook of the unit 'gradient', not of 'errors'"


def test_only_the_first_thousand_added_cells_are_read(merge_notebook: Merge, submitted: Notebook) -> None:
    submitted["cells"] += [cell("", "pass") for _ in range(10_000)]
    submission = merge_notebook(submitted)

    assert submission.source_of("mse") == SOLUTION
    assert "there are 10000 cells of the student's own: the first 1000 were read" in submission.repairs


def test_control_characters_in_names_do_not_reach_the_report(release: Notebook) -> None:
    other = {"cells": [cell("x", 'lab.start("a-b")\n\x1b[31m')], "nbformat": 4}

    assert "\x1b" not in merge(json.dumps(other).encode(), release, "errors").problem


@pytest.mark.parametrize(
    "source",
    [STUB, STUB + "\n\n# a thought", STUB.replace("# YOUR CODE HERE\n    ", ""), "\n" + STUB],
    ids=["as released", "with a comment", "without the comment", "with a blank line"],
)
def test_comments_and_blank_lines_are_not_an_attempt(source: str) -> None:
    assert same_code(source, STUB)


@pytest.mark.parametrize("source", [SOLUTION, "def mse(y, p): return", "this does not parse"])
def test_any_code_is_an_attempt(source: str) -> None:
    assert not same_code(source, STUB)


def test_links_that_a_release_has_written_may_differ_or_be_absent(release: Notebook, submitted: Notebook) -> None:
    """A repository has other links than the folder of releases, and an earlier release had none."""
    nbgrader = {"grade_id": "links", "locked": True, "grade": False, "solution": False}
    metadata = {"nbgrader": nbgrader, "autograder": {"generated": True}}
    links = {"cell_type": "markdown", "id": "links", "metadata": metadata, "source": "[All](../start/start.ipynb)"}
    linked = release | {"cells": [links, *release["cells"]]}
    flat = submitted | {"cells": [links | {"source": "[All](start.ipynb)"}, *submitted["cells"]]}
    merged = [merge(json_text(notebook).encode(), linked, "errors") for notebook in (flat, submitted)]

    assert [notebook.repairs for notebook in merged] == [(), ()]
    assert [notebook.cells[0].source for notebook in merged] == [links["source"]] * 2
    assert [cell.from_student for notebook in merged for cell in notebook.cells].count(True) == 2


@pytest.fixture
def with_text(release: Notebook, submitted: Notebook) -> Notebook:
    """The submitted notebook, of a unit that ends with a manual answer."""
    for notebook in (release, submitted):
        text = cell("own-text", "YOUR ANSWER HERE", grade=True, solution=True, points=10) | {"cell_type": "markdown"}
        notebook["cells"].append(text)
    return submitted


def write(notebook: Notebook, *texts: str) -> Notebook:
    """Return the notebook with a cell of the manual answer for every text."""
    result = copy.deepcopy(notebook)
    own = result["cells"].pop()
    result["cells"] += [own | {"source": text} for text in texts]
    return result


@pytest.mark.parametrize("text", ["My rate was 0.1.", "YOUR ANSWER HERE\n\nIt was 0.1."])
def test_a_manual_answer_is_the_students(merge_notebook: Merge, with_text: Notebook, text: str) -> None:
    submission = merge_notebook(write(with_text, text))

    assert submission.source_of("own-text") == text
    assert submission.is_written("own-text", "YOUR ANSWER HERE")
    assert submission.repairs == ()


@pytest.mark.parametrize("text", ["YOUR ANSWER HERE", "", " YOUR ANSWER HERE\n"])
def test_a_manual_answer_as_handed_out_is_not_written(merge_notebook: Merge, with_text: Notebook, text: str) -> None:
    assert not merge_notebook(write(with_text, text)).is_written("own-text", "YOUR ANSWER HERE")


def test_texts_of_a_manual_answer_in_several_cells_are_joined(merge_notebook: Merge, with_text: Notebook) -> None:
    submission = merge_notebook(write(with_text, "It diverged.", "YOUR ANSWER HERE", "It converged."))

    assert submission.source_of("own-text") == "It diverged.\n\nIt converged."
    assert submission.repairs == ("cell 'own-text' stood twice: its texts were joined",)


def test_a_text_beside_its_cell_or_without_its_name_is_written(merge_notebook: Merge, with_text: Notebook) -> None:
    nameless = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "It diverged."}
    below = with_text | {"cells": [*with_text["cells"], nameless]}
    renamed = with_text | {"cells": [*with_text["cells"][:-1], nameless]}

    assert merge_notebook(below).is_written("own-text", "YOUR ANSWER HERE")
    assert merge_notebook(renamed).is_written("own-text", "YOUR ANSWER HERE")
    assert merge_notebook(renamed).repairs == ("cell 'own-text' is missing: it counts as not written",)
