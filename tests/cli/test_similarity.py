"""The command `similarity`: a page for a person, from submissions as they are handed in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.authoring.sample_submissions import notebook_bytes, with_cells
from autograder.cli.main import main
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from tests.cli.conftest import ROOT, UNIT
from tests.git import commit_at
from tests.similarity.programs import RENAMED, UNUSUAL, USUAL, Program

MARKER = "ran-this"


@pytest.fixture(autouse=True)
def _in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def folder(tmp_path: Path, content: UnitContent, solved: Notebook) -> Path:
    """Three usual submissions, an unusual one and its copy; the handout and a damaged file have nothing to compare."""
    programs: dict[str, Program] = {f"usual-{number}": program for number, program in enumerate(USUAL)}
    harmful = UNUSUAL["train_step"] + f"open({str(tmp_path / MARKER)!r}, 'w')\n"
    programs |= {"ada": {**UNUSUAL, "train_step": harmful}, "bob": RENAMED}
    files = {name: notebook_bytes(with_cells(solved, program)) for name, program in programs.items()}
    files |= {"carl": notebook_bytes(content.release), "dora": b"\x00 no notebook"}
    for name, data in files.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / f"{UNIT}.ipynb").write_bytes(data)
    commit_at(tmp_path / "class" / "ada", datetime(2027, 3, 1, 12, tzinfo=UTC))
    return tmp_path / "class"


def similarity(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["similarity", *map(str, arguments)])


def test_it_lists_the_copy_and_nobody_else_and_runs_nothing(folder: Path, tmp_path: Path) -> None:
    result = similarity(UNIT, folder, "--out", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "ada and bob"
    assert "1 pair of 5 submissions to read, no verdict: page.html" in result.stdout
    assert "1 commit, 2027-03-01 12:00 UTC" in page
    assert "usual-0" not in page
    assert not (tmp_path / MARKER).exists()


def test_a_folder_that_does_not_exist_is_named(folder: Path, tmp_path: Path) -> None:
    result = similarity(UNIT, folder, "--out", tmp_path / "nowhere" / "page.html")

    assert result.exit_code == 2
    assert "there is no folder" in result.stderr
