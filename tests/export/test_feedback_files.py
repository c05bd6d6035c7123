"""Feedback archives: each page lies where the platform looks for that student's, under the names of its download."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.export.feedback_files import download_entries, find_page, paths_of_download
from autograder.export.zip_archive import zip_archive
from tests.classroom_results import put

CANVAS = [
    "doejane_101_9001_training-loop-1.ipynb",
    "doejane_101_9002_predictions.json",
    "lovelaceada_LATE_102_9003_link.ipynb",
    "leekim_103_9004_training-loop.ipynb",
    "leekim_104_9005_training-loop.ipynb",
]
MOODLE = [
    "Jane Doe_501_assignsubmission_file/training-loop.ipynb",
    "Jane Doe_501_assignsubmission_onlinetext/onlinetext.html",
    "עמי 🚀_502_assignsubmission_file/training-loop.ipynb",
    "O'Brien Seán_503_assignsubmission_file/deep/training-loop.ipynb",
]
BRIGHTSPACE = [
    "123-456 - Jane Doe - Mar 1, 2027 930 PM/training-loop.ipynb",
    "123-456 - Jane Doe - Mar 3, 2027 1130 AM/training-loop.ipynb",
    "124-456 - Ada Lovelace - Mar 1, 2027 930 PM/training-loop.ipynb",
]


def canvas_ids(name: str) -> list[str]:
    """Return the ids of student and file by the rule of Canvas's `infer_comment_context_from_filename`."""
    parts = name.split("_")
    assert not parts[-1].startswith("link")
    return [part for part in parts if re.fullmatch(r"\d+", part)][:2]


def moodle_target(path: str) -> tuple[str, str, str, str]:
    """Return participant, plugin and file by the rule of Moodle's `importziplib.php`."""
    folder, _, file = path.partition("/")
    name, number, kind, plugin, *rest = folder.split("_", 4)
    assert number.isdigit()
    assert name
    return number, kind, plugin, file or rest[0]


def test_canvas_finds_the_student_and_the_submitted_file() -> None:
    paths, missing = paths_of_download(CANVAS, ["doejane", "lovelaceada", "leekim-104", "leekim", "nobody"])

    assert {student: canvas_ids(path) for student, path in paths.items()} == {
        "doejane": ["101", "9001"],
        "lovelaceada": ["102", "9003"],
        "leekim-104": ["104", "9005"],
    }
    assert paths["doejane"] == "doejane_101_9001_feedback.html"
    assert missing.keys() == {"leekim", "nobody"}
    assert "rows fit" in missing["leekim"]


@pytest.mark.parametrize("flat", [False, True], ids=["folders", "all in one name"])
def test_moodle_finds_the_participant_and_the_plugin(flat: bool) -> None:
    names = [path.replace("/", "_") if flat else path.partition("/")[0] for path in MOODLE]
    paths, missing = paths_of_download(names, ["Jane Doe", "עמי 🚀", "O%27Brien Seán"])

    assert {student: moodle_target(path) for student, path in paths.items()} == {
        "Jane Doe": ("501", "assignsubmission", "file", "feedback.html"),
        "עמי 🚀": ("502", "assignsubmission", "file", "feedback.html"),
        "O%27Brien Seán": ("503", "assignsubmission", "file", "feedback.html"),
    }
    assert not missing


def test_brightspace_finds_the_folder_of_the_last_attempt() -> None:
    paths, _ = paths_of_download([path.partition("/")[0] for path in BRIGHTSPACE], ["Jane Doe", "Ada Lovelace"])

    assert paths == {
        "Jane Doe": "123-456 - Jane Doe - Mar 3, 2027 1130 AM/feedback.html",
        "Ada Lovelace": "124-456 - Ada Lovelace - Mar 1, 2027 930 PM/feedback.html",
    }


def test_names_of_no_platform_are_refused() -> None:
    with pytest.raises(UsageError, match="no names of a platform"):
        paths_of_download(["ada", "eve"], ["ada"])


@pytest.mark.parametrize("inner", ["", "assignment-1/"], ids=["top", "in one folder"])
def test_a_download_is_an_archive_or_its_folder(tmp_path: Path, inner: str) -> None:
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
        for path in (*MOODLE, "../escape.txt"):
            archive.writestr(inner + path, "{}")
    for path in MOODLE:
        put(tmp_path / "download" / inner / path)
    names = {path.partition("/")[0] for path in MOODLE}

    assert names <= set(download_entries(tmp_path / "download.zip"))
    assert names <= set(download_entries(tmp_path / "download"))


def test_a_page_is_that_of_grade_out_or_of_nbgrader(tmp_path: Path) -> None:
    put(tmp_path / "reports" / "wei%2C li.html", b"a")
    put(tmp_path / "feedback" / "ada" / "gradient" / "gradient.html", b"b")
    (tmp_path / "reports" / "eve.html").symlink_to(tmp_path / "reports" / "wei%2C li.html")

    assert find_page(tmp_path / "reports", "wei, li", "gradient") == b"a"
    assert find_page(tmp_path / "feedback", "ada", "gradient") == b"b"
    assert find_page(tmp_path / "reports", "eve", "gradient") is None
    assert find_page(tmp_path / "reports", "../reports/eve", "gradient") is None


def test_an_archive_keeps_names_and_modes_and_is_the_same_each_time() -> None:
    files = {"עמי 🚀_1_assignsubmission_file/feedback.html": b"a", "run": b"#!"}
    data = zip_archive(files, ["run"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = {info.filename: (archive.read(info), info.external_attr >> 16 & 0o777) for info in archive.infolist()}

    assert content == {name: (text, 0o755 if name == "run" else 0o644) for name, text in files.items()}
    assert zip_archive(dict(reversed(files.items())), ["run"]) == data
