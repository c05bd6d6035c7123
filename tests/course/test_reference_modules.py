"""References in several modules: they are found, ordered and joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.reference_modules import find_modules, imported_modules, join_modules

DESIGN = "from __future__ import annotations\n\nimport numpy as np\n\n\ndef ones(n):\n    return np.ones(n)\n"
LASSO = "from solutions.design import ones\n\n\ndef lasso():\n    return ones(2)\n"
UNIT = (
    "from solutions.lasso import (\n    lasso,\n)\nfrom solutions.design import ones\n\n\n"
    "def f():\n    return lasso() + ones(2)\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"design": DESIGN, "lasso": LASSO, "unit": UNIT}.items():
        (tmp_path / f"{name}.py").write_text(text)
    return tmp_path


def test_imported_modules_come_first_and_the_unit_comes_last(folder: Path) -> None:
    assert [path.stem for path in find_modules(folder / "unit.py")] == ["design", "lasso", "unit"]


def test_a_module_without_imports_is_alone(folder: Path) -> None:
    assert [path.stem for path in find_modules(folder / "design.py")] == ["design"]


def test_modules_are_found_however_they_are_imported(folder: Path) -> None:
    checks = folder / "checks.py"
    checks.write_text("from solutions import lasso as reference, missing\nfrom solutionsless.design import ones\n")

    assert [path.stem for path in imported_modules([checks], "solutions", folder)] == ["design", "lasso"]


def test_modules_in_folders_of_a_package_are_found(folder: Path) -> None:
    (folder / "training").mkdir()
    (folder / "training" / "cases.py").write_text("")
    (folder / "test_unit.py").write_text("from course.checks.training.cases import CASES\n")

    assert imported_modules([folder / "test_unit.py"], "course.checks", folder) == (folder / "training" / "cases.py",)


def test_joined_modules_run_as_one_cell_without_the_package(folder: Path) -> None:
    code = join_modules([path.read_text() for path in find_modules(folder / "unit.py")])
    names: dict[str, object] = {}
    exec(compile(code, "cell", "exec"), names)

    assert "solutions" not in code
    assert names["f"]().tolist() == [2.0, 2.0]  # type: ignore[operator]
