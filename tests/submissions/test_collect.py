"""Submissions copied from clones and downloads: the declared files and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.submissions import collect
from autograder.submissions.collect import REASON_FILE, CollectedSubmission, collect_submissions
from autograder.submissions.discovery import find_submissions
from tests.classroom_results import UNIT, put
from tests.git import commit_at


def collect_all(source: Path, target: Path) -> list[CollectedSubmission]:
    return list(collect_submissions(find_submissions(source, UNIT), UNIT, target))


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "class"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "submitted"


def test_only_the_declared_files_are_copied(tmp_path: Path, target: Path) -> None:
    clone = tmp_path / "loops-submissions" / "loops-ada"
    for name in (f"{UNIT}.ipynb", "predictions.json", "conftest.py", "lab/check.py", ".github/workflows/x.yml"):
        put(clone / name)
    submissions = collect_all(tmp_path, target)

    assert [(submission.student, submission.files) for submission in submissions] == [
        ("ada", (f"{UNIT}.ipynb", "predictions.json"))
    ]
    assert sorted(path.relative_to(target).as_posix() for path in files_in(target)) == [
        f"ada/{UNIT}/predictions.json",
        f"ada/{UNIT}/{UNIT}.ipynb",
    ]


def test_the_time_of_the_last_commit_is_kept_for_nbgrader_and_a_students_file_is_not(
    tmp_path: Path, target: Path
) -> None:
    clone = tmp_path / "loops-submissions" / "loops-ada"
    put(clone / f"{UNIT}.ipynb")
    put(clone / "timestamp.txt", b"2020-01-01 00:00:00 UTC")
    commit_at(clone, datetime(2027, 3, 1, 12, tzinfo=UTC))
    collect_all(tmp_path, target)

    assert (target / "ada" / UNIT / "timestamp.txt").read_text() == "2027-03-01 12:00:00.000000 UTC"


def test_links_are_not_followed_and_missing_submissions_are_named(source: Path, target: Path) -> None:
    put(source / "ada" / f"{UNIT}.ipynb", b"ada's")
    (source / "eve").mkdir()
    (source / "eve" / f"{UNIT}.ipynb").symlink_to("../ada/training-loop.ipynb")
    (source / "mallory").mkdir()
    (source / "mallory" / UNIT).symlink_to("../ada")
    problems = {submission.student: submission.problem for submission in collect_all(source, target)}

    assert problems == {
        "ada": "",
        "eve": "no notebook was handed in ('training-loop.ipynb': links are not followed)",
        "mallory": "no notebook was handed in ('training-loop': links are not followed)",
    }
    assert [submission.student for submission in find_submissions(target, UNIT)] == ["ada", "eve", "mallory"]
    assert (target / "eve" / REASON_FILE).read_text() == f"{UNIT}: {problems['eve']}\n"


@pytest.mark.parametrize("student", ["a\nb", "...", "-rf", "CON", "a%2Fb", "ü" * 90])
def test_no_folder_name_leads_out_of_the_target(source: Path, target: Path, student: str) -> None:
    put(source / student / f"{UNIT}.ipynb")
    collect_all(source, target)

    assert [path.parent.parent.parent for path in files_in(target)] == [target]


def test_a_notebook_that_is_too_large_is_left_out(source: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "LARGEST_NOTEBOOK", 1 << 20)
    put(source / "ada" / f"{UNIT}.ipynb", b" " * (1 << 20))
    put(source / "blaise" / f"{UNIT}.ipynb")
    problems = {submission.student: submission.problem for submission in collect_all(source, target)}

    assert problems == {"ada": "the notebook is larger than 1 MB", "blaise": ""}


def test_a_second_run_replaces_the_files_of_the_first(source: Path, target: Path) -> None:
    notebook = put(source / "ada" / f"{UNIT}.ipynb", b"first")
    predictions = put(source / "ada" / "predictions.json")
    collect_all(source, target)
    notebook.write_bytes(b"second")
    predictions.unlink()
    put(target / "ada" / "gradient" / "gradient.ipynb")
    collect_all(source, target)

    assert {path.name: path.read_bytes() for path in files_in(target)} == {
        f"{UNIT}.ipynb": b"second",
        "gradient.ipynb": b"{}",
    }


def test_two_submissions_by_one_student_are_refused(tmp_path: Path, target: Path) -> None:
    for folder in ("a", "b"):
        put(tmp_path / folder / "ada" / f"{UNIT}.ipynb")
    submissions = find_submissions(tmp_path / "a", UNIT) + find_submissions(tmp_path / "b", UNIT)

    with pytest.raises(UsageError, match="two submissions are by 'ada'"):
        list(collect_submissions(submissions, UNIT, target))
