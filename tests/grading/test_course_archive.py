"""The archive of a course: the same files give the same bytes, and nothing is written outside the folder."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.course_archive import CourseArchive


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a few files of a course, and some that do not belong to it."""
    files = ("course.yml", "source/unit/unit.ipynb", "hidden_checks/unit/test_unit.py", "student/lab/data/räume.csv")
    strangers = ("gradebook.db", "submitted/ann/unit.ipynb", "hidden_checks/__pycache__/a.pyc")
    for name in (*files, *strangers):
        path = tmp_path / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path / "course"


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_it_has_what_grading_reads_and_nothing_else(root: Path, tmp_path: Path) -> None:
    CourseArchive.pack(root).unpack(tmp_path / "copy")

    assert names(tmp_path / "copy") == [
        "course.yml",
        "hidden_checks/unit/test_unit.py",
        "source/unit/unit.ipynb",
        "student/lab/data/räume.csv",
    ]
    assert (tmp_path / "copy" / "course.yml").read_text() == "course.yml"


def test_other_users_cannot_read_it(root: Path, tmp_path: Path) -> None:
    CourseArchive.pack(root).unpack(tmp_path / "copy")

    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o700


def test_the_same_files_elsewhere_and_later_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    archive = CourseArchive.pack(root)
    (root / "course.yml").touch()
    root.rename(tmp_path / "moved")

    assert CourseArchive.pack(tmp_path / "moved") == archive


def test_another_name_or_content_gives_another_hash(root: Path) -> None:
    digests = {CourseArchive.pack(root).digest}
    (root / "course.yml").write_text("another", encoding="utf-8")
    digests.add(CourseArchive.pack(root).digest)
    (root / "source" / "unit").rename(root / "source" / "other")
    digests.add(CourseArchive.pack(root).digest)

    assert len(digests) == 3


def archive_with(name: str) -> CourseArchive:
    """Return an archive with one file, and the hash that belongs to it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, b"content")
    digest = hashlib.sha256(hashlib.sha256(name.encode()).digest() + hashlib.sha256(b"content").digest())
    return CourseArchive(digest.hexdigest(), buffer.getvalue())


@pytest.mark.parametrize(
    "name",
    ["../outside", "/tmp/outside", "source/../../outside", "source\\..\\outside", "C:outside", "./outside", "a//b"],
)
def test_a_name_that_leads_outside_is_refused_before_anything_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lies outside"):
        archive_with(name).unpack(tmp_path / "copy")

    assert not list(tmp_path.iterdir())


def test_a_plain_name_is_not_refused(tmp_path: Path) -> None:
    archive_with("source/inside").unpack(tmp_path / "copy")

    assert names(tmp_path / "copy") == ["source/inside"]


def test_a_content_that_does_not_fit_its_hash_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="another content"):
        CourseArchive("0" * 64, CourseArchive.pack(root).data).unpack(tmp_path / "copy")

    assert not (tmp_path / "copy").exists()
