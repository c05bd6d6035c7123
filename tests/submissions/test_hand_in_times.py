"""When a submission was handed in, as far as its files tell."""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from autograder.submissions.discovery import FoundSubmission, discover
from autograder.submissions.expected_notebook import ExpectedNotebook
from autograder.submissions.hand_in_times import hand_in_time, parse_timestamp, reliable_time
from tests.git import commit_at

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


def test_a_clone_that_git_cannot_read_does_not_tell(folder: Path) -> None:
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


BERLIN = timezone(timedelta(hours=1))
LATER = TIME + timedelta(days=1)


def reliable(path: Path) -> tuple[datetime, str] | None:
    result = reliable_time(submission(path), BERLIN)
    return (result.time, result.source) if result else None


class TestReliableTime:
    def test_is_not_that_of_the_file(self, folder: Path) -> None:
        assert reliable(folder.parents[1]) is None

    def test_is_in_timestamp_txt(self, folder: Path) -> None:
        (folder / "timestamp.txt").write_text("2027-03-01 12:00:00 UTC")

        assert reliable(folder.parents[1]) == (TIME, "timestamp.txt")

    def test_of_a_clone_is_that_of_the_last_commit_to_the_notebook(self, folder: Path) -> None:
        commit_at(folder, TIME)
        (folder / "README.md").write_text("finished")
        commit_at(folder, LATER)

        assert reliable(folder.parents[1]) == (TIME, "the last commit")

    def test_of_a_clone_counts_commits_to_the_predictions(self, folder: Path) -> None:
        commit_at(folder, TIME)
        (folder / "predictions.json").write_text("{}")
        commit_at(folder, LATER)

        assert reliable(folder.parents[1]) == (LATER, "the last commit")

    def test_is_the_later_one_where_a_student_could_have_written_either(self, folder: Path) -> None:
        (folder / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC")
        commit_at(folder, TIME)

        assert reliable(folder.parents[1]) == (TIME, "the last commit")

        (folder / "timestamp.txt").write_text("2027-03-02 12:00:00 UTC")
        assert reliable(folder.parents[1]) == (LATER, "timestamp.txt")

    @pytest.mark.parametrize(
        "name",
        [
            f"HW_jdoe_attempt_2027-03-01-13-00-00_{UNIT}.ipynb",
            f"123-456 - Jane Doe - Mar 1, 2027 100 PM/{UNIT}.ipynb",
            f"HW_jdoe_attempt_2027-03-01-13-00-00_x_attempt_2020-01-01-00-00-00_{UNIT}.ipynb",
        ],
    )
    def test_of_a_download_is_the_platforms_in_the_zone_of_the_due_date(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "class" / name).parent.mkdir(parents=True)
        (tmp_path / "class" / name).write_text(NOTEBOOK)

        assert reliable(tmp_path / "class") == (TIME, "the name of the download")

    def test_of_a_download_with_archives_is_in_the_name_of_the_archive(self, tmp_path: Path) -> None:
        (tmp_path / "class").mkdir()
        for student in ("jdoe", "rroe"):
            name = f"HW_{student}_attempt_2027-03-01-13-00-00_{UNIT}.zip"
            with zipfile.ZipFile(tmp_path / "class" / name, "w") as archive:
                archive.writestr(f"{UNIT}.ipynb", NOTEBOOK)
        submissions = discover([tmp_path / "class"], ExpectedNotebook(UNIT)).submissions
        times = [reliable_time(submission, BERLIN) for submission in submissions]

        assert [time.time for time in times if time] == [TIME, TIME]

    @pytest.mark.parametrize("file", [f"x_attempt_2020-01-01-00-00-00_{UNIT}.ipynb", f"{UNIT}.ipynb"])
    def test_of_a_download_is_never_what_a_student_wrote(self, tmp_path: Path, file: str) -> None:
        folder = tmp_path / "class" / "Jane Doe_123_assignsubmission_file"
        folder.mkdir(parents=True)
        (folder / file).write_text(NOTEBOOK)
        (folder / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC")

        assert reliable(tmp_path / "class") is None
