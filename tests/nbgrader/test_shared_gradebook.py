"""In a transaction, nbgrader's gradebooks share one connection, and all changes are stored at its end or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader import api
from nbgrader.api import Gradebook
from nbgrader.converters import autograde
from nbgrader.preprocessors import latesubmissions, saveautogrades
from sqlalchemy import Engine, event

from autograder.nbgrader import gradebook_transaction, shared_gradebook
from autograder.nbgrader.gradebook_transaction import gradebook_transaction as transaction
from autograder.nbgrader.shared_gradebook import SharedGradebook, is_supported, share_gradebooks

UNIT = "gradient"
CELLS = ("slope", "step")


pytestmark = pytest.mark.filterwarnings("ignore:Object of type .* not in session")  # nbgrader's own way to add one


@pytest.fixture(scope="module")
def new_gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook with a unit of two exercises."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.add_assignment(UNIT)
        gradebook.add_notebook(UNIT, UNIT)
        for name in CELLS:
            gradebook.add_grade_cell(f"{name}-check", UNIT, UNIT, max_score=2, cell_type="code")
            gradebook.add_solution_cell(name, UNIT, UNIT)
    return path


@pytest.fixture
def url(new_gradebook: Path, tmp_path: Path) -> str:
    """The URL of a copy of it."""
    return f"sqlite:///{shutil.copy(new_gradebook, tmp_path)}"


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """All statements that are sent to a database."""
    texts: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        texts.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield texts
    event.remove(Engine, "before_cursor_execute", note)


def store(kind: type[Gradebook], url: str, student: str, points: float) -> None:
    """Store a submission in the steps of `nbgrader autograde`."""
    with kind(url) as gradebook:
        gradebook.update_or_create_student(student)
    with kind(url) as gradebook:
        gradebook.update_or_create_submission(UNIT, student)
    with kind(url) as gradebook:
        for name in CELLS:
            grade = gradebook.find_grade(f"{name}-check", UNIT, UNIT, student)
            grade.auto_score = points
            gradebook.db.commit()
            comment = gradebook.find_comment(name, UNIT, UNIT, student)
            comment.auto_comment = f"{points} points"
            gradebook.db.commit()


def stored(url: str) -> list[Any]:
    with Gradebook(url) as gradebook:
        return [
            (row.student_id, row.score, sorted((c.name, c.comment) for book in row.notebooks for c in book.comments))
            for row in sorted(gradebook.assignment_submissions(UNIT), key=lambda row: row.student_id)
        ]


def test_the_same_is_stored_as_by_nbgraders_own_gradebook(url: str) -> None:
    store(Gradebook, url, "ada", 1)
    with transaction(url):
        store(SharedGradebook, url, "zoë", 1)
    first, second = stored(url)

    assert first[1:] == second[1:] == (2.0, [("slope", "1 points"), ("step", "1 points")])


def test_a_submission_that_is_graded_again_gets_its_new_points(url: str) -> None:
    for points in (1, 2, 0.5):
        with transaction(url):
            store(SharedGradebook, url, "ada", points)
        assert stored(url)[0][1] == 2 * points


def test_nobody_sees_a_part_of_it(url: str) -> None:
    with transaction(url):
        store(SharedGradebook, url, "ada", 1)
        assert stored(url) == []
    assert len(stored(url)) == 1


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_after_an_exception_nothing_of_it_is_stored(url: str, error: type[BaseException]) -> None:
    def store_and_fail() -> None:
        with transaction(url):
            store(SharedGradebook, url, "ada", 1)
            raise error

    with pytest.raises(error):
        store_and_fail()
    store(SharedGradebook, url, "zoë", 1)

    assert [student for student, *_ in stored(url)] == ["zoë"]


def test_what_one_gradebook_has_not_committed_the_next_one_does_not_see(url: str) -> None:
    with transaction(url):
        store(SharedGradebook, url, "ada", 1)
        with SharedGradebook(url) as gradebook:
            gradebook.find_grade("slope-check", UNIT, UNIT, "ada").auto_score = 2
            gradebook.db.add(api.Student(id="zoë"))
        with SharedGradebook(url) as gradebook:
            assert gradebook.find_grade("slope-check", UNIT, UNIT, "ada").auto_score == 1
    assert stored(url)[0][1] == 2.0
    with Gradebook(url) as gradebook:
        assert [student.id for student in gradebook.students] == ["ada"]


def test_sums_are_those_of_the_last_points(url: str) -> None:
    with transaction(url):
        for points in (1, 2):
            store(SharedGradebook, url, "ada", points)
            with SharedGradebook(url) as gradebook:
                assert gradebook.find_submission_notebook(UNIT, UNIT, "ada").score == 2 * points
                assert gradebook.find_submission(UNIT, "ada").score == 2 * points


def test_points_of_a_person_stay_and_count(url: str) -> None:
    with transaction(url):
        store(SharedGradebook, url, "ada", 1)
    with Gradebook(url) as gradebook:
        gradebook.find_grade("slope-check", UNIT, UNIT, "ada").manual_score = 1.5
        gradebook.db.commit()
    with transaction(url):
        store(SharedGradebook, url, "ada", 0)
        with SharedGradebook(url) as gradebook:
            assert gradebook.find_grade("slope-check", UNIT, UNIT, "ada").manual_score == 1.5
    assert stored(url)[0][1] == 1.5


def test_a_cell_that_the_gradebook_does_not_have_is_missing(url: str) -> None:
    with transaction(url):
        store(SharedGradebook, url, "ada", 1)
        with SharedGradebook(url) as gradebook:
            for find in (gradebook.find_grade, gradebook.find_comment):
                with pytest.raises(api.MissingEntry):
                    find("other", UNIT, UNIT, "ada")
                with pytest.raises(api.MissingEntry):
                    find("slope", UNIT, UNIT, "li")


def test_few_statements_and_one_connection_are_enough(url: str, statements: list[str]) -> None:
    with transaction(url):
        store(SharedGradebook, url, "ada", 1)
    statements.clear()
    with transaction(url):
        store(SharedGradebook, url, "zoë", 1)

    assert len(statements) <= 18


def test_a_commit_in_between_shows_it_to_everybody(url: str) -> None:
    with transaction(url):
        store(SharedGradebook, url, "ada", 1)
        gradebook_transaction.commit()
        assert stored(url)[0][1] == 2.0
        store(Gradebook, url, "ada", 2)
        with SharedGradebook(url) as gradebook:
            assert gradebook.find_submission_notebook(UNIT, UNIT, "ada").score == 4.0


def test_a_gradebook_that_was_deleted_is_created_again(url: str, tmp_path: Path) -> None:
    with transaction(url):
        store(SharedGradebook, url, "ada", 1)
    (tmp_path / "gradebook.db").unlink()
    with transaction(url), SharedGradebook(url, "another course") as gradebook:
        gradebook.update_or_create_student("zoë")
    with Gradebook(url) as gradebook:
        assert [student.id for student in gradebook.students] == ["zoë"]


def test_without_a_transaction_or_with_an_authenticator_it_is_nbgraders_own(url: str) -> None:
    with SharedGradebook(url) as first, SharedGradebook(url) as second:
        assert first.db is not second.db
    with transaction(url), SharedGradebook(url) as first, SharedGradebook(f"{url}-other") as second:
        assert first.db is not second.db


def test_nbgraders_steps_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (autograde, saveautogrades, latesubmissions):
        monkeypatch.setattr(module, "Gradebook", Gradebook)

    assert share_gradebooks()
    assert share_gradebooks()
    assert {module.Gradebook for module in (autograde, saveautogrades, latesubmissions)} == {SharedGradebook}


def test_another_release_of_nbgrader_keeps_its_own(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setitem(shared_gradebook.PARAMETERS, "find_grade", ["self", "cell"])
    monkeypatch.setattr(autograde, "Gradebook", Gradebook)
    is_supported.cache_clear()
    try:
        assert not share_gradebooks()
        assert autograde.Gradebook is Gradebook
        with transaction(url), SharedGradebook(url) as gradebook:
            gradebook.update_or_create_student("ada")
            with Gradebook(url) as other:
                assert len(other.students) == 1
    finally:
        is_supported.cache_clear()
