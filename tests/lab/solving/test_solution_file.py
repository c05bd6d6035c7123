"""The file of worked solutions: encoded, found beside the notebook, and harmless when damaged."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lab.solving import solution_file
from lab.solving.solution_file import SolutionFile

DUE = datetime(2027, 3, 1, 22, 59, tzinfo=UTC)
FILE = SolutionFile("line-and-loss", {"mse": "def mse(y_hat, y):\n    return 'größer'\n"}, DUE, False)


def test_a_file_comes_back_as_it_was_and_shows_nothing_to_the_eye() -> None:
    data = solution_file.encode(FILE)

    assert solution_file.decode(data) == FILE
    assert b"mse" not in data
    assert max(map(len, data.decode("ascii").splitlines())) <= 76


def encoded(content: object) -> bytes:
    return base64.b64encode(json.dumps(content).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no base64!",
        b"\xff\xfe\x00",
        base64.b64encode(b"no JSON"),
        base64.b64encode(b"[" * 100_000),
        encoded([1]),
        encoded({"solutions": []}),
        encoded({"unit": "u"}),
        encoded(None),
    ],
)
def test_a_damaged_file_holds_nothing(data: bytes) -> None:
    assert solution_file.decode(data) is None


@pytest.mark.parametrize("due", [5, "soon", "2027-03-01", "2027-03-01T23:59", None, {}])
def test_a_due_date_that_is_none_or_has_no_time_zone_opens_nothing(due: object) -> None:
    file = solution_file.decode(encoded({"unit": "u", "due": due, "solutions": {"mse": "x", "mae": 3}}))

    assert file == SolutionFile("u", {"mse": "x"}, None, True)


@pytest.mark.parametrize("name", ["line-and-loss.solutions", "line-and-loss (1).solutions", "x.solutions.txt"])
def test_it_is_found_beside_the_notebook_whatever_a_browser_has_made_of_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "gradient.solutions").write_bytes(b"damaged")
    (tmp_path / "a-folder.solutions").mkdir()
    (tmp_path / name).write_bytes(solution_file.encode(FILE))

    assert solution_file.find("mse", tmp_path) == FILE
    assert solution_file.find("mae", tmp_path) is None


def test_where_there_is_no_file_there_is_no_solution(tmp_path: Path) -> None:
    assert solution_file.find("mse", tmp_path) is None
    assert solution_file.find("mse", tmp_path / "absent") is None
