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
