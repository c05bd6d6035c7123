"""Several notebooks in one folder: one of them holds the work."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.points import read_release
from tests.damage.damage_kind import NOTEBOOK_NAME, PREDICTIONS_NAME, UNIT, file_bytes, kind_of_files

SCRATCH = b'{"cells": [{"cell_type": "code", "source": "2 + 2"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def untouched() -> bytes:
    return file_bytes(read_release(Course.load().unit(UNIT)))


@kind_of_files(
    "an untouched notebook beside the worked copy (Jupyter)", message="'training-loop-Copy1.ipynb' was graded"
)
def worked_copy(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return {
        NOTEBOOK_NAME: untouched(),
        f"{UNIT}-Copy1.ipynb": file_bytes(notebook),
        PREDICTIONS_NAME: predictions,
    }


@kind_of_files("two downloads of one name (browser)", message="'training-loop (2).ipynb' was graded")
def two_downloads(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    data = file_bytes(notebook)
    return {f"{UNIT} (1).ipynb": data, f"{UNIT} (2).ipynb": data, PREDICTIONS_NAME: predictions}


@kind_of_files("another letter case beside a scratch notebook", message="'Training-Loop.ipynb' was graded")
def letter_case(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return {"Training-Loop.ipynb": file_bytes(notebook), "scratch.ipynb": SCRATCH, PREDICTIONS_NAME: predictions}


@kind_of_files("a name of one's own beside the resource fork of macOS")
def resource_fork(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return {
        "my work.ipynb": file_bytes(notebook),
        "._my work.ipynb": b"\x00\x05\x16\x07",
        PREDICTIONS_NAME: predictions,
    }


@kind_of_files("a ZIP archive of the folder")
def archive(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{UNIT}/{NOTEBOOK_NAME}", file_bytes(notebook))
        archive.writestr(f"{UNIT}/{PREDICTIONS_NAME}", predictions)
    return {"homework.zip": file.getvalue()}
