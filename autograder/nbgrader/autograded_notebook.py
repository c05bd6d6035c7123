"""The autograded notebook of a unit: the student's work, with the results where nbgrader looks for them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import nbformat
from lab.display.cards import Card
from nbgrader.utils import compute_checksum
from pydantic import ValidationError

from autograder.course.notebook import KERNELSPEC, LANGUAGE, Cell, Notebook, Role, cell_role, checked_name, grade_id
from autograder.course.points import GRADED
from autograder.course.standard_comments import NOT_ATTEMPTED, StandardComments
from autograder.course.worked_solutions import finished_exercises
from autograder.nbgrader.grader_notes import about_the_file, failure_note, overview_cell
from autograder.nbgrader.manual_grades import METADATA_KEY
from autograder.report import ExerciseResult, Report
from autograder.views import sanitize
from autograder.views.feedback_cards import data_cards, result_card
from autograder.views.regrade_causes import Origin
from autograder.views.safe_markdown import safe_markdown

NO_COMMENTS = StandardComments()


def build_notebook(report: Report, cells: Sequence[Cell], comments: StandardComments = NO_COMMENTS) -> Notebook:
    """Return the graded cells with the results of the report. Nothing in the notebook runs in a browser.

    The metadata say which cells a person must grade, which standard comments fit, and what was graded at each cell.
    """
    graded_cells = [cell for cell in cells if cell_role(cell) in GRADED]
    manual = [grade_id(cell) for cell in graded_cells if needs_manual_grade(report, checked_name(cell))]
    metadata = {
        "kernelspec": KERNELSPEC,
        "language_info": LANGUAGE,
        METADATA_KEY: {
            "needs_manual_grade": manual,
            "origin": _origin(report),
            "comments": fitting_comments(report, comments),
            "mistakes": _mistakes(report),
            "finished": finished_exercises(report),
            "graded": {grade_id(cell): graded_content(report, cell) for cell in graded_cells},
        },
    }
    autograded = [_autograded_cell(report, cell) for cell in cells]
    first_code = next((cell for cell in autograded if cell["cell_type"] == "code"), None)
    if first_code is not None:
        first_code["outputs"] = [*map(card_output, data_cards(report)), *first_code["outputs"]]
    autograded = [overview_cell(report), *about_the_file(report), *autograded]
    return {"cells": autograded, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def read_origin(notebook: Notebook) -> Origin | None:
    """Return what an autograded notebook was made from; None where it does not say so."""
    metadata = notebook.get("metadata", {})
    own = metadata.get(METADATA_KEY, {}) if isinstance(metadata, dict) else {}
    try:
        return Origin.model_validate_json(json.dumps(own.get("origin"))) if isinstance(own, dict) else None
    except ValidationError:
        return None


def _origin(report: Report) -> dict[str, Any]:
    """Return what the results were made from: hashes, settings and versions, and nothing that code has printed."""
    submission = report.submission.model_copy(update={"cell_errors": ()})
    return Origin.of(report).model_copy(update={"submission": submission}).model_dump(mode="json")


def needs_manual_grade(report: Report, name: str) -> bool:
    """Whether a person must grade an exercise: one of its checks is broken, or the report has another problem."""
    broken = {e.id: [check.message for check in e.checks if check.outcome == "broken"] for e in report.exercises}
    messages = {message for texts in broken.values() for message in texts}
    return bool(broken.get(name)) or not messages.issuperset(report.problems)


def fitting_comments(report: Report, comments: StandardComments) -> dict[str, str]:
    """Return the standard comments on the mistakes of a submission, by the names of solution cells."""
    texts = {
        exercise.id: comments.choose(
            exercise.id,
            (check.mistake for check in exercise.checks if check.mistake),
            attempted=exercise.attempted,
            complete=exercise.score == exercise.max_score,
        )
        for exercise in report.exercises
    }
    for answer in report.manual_answers:
        texts[answer.id] = comments.choose(answer.id, (), attempted=answer.is_written, complete=answer.is_written)
    return {name: text for name, text in texts.items() if text}


def _mistakes(report: Report) -> dict[str, list[str]]:
    """Return the keys of standard comments that fit each exercise."""
    mistakes = {}
    for exercise in report.exercises:
        ids = [check.mistake for check in exercise.checks if check.mistake] if exercise.attempted else [NOT_ATTEMPTED]
        mistakes[exercise.id] = list(dict.fromkeys(ids))
    return mistakes


def graded_content(report: Report, cell: Cell) -> str:
    """Return a hash of what a person saw who graded a cell: the text, the prediction, or the whole notebook."""
    prediction = next((p for p in report.predictions if p.id == checked_name(cell)), None)
    if cell_role(cell) is Role.MANUAL_ANSWER:
        content = cell["source"]
    else:
        content = prediction.model_dump_json() if prediction else report.submission.sha256
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()


def _autograded_cell(report: Report, graded_cell: Cell) -> Cell:
    cell = {key: value for key, value in graded_cell.items() if key != "from_student"}
    if cell_role(cell) is Role.CHECK:
        return dict(cell, outputs=[_result(report, checked_name(cell))])
    if cell_role(cell) is Role.MANUAL_ANSWER:
        return _manual_answer(report, cell)
    if cell["cell_type"] == "code":
        return dict(cell, outputs=[*sanitize.safe_outputs(cell["outputs"]), *_notes(report, cell)])
    return dict(cell, source=safe_markdown(cell["source"])) if graded_cell.get("from_student") else cell


def card_output(card: Card) -> dict[str, Any]:
    """Return a card as an output of a cell."""
    data = {"text/plain": card.text(), "text/html": card.html()}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _notes(report: Report, cell: Cell) -> list[dict[str, Any]]:
    """Return the notes for the grader below a solution cell."""
    exercise: ExerciseResult | None = next((e for e in report.exercises if e.id == grade_id(cell)), None)
    if exercise is None or cell_role(cell) is not Role.SOLUTION:
        return []
    note = failure_note(exercise, cell["source"])
    return [note] if note else []


def _manual_answer(report: Report, graded_cell: Cell) -> Cell:
    """Return a cell whose checksum says whether it is as handed out.

    nbgrader gives 0 to a manual answer with the checksum of its text, and lists any other for a person.
    """
    cell = dict(graded_cell, source=safe_markdown(graded_cell["source"]))
    marks = {key: value for key, value in cell["metadata"]["nbgrader"].items() if key != "checksum"}
    cell["metadata"] = {**cell["metadata"], "nbgrader": marks}
    if grade_id(cell) not in {answer.id for answer in report.manual_answers if answer.is_written}:
        marks["checksum"] = compute_checksum(nbformat.from_dict(cell))
    return cell


def _result(report: Report, name: str) -> dict[str, Any]:
    """Return the output of a check cell: nbgrader reads the score in its plain text, people read the card."""
    try:
        score, _ = report.points_of(name)
    except KeyError:
        score = 0
    data = {"text/plain": str(score), "text/html": result_card(report, name).html()}
    return {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}
