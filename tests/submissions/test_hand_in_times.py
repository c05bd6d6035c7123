"""When a submission was handed in, as far as its files tell."""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.submissions.discovery import FoundSubmission, discover
from autograder.submissions.expected_notebook import ExpectedNotebook
from autograder.submissions.hand_in_times import hand_in_time, parse_timestamp

UNIT = "training-loop"
NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
TIME = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a student's notebook."""
    folder = tmp_path / "submitted" / "ada" / UNIT
    folder.mkdir(parents=True)
    (folder / f"{UNIT}.ipynb").write_text(NOTEBOOK)
    os.utime(folder / f"{UNIT}.ipynb", (TIME.timestamp(), TIME.timestamp()))
    return folder


def submission(path: Path) -> FoundSubmission:
    (result,) = discover([path], ExpectedNotebook(UNIT)).submissions
    return result


def test_it_is_the_time_of_the_file(folder: Path) -> None:
    assert hand_in_time(submission(folder.parents[1])) == TIME


def test_the_timestamp_of_nbgrader_comes_first(folder: Path) -> None:
    (folder / "timestamp.txt").write_text("2027-02-28 10:00:00.123456 UTC")

    assert hand_in_time(submission(folder.parents[1])) == datetime(2027, 2, 28, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "9999-99-99 00:00:00 UTC", "2027-02-28 10:00:00 UTC" * 100, "\0\ud800"]
)
def test_a_timestamp_that_is_none_is_ignored(folder: Path, text: str) -> None:
    (folder / "timestamp.txt").write_bytes(text.encode("utf-8", "surrogatepass"))

    assert hand_in_time(submission(folder.parents[1])) == TIME


def test_a_link_in_its_place_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_text("2027-02-28 10:00:00 UTC")
    (folder / "timestamp.txt").symlink_to(tmp_path / "elsewhere.txt")

    assert hand_in_time(submission(folder.parents[1])) == TIME


def test_a_clone_does_not_tell(folder: Path) -> None:
    (folder / ".git").mkdir()

    assert hand_in_time(submission(folder.parents[1])) is None


def test_an_archive_does_not_tell(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        archive.writestr(f"{UNIT}.ipynb", NOTEBOOK)

    assert hand_in_time(submission(tmp_path / "ada.zip")) is None


@pytest.mark.parametrize(
    "text", ["2027-03-01 12:00:00.5 UTC", "2027-03-01T12:00:00Z", "2027-03-01 12:00:00", "2027-03-01 13:00:00 +0100"]
)
def test_timestamps_have_a_zone_or_are_in_utc(text: str) -> None:
    assert parse_timestamp(text) == TIME
