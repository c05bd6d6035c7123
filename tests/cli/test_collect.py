"""The command `collect`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from tests.classroom_results import UNIT, put

ROOT = Path(__file__).parents[2]


def test_it_says_how_many_submissions_were_copied_and_which_were_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    put(tmp_path / "class" / "ada" / f"{UNIT}.ipynb")
    (tmp_path / "class" / "eve").mkdir()
    arguments = ["collect", UNIT, str(tmp_path / "class"), "--to", str(tmp_path / "submitted")]
    result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 0
    assert "eve: no notebook was handed in" in result.output
    assert f"1 of 2 submissions are in {tmp_path / 'submitted'}" in result.output


def test_it_says_what_was_left_out_and_that_somebody_must_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for path in (f"ada/{UNIT}.ipynb", f"bob/{UNIT} (1).ipynb", f"bob/{UNIT} (2).ipynb", "someone.ipynb"):
        put(tmp_path / "class" / path)
    arguments = ["collect", UNIT, str(tmp_path / "class"), "--to", str(tmp_path / "submitted")]
    result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 1
    assert "left out: class/someone.ipynb: it stands beside the students' folders" in result.output
    assert "bob: there were 2 notebooks: 'training-loop (2).ipynb' was graded" in result.output
    assert (tmp_path / "submitted" / "bob" / UNIT / f"{UNIT}.ipynb").exists()
