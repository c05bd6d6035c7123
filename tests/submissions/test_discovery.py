"""Finding submissions: a notebook, nbgrader's folder, a folder of clones, a download."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.submissions.discovery import FoundSubmission, find_submissions

UNIT = "gradient"


def students(path: Path) -> list[str]:
    return [submission.student for submission in find_submissions(path, UNIT)]


def put(path: Path, text: str = "{}") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_single_notebook_belongs_to_the_student_its_folder_is_named_after(tmp_path: Path) -> None:
    path = put(tmp_path / "ada" / "gradient.ipynb")

    assert find_submissions(path, UNIT) == [FoundSubmission.at("ada", path)]


def test_nbgraders_folder_has_one_level_for_students_and_one_for_units(tmp_path: Path) -> None:
    for student in ("ada", "blaise"):
        put(tmp_path / student / UNIT / "gradient.ipynb")

    assert students(tmp_path) == ["ada", "blaise"]


def test_a_clone_may_hold_the_notebook_anywhere_except_in_folders_of_tools(tmp_path: Path) -> None:
    deep = put(tmp_path / "team-7" / "week3" / "release" / "gradient.ipynb")
    put(tmp_path / "team-7" / ".git" / "gradient.ipynb")
    put(tmp_path / "team-7" / ".ipynb_checkpoints" / "gradient.ipynb")

    assert find_submissions(tmp_path, UNIT)[0].notebook == deep


def test_a_renamed_notebook_is_found_if_it_is_the_only_one(tmp_path: Path) -> None:
    put(tmp_path / "ada" / UNIT / "gradient.ipynb")
    copy = put(tmp_path / "blaise" / "gradient (1) final.ipynb")

    assert find_submissions(tmp_path, UNIT)[1].notebook == copy


def test_a_student_without_a_notebook_is_found_too(tmp_path: Path) -> None:
    put(tmp_path / "ada" / UNIT / "gradient.ipynb")
    put(tmp_path / "blaise" / "README.md")

    assert find_submissions(tmp_path, UNIT)[1].notebook is None


def test_predictions_are_read_with_the_notebook(tmp_path: Path) -> None:
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
def test_unusual_names_are_kept(tmp_path: Path, student: str) -> None:
    put(tmp_path / student / UNIT / "gradient.ipynb")

    assert find_submissions(tmp_path, UNIT)[0].student == student


def test_a_path_without_submissions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file or folder"):
        find_submissions(tmp_path / "nowhere", UNIT)
    with pytest.raises(UsageError, match="not a notebook"):
        find_submissions(put(tmp_path / "notes.txt"), UNIT)
    with pytest.raises(UsageError, match="no submission to 'gradient' was found"):
        find_submissions(tmp_path, UNIT)


class TestDownloads:
    """Downloads of classroom services: students have their names there."""

    @pytest.mark.parametrize(
        ("folder", "prefix"),
        [
            ("loops-submissions", "loops"),
            ("ml-2027-loops_submissions_2027_03_01_T_23_59_00", "ml-2027-loops"),
        ],
        ids=["GitHub Classroom", "Classroom 50"],
    )
    @pytest.mark.parametrize("is_parent", [False, True], ids=["the folder itself", "the folder around it"])
    def test_name_students_without_the_assignment(
        self, tmp_path: Path, folder: str, prefix: str, is_parent: bool
    ) -> None:
        for user in ("ada", "ann-lee", "ann-kay"):
            put(tmp_path / "down" / folder / f"{prefix}-{user}" / "gradient.ipynb")
        put(tmp_path / "down" / folder / "scores.csv")
        put(tmp_path / "down" / folder / f"{prefix}-ada" / "result.json")
        path = tmp_path / "down" if is_parent else tmp_path / "down" / folder

        assert students(path) == ["ada", "ann-kay", "ann-lee"]

    def test_of_two_assignments_side_by_side_are_both_found(self, tmp_path: Path) -> None:
        put(tmp_path / "a-submissions" / "a-ada" / "gradient.ipynb")
        put(tmp_path / "b-submissions" / "b-ada" / "gradient.ipynb")

        notebooks = [submission.notebook for submission in find_submissions(tmp_path, UNIT)]
        assert [path.parts[-3] for path in notebooks if path] == ["a-submissions", "b-submissions"]

    def test_keep_full_names_where_short_ones_would_be_the_same(self, tmp_path: Path) -> None:
        put(tmp_path / "a-submissions" / "a-ada" / "gradient.ipynb")
        put(tmp_path / "a-submissions" / "Ada" / "gradient.ipynb")

        assert sorted(students(tmp_path)) == ["Ada", "a-ada"]

    def test_are_distinguished_from_a_student_with_such_a_name(self, tmp_path: Path) -> None:
        put(tmp_path / "late-submissions" / UNIT / "gradient.ipynb")

        assert students(tmp_path) == ["late-submissions"]


def test_a_linked_folder_in_a_clone_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "class" / "ada" / "gradient.ipynb")
    (tmp_path / "class" / "eve").mkdir()
    (tmp_path / "class" / "eve" / UNIT).symlink_to("../ada")
    (tmp_path / "class" / "eve" / "work").symlink_to("../ada")

    ada, eve = find_submissions(tmp_path / "class", UNIT)

    assert (ada.student, eve.student) == ("ada", "eve")
    assert ada.notebook is not None
    assert eve.notebook is None
