"""File names for students' names: safe, and different for different students."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.files import safe_file_name


@pytest.mark.parametrize("student", ["wei, li", "a/b", "..", ".hidden", "zoë 🚀", "x" * 400, "a\0b", "\ud800"])
def test_a_file_name_stays_in_its_folder(student: str, tmp_path: Path) -> None:
    name = safe_file_name(student)
    path = tmp_path / f"{name}.json"
    path.write_text("{}")

    assert path.parent == tmp_path
    assert not name.startswith(".")


def test_different_students_have_different_file_names() -> None:
    names = ["a/b", "a_b", "a%2Fb", "x" * 400, "x" * 401, "A", "a"]

    assert len({safe_file_name(name) for name in names}) == len(names)
