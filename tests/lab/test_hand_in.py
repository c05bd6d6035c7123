"""`lab.hand_in` writes one file that the grader accepts, and says before the upload what is missing."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lab
import pytest
from lab.display import frontend
from lab.functions import hand_in as module
from lab.overview import course_outline
from lab.overview.course_outline import CourseOutline, UnitOutline
from lab.predicting.prediction_text import Prediction, format_entries

from autograder.submissions.discovery import find_submissions

UNIT, OTHER = "first-steps", "next-steps"
STEP = "def step(x):\n    return x + 1"
PREDICTIONS = format_entries({"where": Prediction("here", "2027-02-01T10:00:00+00:00", "because")})


@pytest.fixture
def card(printed: Callable[[], str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Hand in from a folder with these files, and return the text of the card."""
    outline = CourseOutline(
        units=(UnitOutline(UNIT, "Steps", 60, exercises=("step",), predictions=("where",)), UnitOutline(OTHER, "Next"))
    )
    monkeypatch.setattr(course_outline, "read", lambda: outline)

    def card(unit: str | None = UNIT, **files: str) -> str:
        for name, text in files.items():
            (folder / name.replace("__", ".").replace("_", "-")).write_text(text, encoding="utf-8")
        printed()
        lab.hand_in(unit)
        return printed()

    return card


def notebook(source: str = STEP, **fields: Any) -> str:
    cell = {"id": "step", "cell_type": "code", "source": source.splitlines(keepends=True), "outputs": [], **fields}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


def members(folder: Path) -> dict[str, str]:
    with zipfile.ZipFile(folder / f"{UNIT}-hand-in.zip") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_file_holds_the_notebook_and_the_predictions(card: Callable[..., str], folder: Path) -> None:
    text = card(first_steps__ipynb=notebook(), predictions__json=PREDICTIONS)

    assert members(folder) == {f"{UNIT}.ipynb": notebook(), "predictions.json": PREDICTIONS}
    assert "ready to hand in" in text
    assert "Upload `first-steps-hand-in.zip`" in text
    assert "look again" not in text
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".first")]


def test_the_grader_finds_the_notebook_in_it(card: Callable[..., str], folder: Path) -> None:
    card(first_steps__ipynb=notebook(), predictions__json=PREDICTIONS)
    submitted = folder / "submitted" / "ada" / UNIT
    submitted.mkdir(parents=True)
    (folder / f"{UNIT}-hand-in.zip").rename(submitted / f"{UNIT}-hand-in.zip")
    (submission,) = find_submissions(folder / "submitted", UNIT)

    assert submission.read() == (notebook().encode(), {"predictions.json": PREDICTIONS.encode()})


def test_in_a_browser_it_is_downloaded_first(
    card: Callable[..., str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(frontend, "is_in_browser", lambda: True)
    monkeypatch.setattr(frontend, "DRIVE", folder)
    text = card(first_steps__ipynb=notebook())

    assert "Download `first-steps-hand-in.zip`: right-click it in the list of files" in text


def test_a_private_window_is_named_where_no_file_can_be_reached(
    card: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frontend, "is_in_browser", lambda: True)

    assert "Is it a private window?" in card()


def test_the_same_work_gives_the_same_bytes(card: Callable[..., str], folder: Path) -> None:
    target = folder / f"{UNIT}-hand-in.zip"
    card(first_steps__ipynb=notebook())
    first = target.read_bytes()
    card()

    assert target.read_bytes() == first


def test_missing_predictions_are_told(card: Callable[..., str]) -> None:
    assert "There is no `predictions.json`: without it no prediction counts" in card(first_steps__ipynb=notebook())


def test_damaged_predictions_are_told(card: Callable[..., str]) -> None:
    assert "`predictions.json` is damaged" in card(first_steps__ipynb=notebook(), predictions__json=PREDICTIONS[:-40])


def test_a_notebook_that_was_not_saved_is_told(
    card: Callable[..., str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    source = folder / "cell.py"
    source.write_text(STEP + "\n", encoding="utf-8")
    names: dict[str, Any] = {}
    exec(compile(STEP + "\n", str(source), "exec"), names)
    monkeypatch.setattr(sys.modules["__main__"], "step", names["step"], raising=False)

    assert "older than `step`. Save it" in card(first_steps__ipynb=notebook("def step(x):\n    return x"))
    assert "older than" not in card(first_steps__ipynb=notebook())


class TestColab:
    """Colab keeps the notebook elsewhere; in the folder is only the copy that was uploaded."""

    @pytest.fixture
    def page(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
        """What Colab answers when it is asked for the notebook on its page."""
        page: dict[str, Any] = {}
        message = SimpleNamespace(blocking_request=lambda *_, **__: {"ipynb": page["notebook"]})
        monkeypatch.setitem(sys.modules, "google.colab", SimpleNamespace(_message=message))
        monkeypatch.setitem(sys.modules, "google.colab._message", message)
        return page

    @pytest.mark.parametrize("files", [{"first_steps__ipynb": notebook("def step(x): ...")}, {}], ids=["copy", "none"])
    def test_the_notebook_on_the_page_is_handed_in(
        self, page: dict[str, Any], card: Callable[..., str], folder: Path, files: dict[str, str]
    ) -> None:
        page["notebook"] = json.loads(notebook(f"lab.start('{UNIT}')\n\n{STEP}"))
        text = card(**files)

        assert "look again" in text  # that there are no predictions
        assert "Colab" not in text
        assert json.loads(members(folder)[f"{UNIT}.ipynb"]) == page["notebook"]

    @pytest.mark.parametrize(
        "answer", [None, {}, {"cells": []}, json.loads(notebook("lab.start('next-steps')"))], ids=str
    )
    def test_without_an_answer_of_this_unit_the_student_downloads_it(
        self, page: dict[str, Any], card: Callable[..., str], folder: Path, answer: Any
    ) -> None:
        page["notebook"] = answer
        text = card(first_steps__ipynb=notebook())

        assert "choose File, Download, Download .ipynb" in text
        assert members(folder)[f"{UNIT}.ipynb"] == notebook()


def test_a_file_that_is_too_large_for_many_platforms_is_told(
    card: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGE_FILE_BYTES", 100)

    assert "Clear the outputs of all cells" in card(first_steps__ipynb=notebook())


def test_without_a_unit_the_only_notebook_here_is_handed_in(card: Callable[..., str]) -> None:
    assert "ready to hand in" in card(None, first_steps__ipynb=notebook())
    assert "lab.hand_in('first-steps')" in card(None, next_steps__ipynb=notebook())


@pytest.mark.parametrize(
    ("unit", "words"),
    [(UNIT, "There is no `first-steps.ipynb`"), ("first-step", "first-steps"), (None, "Say which")],
)
def test_what_cannot_be_handed_in_is_told_and_writes_nothing(
    card: Callable[..., str], folder: Path, unit: str | None, words: str
) -> None:
    assert words in card(unit)
    assert not list(folder.glob("*.zip"))


def test_a_folder_that_cannot_be_written_is_told(card: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(module.file_lock, "replace_file", refuse)

    assert "could not be written (Read-only file system)" in card(first_steps__ipynb=notebook())
