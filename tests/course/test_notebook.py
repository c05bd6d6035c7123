"""Notebooks: roles of cells, secret regions, and the canonical form."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course import notebook as nb
from autograder.course.notebook import Notebook, Role
from autograder.errors import NotebookError


def cell(source: str, *, name: str = "mse", **marks: Any) -> dict[str, Any]:
    metadata = {"nbgrader": {"grade_id": name, **marks}} if marks else {}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def solution(source: str) -> dict[str, Any]:
    return cell(source, solution=True, locked=False)


def check(source: str, points: int = 4) -> dict[str, Any]:
    return cell(source, name="mse-check", grade=True, locked=True, points=points)


def notebook(*cells: dict[str, Any]) -> Notebook:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


ROOT = Path(__file__).parents[2]

STEP = """def mse(y, p):
    \"\"\"Mean of squares.\"\"\"
    ### BEGIN SOLUTION
    r = p - y
    return (r**2).mean()
    ### END SOLUTION"""


def test_a_solution_region_becomes_the_stub_with_the_same_indentation() -> None:
    released = nb.release_notebook(notebook(solution(STEP)), "here")

    assert released["cells"][0]["source"] == (
        'def mse(y, p):\n    """Mean of squares."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
    )


def test_a_solution_cell_without_a_region_becomes_the_stub() -> None:
    assert nb.release_notebook(notebook(solution("secret = 1")), "here")["cells"][0]["source"] == nb.STUB


def test_hidden_tests_are_removed_and_visible_ones_stay() -> None:
    source = "lab.check('mse', mse)\n### BEGIN HIDDEN TESTS\nassert mse(1, 2) == 1\n### END HIDDEN TESTS"

    assert nb.release_notebook(notebook(check(source)), "here")["cells"][0]["source"] == "lab.check('mse', mse)"


def test_releasing_does_not_change_the_source() -> None:
    source = notebook(solution(STEP))
    before = json.dumps(source)
    nb.release_notebook(source, "here")

    assert json.dumps(source) == before


@pytest.mark.parametrize(
    "marker",
    [
        "## BEGIN SOLUTION",
        "### BEGIN SOLUTIONS",
        "### BEGN SOLUTION",
        "### Begin Solution",
        "#BEGIN SOLUTION",
        "x = 1  ### BEGIN SOLUTION",
        "### BEGIN HIDEN TESTS",
        "### BEGIN HIDDEN TEST",
        "### END HIDDEN TSETS",
    ],
)
def test_a_misspelt_marker_is_refused_and_the_right_one_is_suggested(marker: str) -> None:
    with pytest.raises(NotebookError) as caught:
        nb.release_notebook(notebook(solution(f"def mse():\n    {marker}\n    return 1")), "source/u.ipynb")

    assert "cell 'mse', line 2" in caught.value.where
    assert "write '### " in caught.value.fix


@pytest.mark.parametrize(
    "source",
    [
        "### BEGIN SOLUTION\nx = 1",
        "x = 1\n### END SOLUTION",
        "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION",
        "### BEGIN SOLUTION\n### END HIDDEN TESTS",
    ],
    ids=["never closed", "never opened", "opened twice", "closed by another"],
)
def test_markers_that_do_not_pair_are_refused(source: str) -> None:
    with pytest.raises(NotebookError, match="cannot pair the marker"):
        nb.release_notebook(notebook(solution(source)), "here")


def test_a_region_in_a_cell_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(NotebookError, match="not a solution cell"):
        nb.release_notebook(notebook(cell("### BEGIN SOLUTION\nx = 1\n### END SOLUTION")), "here")


@pytest.mark.parametrize("comment", ["# begin the loop here", "# END", "# the solution of the equation", "END = 3"])
def test_other_comments_are_not_markers(comment: str) -> None:
    assert nb.release_notebook(notebook(cell(comment)), "here")["cells"][0]["source"] == comment


def test_roles_follow_nbgraders_metadata() -> None:
    text = {"cell_type": "markdown", "id": "p", "metadata": {}, "source": "Hello"}
    read_only = cell("x = 1", name="setup", locked=True)
    roles = [nb.cell_role(cell) for cell in (text, cell("x = 1"), solution(STEP), read_only, check(""))]

    assert roles == [Role.TEXT, Role.FREE, Role.SOLUTION, Role.READ_ONLY, Role.CHECK]


def manual_answer(text: str) -> dict[str, Any]:
    marks = {"grade_id": "own-text", "grade": True, "solution": True, "locked": False, "points": 10}
    return {"cell_type": "markdown", "id": "own-text", "metadata": {"nbgrader": marks}, "source": text}


def test_a_manual_answer_is_a_text_that_students_write_and_a_person_grades() -> None:
    source = notebook(manual_answer("The rate was too large."))

    assert nb.cell_role(source["cells"][0]) is Role.MANUAL_ANSWER
    assert nb.manual_answers(source) == {"own-text": "The rate was too large."}
    assert nb.manual_answers(nb.release_notebook(source, "here")) == {"own-text": nb.TEXT_STUB}
    assert nb.solution_texts(source, "here") == {}


def test_the_canonical_form_has_no_outputs_counts_or_metadata_of_editors() -> None:
    executed = cell("x")
    executed |= {"outputs": [{"output_type": "stream", "text": "hi"}], "execution_count": 7}
    executed["metadata"]["collapsed"] = True
    canonical = nb.canonicalize(notebook(executed))["cells"][0]

    assert (canonical["outputs"], canonical["execution_count"], canonical["metadata"]) == ([], None, {})


@pytest.mark.parametrize(
    ("name", "jupyter", "is_kept"),
    [
        ("sign-at-zero-outcome", {"source_hidden": True}, True),
        ("sign-at-zero-outcome", {"source_hidden": False}, False),
        ("sign-at-zero-outcome", {"outputs_hidden": True}, False),
        ("sign-at-zero-outcome", "hidden", False),
        ("mse", {"source_hidden": True}, False),
    ],
)
def test_only_the_hidden_code_of_an_outcome_stays_hidden(name: str, jupyter: Any, is_kept: bool) -> None:
    outcome = cell("x", name=name, locked=True)
    outcome["metadata"]["jupyter"] = jupyter

    assert ("jupyter" in nb.canonicalize(notebook(outcome))["cells"][0]["metadata"]) is is_kept


def test_in_the_canonical_form_the_id_of_a_cell_is_its_grade_id() -> None:
    exercise = solution("x")
    exercise["id"] = "3f2a"

    assert nb.canonicalize(notebook(exercise))["cells"][0]["id"] == "mse"


def test_a_check_cell_belongs_to_the_exercise_in_its_id() -> None:
    assert nb.checked_names(notebook(solution(STEP), check(""))) == ["mse"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"nbformat": 3, "worksheets": []}', '{"nbformat": 4}'])
def test_a_file_that_is_not_a_notebook_is_an_error_with_its_path(text: str) -> None:
    with pytest.raises(NotebookError) as caught:
        nb.parse_notebook(text, "source/u/u.ipynb")

    assert "source/u/u.ipynb" in caught.value.where


NOTEBOOKS = sorted(path for folder in ("source", "release") for path in (ROOT / folder).glob("*/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_a_save_in_jupyter_changes_only_what_was_edited(path: Path) -> None:
    """JupyterLab saves by nbformat: https://nbformat.readthedocs.io/en/latest/api.html#nbformat.write."""
    text = path.read_text(encoding="utf-8")
    saved = io.StringIO()
    nbformat.write(nbformat.reads(text, as_version=4), saved)

    assert saved.getvalue() == text
