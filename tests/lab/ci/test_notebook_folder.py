"""The notebooks of a folder are found, and what is missing or not committed is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lab.ci import notebook_file
from lab.ci.notebook_folder import read_folder, uncommitted_files
from lab.overview import course_outline
from lab.overview.course_outline import CourseOutline, UnitOutline

from tests.git import git

UNIT = "training-loop"

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def handout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handout of three units, of which one is optional."""
    outline = CourseOutline(
        "course", (UnitOutline("gradient", "A"), UnitOutline(UNIT, "B"), UnitOutline("autodiff", "C", optional=True))
    )
    monkeypatch.setattr(course_outline, "read", lambda: outline)
    monkeypatch.setattr(notebook_file, "units", lambda: [unit.id for unit in outline.units])


def test_notebooks_are_in_the_order_of_the_course_without_copies_and_links(tmp_path: Path) -> None:
    for name in (UNIT, "gradient", f"{UNIT} (1)", "scratch"):
        (tmp_path / f"{name}.ipynb").write_text("{}")
    (tmp_path / "autodiff.ipynb").symlink_to(tmp_path / "scratch.ipynb")
    folder = read_folder(tmp_path)

    assert [path.stem for path in folder.notebooks] == ["gradient", UNIT]
    assert folder.problems == ()


def test_a_renamed_notebook_counts_where_its_unit_has_no_other_and_is_named(
    write_notebook: Write, right: str, tmp_path: Path
) -> None:
    path = write_notebook({"train_step": right}).rename(tmp_path / f"{UNIT} (1).ipynb")
    (tmp_path / "gradient.ipynb").write_text("{}")
    (tmp_path / "scratch.ipynb").write_text('{"cells": []}')
    folder = read_folder(tmp_path)

    assert [notebook.name for notebook in folder.notebooks] == ["gradient.ipynb", path.name]
    (problem,) = folder.problems
    assert problem.startswith(f"'{UNIT}.ipynb' is missing; is it '{path.name}', which was checked in its place?")
    assert problem.endswith(f"Then rename it '{UNIT}.ipynb'.")


def test_of_several_renamed_notebooks_the_student_has_to_choose(
    write_notebook: Write, right: str, tmp_path: Path
) -> None:
    path = write_notebook({"train_step": right}).rename(tmp_path / f"{UNIT} (1).ipynb")
    (tmp_path / f"{UNIT}-Copy1.ipynb").write_bytes(path.read_bytes())
    (tmp_path / "gradient.ipynb").write_text("{}")
    folder = read_folder(tmp_path)

    assert [notebook.name for notebook in folder.notebooks] == ["gradient.ipynb"]
    assert f"is it one of '{UNIT} (1).ipynb' and '{UNIT}-Copy1.ipynb'?" in folder.problems[0]


def test_a_missing_notebook_is_said_unless_its_unit_is_optional(tmp_path: Path) -> None:
    (tmp_path / "gradient.ipynb").write_text("{}")
    (problem,) = read_folder(tmp_path).problems

    assert problem.startswith(f"'{UNIT}.ipynb' is missing: take it from the handout again")


def test_in_a_folder_without_any_notebook_of_the_handout_none_is_missing(tmp_path: Path) -> None:
    (tmp_path / "scratch.ipynb").write_text('{"cells": []}')

    assert read_folder(tmp_path).problems == ()


class TestUncommittedFiles:
    @pytest.fixture
    def notebook(self, tmp_path: Path) -> Path:
        """A notebook in a repository, committed with its predictions."""
        for name in ("gradient.ipynb", "predictions.json"):
            (tmp_path / name).write_text("{}")
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", "Begin")
        return tmp_path / "gradient.ipynb"

    def test_are_none_where_all_is_committed(self, notebook: Path) -> None:
        assert uncommitted_files([notebook]) == []

    def test_are_those_with_changes_and_those_that_were_never_added(self, notebook: Path) -> None:
        notebook.write_text("{ }")
        added = notebook.with_name("übung (1).ipynb")
        added.write_text("{}")

        assert uncommitted_files([notebook, added]) == [notebook.name, added.name]

    def test_are_predictions_that_git_ignores(self, notebook: Path) -> None:
        git(notebook.parent, "rm", "--quiet", "--cached", "predictions.json")
        (notebook.parent / ".gitignore").write_text("*.json")

        assert uncommitted_files([notebook]) == ["predictions.json"]

    def test_are_not_known_outside_a_repository(self, tmp_path: Path) -> None:
        (tmp_path / "gradient.ipynb").write_text("{}")

        assert uncommitted_files([tmp_path / "gradient.ipynb"]) == []

    def test_start_nothing_that_the_repository_names(self, notebook: Path) -> None:
        mark = notebook.with_name("started")
        git(notebook.parent, "config", "core.fsmonitor", f"touch {mark}")
        notebook.write_text("{ }")

        assert uncommitted_files([notebook]) == [notebook.name]
        assert not mark.exists()
