"""`python -m lab check` prints what holds and what does not, and its exit code says whether anything is wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lab.ci import cli, notebook_file
from lab.ci.runner import LAB_FOLDER
from lab.overview import course_outline
from lab.overview.course_outline import CourseOutline, UnitOutline

from tests.git import git

Check = Callable[..., int]


def test_a_stub_is_not_started_and_no_mistake(
    check: Check, stub: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = check({"train_step": stub("train_step")})
    text = capsys.readouterr().out

    assert code == 0
    assert re.search(r"– train_step +0 of 2  not started", text)
    assert "Visible points: 0 of 11" in text


def test_a_stub_whose_class_is_not_written_either_is_not_started(
    write_notebook: Callable[..., Path], stub: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    write_notebook(
        {
            "Value": "class Value:\n"
            "    def __init__(self, data):\n        # YOUR CODE HERE\n        raise NotImplementedError()",
            "backward": "def backward(self):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n\n\n"
            "Value.backward = backward",
            **{name: stub(name) for name in ("fit_line_autodiff", "LinearRegressionGD", "find_bug")},
        },
        "autodiff",
    )

    assert cli.main(["check", "autodiff.ipynb"]) == 0
    assert re.search(r"– backward +0 of 2  not started", capsys.readouterr().out)


def test_a_failed_check_says_what_should_hold_and_has_a_hint(
    check: Check, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = check({"train_step": wrong})
    text = capsys.readouterr().out

    assert code == 1
    assert re.search(r"✗ train_step +1 of 2  failed", text)
    assert "a step can be done on paper" in text
    assert "Hint: Write down the residuals" in text


def test_full_visible_points_leave_points_for_the_grader(
    check: Check, right: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = check({"train_step": right})
    text = capsys.readouterr().out

    assert code == 0
    assert re.search(r"✓ train_step +2 of 2$", text, re.MULTILINE)
    assert "The grader checks more, on other data: 29 of 40 points wait for it." in text


def test_valid_predictions_are_counted(check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = {
        "first-within-a-tenth": {"answer": "w", "committed": "2027-02-01"},
        "b-close-to-truth": {"answer": "perhaps", "committed": ""},
    }
    (tmp_path / "predictions.json").write_text(json.dumps(entries))
    check({})

    assert "Predictions locked in: 1 of 4 (first-within-a-tenth); explained: 0." in capsys.readouterr().out


def test_a_file_that_cannot_be_checked_is_an_error(
    tmp_path: Path, check: Check, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.ipynb").write_text('{"cells": []}')
    (tmp_path / "broken.ipynb").write_text("{")

    assert [cli.main(["check", name]) for name in ("notes.ipynb", "broken.ipynb", "nowhere.ipynb")] == [2, 2, 2]
    errors = capsys.readouterr().err
    assert "notes.ipynb belongs to no unit" in errors
    assert "broken.ipynb is not a notebook" in errors
    assert "nowhere.ipynb cannot be read" in errors


def test_a_folder_without_notebooks_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert cli.main(["check"]) == 2
    assert "there is no notebook of a unit here; the units are:" in capsys.readouterr().err


def test_classroom_50_gets_its_result(
    check: Check, right: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL"):
        monkeypatch.setenv(name, name.lower())
    check({"train_step": right}, "--classroom50", "result.json")
    result = json.loads((tmp_path / "result.json").read_text())

    assert (result["score"], result["max-score"], result["classroom"]) == (2, 11, "classroom")


def test_classroom_50_without_its_variables_is_an_error(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CLASSROOM", raising=False)
    code = check({}, "--classroom50", "result.json")

    assert code == 2
    assert "missing here: CLASSROOM" in capsys.readouterr().err
    assert not (tmp_path / "result.json").exists()


class TestLostWork:
    """What a student has written, and lost, is never called "not started"."""

    def test_a_renamed_function_is_named(self, check: Check, right: str, capsys: pytest.CaptureFixture[str]) -> None:
        code = check({"train_step": right.replace("train_step", "trainstep")})
        text = capsys.readouterr().out

        assert code == 1
        assert re.search(r"✗ train_step +0 of 2  failed", text)
        assert "There is no `train_step` in the notebook: is it your `trainstep`?" in text

    def test_a_deleted_cell_is_named(self, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
        code = check({}, deleted="train_step")

        assert code == 1
        assert "There is no `train_step` in the notebook: its cell is gone" in capsys.readouterr().out

    def test_a_syntax_error_is_quoted_with_its_line(self, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
        code = check({"train_step": "def train_step(x, y, w, b, lr)\n    return w, b, 0.0"})
        text = capsys.readouterr().out

        assert code == 1
        assert "Its cell has an error: SyntaxError: expected ':' (line 1 of the cell)" in text
        assert "ipython-input" not in text

    def test_what_follows_from_it_is_not_reported(self, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
        broken = "def train_step(x, y, w, b, lr)\n    return w, b, 0.0"
        check(
            {
                "train_step": broken,
                "fit_line": "def fit_line(*args):\n    return train_step(*args)",
                "use": "run = train_step(1.0, 2.0, 0, 0, 0.1)",
                "look": "print(run)",
                "mine": "1 / 0",
            }
        )
        text = capsys.readouterr().out

        assert re.findall(r"! cell ([\w-]+)", text) == ["train_step", "mine"]

    def test_code_above_a_forgotten_raise_is_no_stub(
        self, check: Check, right: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        body = right.strip().replace("return", "answer =").replace("\n    answer", "\n    answer")
        code = check({"train_step": f"{body}\n    # YOUR CODE HERE\n    raise NotImplementedError()"})

        assert code == 1
        assert "The line `raise NotImplementedError()` is still in this cell" in capsys.readouterr().out


class TestNeededPackages:
    """A unit that needs a package which is not installed."""

    @pytest.fixture(autouse=True)
    def needs(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        outline = CourseOutline("course", (UnitOutline("training-loop", "Loop", needs=("numpy", "surely_missing")),))
        monkeypatch.setattr(course_outline, "read", lambda: outline)
        (tmp_path / "requirements-training-loop.txt").write_text("surely-missing\n")

    def test_is_not_run_where_nothing_is_begun(self, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
        assert check({"mine": "1 / 0"}) == 0
        assert cli.main(["requirements"]) == 0
        output = capsys.readouterr()

        assert output.out.count("not started") == 5
        assert "requirements-training-loop.txt" not in output.out
        assert (
            "training-loop.ipynb was not run, because nothing in it is begun; it needs `surely_missing`" in output.err
        )

    def test_is_told_what_to_install_where_it_is_begun(
        self, check: Check, right: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = "needs `surely_missing`: run `python -m pip install -r requirements-training-loop.txt`"

        assert check({"train_step": right}) == 2
        assert words in capsys.readouterr().err
        assert cli.main(["requirements"]) == 0
        assert capsys.readouterr().out == "requirements-training-loop.txt\n"


def test_notebooks_for_which_no_time_is_left_are_named(
    check: Check, right: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check({"train_step": right}, "--all-seconds", "0") == 2
    assert "training-loop.ipynb was not checked: the others took all 0 seconds" in capsys.readouterr().err


def test_what_is_not_committed_is_said(
    check: Check, right: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "predictions.json").write_text("{}")

    assert check({"train_step": right}) == 0
    assert "Not committed yet: 'training-loop.ipynb', 'predictions.json'." in capsys.readouterr().err


class TestPredictions:
    def test_damage_is_a_failure(self, check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "predictions.json").write_text("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n")
        code = check({})

        assert code == 1
        assert "`predictions.json` is damaged" in capsys.readouterr().out

    def test_a_missing_file_is_said_where_there_is_work(
        self, check: Check, right: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert check({"train_step": right}) == 0
        assert "There is no `predictions.json` here" in capsys.readouterr().out
        assert check({}) == 0
        assert "There is no `predictions.json` here" not in capsys.readouterr().out


class TestOtherNotebooks:
    def test_are_checked_though_one_cannot_be_read(
        self, write_notebook: Callable[..., Path], right: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_notebook({"train_step": right})
        (tmp_path / "gradient.ipynb").write_text('{\n "cells": [\n<<<<<<< HEAD\n {},\n=======\n>>>>>>> theirs\n]}')
        code = cli.main(["check"])
        output = capsys.readouterr()

        assert code == 2
        assert re.search(r"✓ train_step +2 of 2$", output.out, re.MULTILINE)
        assert "gradient.ipynb has git's merge-conflict markers in line 3" in output.err

    def test_that_are_too_large_are_told_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(notebook_file, "MAX_FILE_BYTES", 1000)
        (tmp_path / "gradient.ipynb").write_text(" " * 1001)

        assert cli.main(["check", str(tmp_path / "gradient.ipynb")]) == 2
        assert "Clear Outputs of All Cells" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
def test_a_console_without_check_marks_shows_plain_ones(
    write_notebook: Callable[..., Path], right: str, tmp_path: Path, encoding: str
) -> None:
    write_notebook({"train_step": right})
    variables = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(LAB_FOLDER)}
    command = [sys.executable, "-m", "lab", "check", "training-loop.ipynb"]
    process = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, check=False)

    assert process.stderr == b""
    assert re.search(rb"[+\xfb] train_step +2 of 2", process.stdout)
