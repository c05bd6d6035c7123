"""Edits of cells that belong to the course."""

from __future__ import annotations

from autograder.course.notebook import Notebook
from tests.damage.damage_kind import file_bytes, find, kind


@kind("a given cell edited", message="cell 'setup' had been edited")
def given_edited(notebook: Notebook) -> bytes:
    find(notebook, "setup")["source"] = "import numpy as np"
    return file_bytes(notebook)


@kind("a check cell edited", message="cell 'train_step-check' had been edited")
def check_edited(notebook: Notebook) -> bytes:
    find(notebook, "train_step-check")["source"] = "6"
    return file_bytes(notebook)


@kind("points edited", message="cell 'train_step-check' claimed 400 points")
def points_edited(notebook: Notebook) -> bytes:
    find(notebook, "train_step-check")["metadata"]["nbgrader"]["points"] = 400
    return file_bytes(notebook)


@kind("nbgrader metadata with wrong types", message="cell 'train_step' had lost its name")
def metadata_mistyped(notebook: Notebook) -> bytes:
    cell = find(notebook, "train_step")
    cell["metadata"]["nbgrader"] = {"grade_id": 7, "solution": "yes", "locked": None}
    cell["id"] = ["train_step"]
    return file_bytes(notebook)
