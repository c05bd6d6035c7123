"""What a grading process may read: its own unit, what that borrows from another, and nothing else of other units."""

from __future__ import annotations

import os
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from autograder.authoring.course_copy import copy_course
from autograder.grading.readable_files import compile_modules, readable_files
from tests.real_course import COURSE

ROOT = Path(__file__).parents[2]


def paths_of(unit: str) -> set[str]:
    course_files = (Path(path) for path in readable_files(COURSE, COURSE.unit(unit)))
    return {path.relative_to(ROOT).as_posix() for path in course_files if path.is_relative_to(ROOT)}


def test_cases_that_a_unit_borrows_from_another_can_be_read() -> None:
    paths = paths_of("autodiff")

    assert {"hidden_checks/autodiff", "hidden_checks/training_loop/cases.py"} <= paths
    assert "hidden_checks/training_loop/__init__.py" in paths


@pytest.mark.parametrize("unit", [unit.id for unit in COURSE.units])
def test_nothing_else_of_other_units_can(unit: str) -> None:
    other_units = [other for other in COURSE.units if other.id != unit]
    folders = {other.checks.relative_to(ROOT).as_posix() for other in other_units}
    notebooks = {other.source.parent.relative_to(ROOT).as_posix() for other in other_units}
    checks = {path for path in paths_of(unit) if any(path.startswith(f"{folder}/test_") for folder in folders)}

    assert not paths_of(unit) & (folders | notebooks | {"source", "solutions", "hidden_checks"})
    assert not checks


def bytecode_of(module: Path) -> Path:
    return Path(cache_from_source(str(module)))


def test_modules_whose_bytecode_is_missing_or_old_are_compiled_and_no_others(tmp_path: Path) -> None:
    folder, module, other = tmp_path / "folder", tmp_path / "folder" / "inner" / "module.py", tmp_path / "other.py"
    module.parent.mkdir(parents=True)
    for path in (module, other, tmp_path / "third.py"):
        path.write_text("value = 1\n", encoding="utf-8")
    bytecode_of(other).parent.mkdir()
    bytecode_of(other).write_bytes(b"of an earlier version")
    bytecode_of(tmp_path / "third.py").write_bytes(b"of this version")
    os.utime(bytecode_of(other), (1, 1))
    compile_modules([str(folder), str(other), str(tmp_path / "third.py"), str(tmp_path / "missing.py")])

    assert bytecode_of(module).is_file()
    assert bytecode_of(other).read_bytes() != b"of an earlier version"
    assert bytecode_of(tmp_path / "third.py").read_bytes() == b"of this version"


def test_a_copy_of_a_course_need_not_be_compiled_again(tmp_path: Path) -> None:
    compile_modules([str(ROOT / "student" / "lab")])
    copy_course(COURSE, tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.glob("student/lab/**/*.pyc")}
    compile_modules([str(tmp_path / "student" / "lab")])

    assert len(times) > 50
    assert {path: path.stat().st_mtime_ns for path in times} == times
