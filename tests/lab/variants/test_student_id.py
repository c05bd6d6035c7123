"""The file with a student's id, and where it is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab.variants import student_id


@pytest.fixture(autouse=True)
def _no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(student_id.HUB_VARIABLE, raising=False)


def test_nobody_is_known_at_first(tmp_path: Path) -> None:
    assert student_id.find(tmp_path) == ""


@pytest.mark.parametrize("place", ["gradient", ".", "start"])
def test_an_id_counts_beside_the_notebook_above_it_or_beside_the_start_page(tmp_path: Path, place: str) -> None:
    for folder in ("gradient", "start"):
        (tmp_path / folder).mkdir()
    student_id.save("  Ada L", tmp_path / place)

    assert student_id.find(tmp_path / "gradient") == "ada l"


def test_the_nearest_file_counts_and_a_file_before_the_name_on_the_hub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gradient"
    folder.mkdir()
    monkeypatch.setenv(student_id.HUB_VARIABLE, "Hubert")
    on_the_hub = student_id.find(folder)
    student_id.save("above", tmp_path)
    above = student_id.find(folder)
    student_id.save("beside", folder)

    assert (on_the_hub, above, student_id.find(folder)) == ("hubert", "above", "beside")


@pytest.mark.parametrize(
    ("data", "student"),
    [
        pytest.param(b"\xef\xbb\xbfAda\r\n", "ada", id="as an editor of Windows writes it"),
        pytest.param(b"\xff\x00ada", "ada", id="no UTF-8"),
        pytest.param(b" \n", "", id="empty"),
        pytest.param(b"a" * 1_000_000, "a" * 200, id="very long"),
    ],
)
def test_a_damaged_file_gives_what_can_be_read(tmp_path: Path, data: bytes, student: str) -> None:
    (tmp_path / student_id.FILE_NAME).write_bytes(data)

    assert student_id.find(tmp_path) == student


def test_a_folder_in_the_place_of_the_file_is_no_id(tmp_path: Path) -> None:
    (tmp_path / student_id.FILE_NAME).mkdir()

    assert student_id.find(tmp_path) == ""
