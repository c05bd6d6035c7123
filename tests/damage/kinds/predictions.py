"""Damage to the saved predictions: encodings, names, merges. The notebook is right."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course.notebook import Notebook
from tests.damage.damage_kind import ALL, NOTEBOOK_NAME, PREDICTED, PREDICTIONS_NAME, file_bytes, kind_of_files


def files(notebook: Notebook, predictions: bytes, name: str = PREDICTIONS_NAME) -> dict[str, bytes]:
    return {NOTEBOOK_NAME: file_bytes(notebook), name: predictions}


@kind_of_files("predictions.json with a byte order mark", message="'predictions.json': the file began with a byte")
def predictions_with_byte_order_mark(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return files(notebook, b"\xef\xbb\xbf" + predictions)


@kind_of_files("predictions.json in UTF-16", message="'predictions.json': the file began with a byte")
def predictions_in_utf_16(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return files(notebook, predictions.decode().encode("utf-16"))


@kind_of_files("predictions (1).json, from a browser", message="it was read as predictions.json")
def predictions_from_browser(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return files(notebook, predictions, "predictions (1).json")


@kind_of_files("predictions-1.json, from Canvas", message="it was read as predictions.json")
def predictions_from_canvas(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return files(notebook, predictions, "predictions-1.json")


@kind_of_files("predictions.json.txt, from Windows", message="it was read as predictions.json")
def predictions_from_windows(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return files(notebook, predictions, "predictions.json.txt")


@kind_of_files(
    "predictions.json with an unresolved merge", message="'predictions.json': the file held an unresolved merge"
)
def predictions_with_merge_conflict(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return files(notebook, b"<<<<<<< HEAD\n%b\n=======\n{}\n>>>>>>> origin/main\n" % predictions.strip())


@kind_of_files("predictions.json cut off", message="whole predictions were saved")
def predictions_cut_off(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return files(notebook, predictions.rstrip()[:-2])


@kind_of_files("predictions.json without any JSON", score=ALL - PREDICTED, message="'predictions.json' cannot be read")
def predictions_without_json(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return files(notebook, b"<!DOCTYPE html>")


@kind_of_files("no predictions.json", score=ALL - PREDICTED, message="no predictions.json was handed in")
def no_predictions(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
    return {NOTEBOOK_NAME: file_bytes(notebook)}
