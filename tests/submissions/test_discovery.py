"""Finding submissions: a notebook, nbgrader's folder, a folder of clones."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.submissions.discovery import find_submissions

UNIT = "gradient"


def put(path: Path, text: str = "{}") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_one_notebook_belongs_to_its_folder(tmp_path: Path) -> None:
    path = put(tmp_path / "ada" / "gradient.ipynb")

    assert [(one.student, one.notebook) for one in find_submissions(path, UNIT)] == [("ada", path)]


def test_nbgraders_folder_has_a_student_and_a_unit_level(tmp_path: Path) -> None:
    for student in ("ada", "blaise"):
        put(tmp_path / student / UNIT / "gradient.ipynb")

    assert [one.student for one in find_submissions(tmp_path, UNIT)] == ["ada", "blaise"]


def test_clones_may_keep_the_notebook_anywhere_but_not_in_hidden_folders(tmp_path: Path) -> None:
    deep = put(tmp_path / "team-7" / "week3" / "release" / "gradient.ipynb")
    put(tmp_path / "team-7" / ".git" / "gradient.ipynb")
    put(tmp_path / "team-7" / ".ipynb_checkpoints" / "gradient.ipynb")

    assert find_submissions(tmp_path, UNIT)[0].notebook == deep


def test_a_renamed_notebook_is_taken_where_it_is_the_only_one(tmp_path: Path) -> None:
    put(tmp_path / "ada" / UNIT / "gradient.ipynb")
    copy = put(tmp_path / "blaise" / "gradient (1) final.ipynb")

    assert find_submissions(tmp_path, UNIT)[1].notebook == copy


def test_a_student_without_a_notebook_is_still_there(tmp_path: Path) -> None:
    put(tmp_path / "ada" / UNIT / "gradient.ipynb")
    put(tmp_path / "blaise" / "README.md")

    assert find_submissions(tmp_path, UNIT)[1].notebook is None


def test_predictions_travel_with_the_notebook(tmp_path: Path) -> None:
    path = put(tmp_path / "ada" / "gradient.ipynb")
    put(tmp_path / "ada" / "predictions.json", '{"a": 1}')

    assert find_submissions(path, UNIT)[0].read() == (b"{}", {"predictions.json": b'{"a": 1}'})


def test_links_are_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "elsewhere" / "secret.json", "secret")
    path = put(tmp_path / "class" / "ada" / "gradient.ipynb")
    (path.parent / "predictions.json").symlink_to(secret)
    (tmp_path / "class" / "eve").mkdir()
    (tmp_path / "class" / "eve" / "gradient.ipynb").symlink_to(secret)
    ada, eve = find_submissions(tmp_path / "class", UNIT)

    assert ada.read()[1] == {}
    assert eve.notebook is None


@pytest.mark.parametrize("student", ["wei, li", "a:b", "zoë 🚀", "'; drop table", "-rf", "..."])
def test_odd_names_are_names(tmp_path: Path, student: str) -> None:
    put(tmp_path / student / UNIT / "gradient.ipynb")

    assert find_submissions(tmp_path, UNIT)[0].student == student


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file or folder"):
        find_submissions(tmp_path / "nowhere", UNIT)
    with pytest.raises(UsageError, match="not a notebook"):
        find_submissions(put(tmp_path / "notes.txt"), UNIT)
    with pytest.raises(UsageError, match="no submission to 'gradient' was found"):
        find_submissions(tmp_path, UNIT)


class TestDownloads:
    """What classroom services put on disk: students are known by their names there."""

    @pytest.mark.parametrize(
        ("folder", "prefix"),
        [
            ("loops-submissions", "loops"),
            ("ml-2027-loops_submissions_2027_03_01_T_23_59_00", "ml-2027-loops"),
        ],
        ids=["GitHub Classroom", "Classroom 50"],
    )
    @pytest.mark.parametrize("given", ["the folder itself", "the folder around it"])
    def test_name_students_without_the_assignment(self, tmp_path: Path, folder: str, prefix: str, given: str) -> None:
        for user in ("ada", "ann-lee", "ann-kay"):
            put(tmp_path / "down" / folder / f"{prefix}-{user}" / "gradient.ipynb")
        put(tmp_path / "down" / folder / "scores.csv")
        put(tmp_path / "down" / folder / f"{prefix}-ada" / "result.json")
        path = tmp_path / "down" / folder if given == "the folder itself" else tmp_path / "down"

        assert [one.student for one in find_submissions(path, UNIT)] == ["ada", "ann-kay", "ann-lee"]

    def test_of_two_assignments_side_by_side_are_kept_apart_by_folder(self, tmp_path: Path) -> None:
        put(tmp_path / "a-submissions" / "a-ada" / "gradient.ipynb")
        put(tmp_path / "b-submissions" / "b-ada" / "gradient.ipynb")

        assert [one.notebook.parts[-3] for one in find_submissions(tmp_path, UNIT) if one.notebook] == [
            "a-submissions",
            "b-submissions",
        ]

    def test_keep_whole_names_where_short_ones_would_meet(self, tmp_path: Path) -> None:
        put(tmp_path / "a-submissions" / "a-ada" / "gradient.ipynb")
        put(tmp_path / "a-submissions" / "Ada" / "gradient.ipynb")

        assert sorted(one.student for one in find_submissions(tmp_path, UNIT)) == ["Ada", "a-ada"]

    def test_are_told_from_a_student_of_that_name(self, tmp_path: Path) -> None:
        put(tmp_path / "late-submissions" / UNIT / "gradient.ipynb")

        assert [one.student for one in find_submissions(tmp_path, UNIT)] == ["late-submissions"]


def test_a_linked_folder_in_a_clone_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "class" / "ada" / "gradient.ipynb")
    (tmp_path / "class" / "eve").mkdir()
    (tmp_path / "class" / "eve" / UNIT).symlink_to("../ada")
    (tmp_path / "class" / "eve" / "work").symlink_to("../ada")

    assert [(one.student, one.notebook is None) for one in find_submissions(tmp_path / "class", UNIT)] == [
        ("ada", False),
        ("eve", True),
    ]
