"""`nbgrader autograde` copies regular files of a submission, few enough, and none in the course's way."""

from __future__ import annotations

import inspect
import os
from pathlib import Path

import pytest
from nbgrader import utils
from nbgrader.converters import Autograde, base

from autograder.nbgrader import copied_files
from autograder.nbgrader.copied_files import MAX_DEPTH, MAX_FILES, find_files, is_ignored, limit_copied_files
from tests.attacks.hostile_folders import FOLDERS

IGNORED = [".ipynb_checkpoints", "*.pyc", "__pycache__", "*.ipynb"]
STOCK_IS_IGNORED = utils.is_ignored


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """A submission with a notebook, files of the course and one of the student's own."""
    folder = tmp_path / "submitted"
    for name in ("unit.ipynb", "table.csv", "data/numbers.csv", "mine.txt", "predictions.json", "old.pyc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The course's folder."""
    folder = tmp_path / "source"
    for name in ("table.csv", "data/numbers.csv", "images/plot.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def names_in(submission: Path, source: Path) -> tuple[list[str], list[str]]:
    """Return the names of the files to copy, and the warnings."""
    warnings: list[str] = []
    paths = find_files(submission, IGNORED, source, warnings.append)
    return [Path(path).relative_to(submission).as_posix() for path in paths], warnings


def test_ordinary_files_are_copied(submission: Path, source: Path) -> None:
    assert names_in(submission, source) == (["mine.txt", "predictions.json", "table.csv", "data/numbers.csv"], [])


@pytest.mark.parametrize("damage", sorted(set(FOLDERS) - {"file-for-folder", "pipe-for-notebook"}))
@pytest.mark.timeout(60)
def test_no_folder_takes_quadratic_time_or_stops(damage: str, submission: Path, source: Path) -> None:
    FOLDERS[damage](submission)
    names, _ = names_in(submission, source)

    assert len(names) <= MAX_FILES
    assert all((submission / name).is_file() for name in names)
    assert "mine.txt" in names


def test_many_files_are_told(submission: Path, source: Path) -> None:
    FOLDERS["many-files"](submission)
    names, warnings = names_in(submission, source)

    assert len(names) == MAX_FILES
    assert warnings == ["only 2,000 of its files are copied: it has more files or bytes than that"]


def test_many_bytes_are_told(submission: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copied_files, "MAX_BYTES", 20)
    names, warnings = names_in(submission, source)

    assert names == ["mine.txt"]
    assert warnings == ["only 1 of its files are copied: it has more files or bytes than that"]


def test_links_are_told_and_never_followed(submission: Path, source: Path) -> None:
    for name, target in {"zeros": "/dev/zero", "other": str(source / "table.csv"), "nothing": "absent"}.items():
        (submission / name).symlink_to(target)
    (submission / "linked").symlink_to(source)
    names, warnings = names_in(submission, source)

    assert not {"zeros", "other", "nothing"} & set(names)
    assert not [name for name in names if name.startswith("linked")]
    assert "'zeros' is a link: it was not copied" in warnings


def test_a_file_where_the_course_has_a_folder_is_left_out(submission: Path, source: Path) -> None:
    (submission / "images").write_text("I am a file")

    assert "images" not in names_in(submission, source)[0]


def test_a_folder_where_the_course_has_a_file_is_left_out(submission: Path, source: Path) -> None:
    FOLDERS["folder-for-file"](submission)

    assert "table.csv/inside.txt" not in names_in(submission, source)[0]


def test_pipes_are_left_out(submission: Path, source: Path) -> None:
    os.mkfifo(submission / "pipe.txt")

    assert "pipe.txt" not in names_in(submission, source)[0]


def test_deep_folders_are_left_out(submission: Path, source: Path) -> None:
    for depth in (MAX_DEPTH, MAX_DEPTH + 1):
        path = submission.joinpath(*"d" * depth, f"{depth}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    names, _ = names_in(submission, source)

    assert [name.rpartition("/")[2] for name in names if name.startswith("d/")] == ["10.txt"]


@pytest.mark.parametrize(
    "pattern", ["*.pyc", "*", ".*", "[ab].txt", "?.txt", "a.txt", ".hidden", "data/*.txt", "A.txt"]
)
def test_names_are_matched_as_nbgrader_matches_them(pattern: str, tmp_path: Path) -> None:
    names = ["a.txt", "b.pyc", ".hidden", "A.csv", "data"]
    for name in names:
        (tmp_path / name).touch()
    paths = [str(tmp_path / name) for name in names]

    assert [is_ignored(path, [pattern]) for path in paths] == [STOCK_IS_IGNORED(path, [pattern]) for path in paths]
    assert is_ignored("a.txt", None) is False


def test_nbgraders_search_is_replaced_only_while_a_submission_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(utils, "is_ignored", utils.is_ignored)
    monkeypatch.setattr(Autograde, "init_assignment", inspect.unwrap(Autograde.init_assignment))
    stock = base.find_all_files
    limit_copied_files()
    limit_copied_files()

    assert base.find_all_files is stock
    assert utils.is_ignored is is_ignored
    assert not hasattr(Autograde.init_assignment.__wrapped__, "__wrapped__")
