"""Gradebooks of one URL share an engine, with its compiled queries."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader import api
from nbgrader.api import Gradebook

from autograder.nbgrader.gradebook_engines import share_engines


@pytest.fixture(autouse=True)
def _shared_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "create_engine", api.create_engine)
    share_engines()
    share_engines()


def test_gradebooks_of_one_url_share_an_engine_and_of_another_do_not(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db")]
    with Gradebook(urls[0]) as first, Gradebook(urls[0]) as again, Gradebook(urls[1]) as second:
        assert first.engine is again.engine
        assert first.engine is not second.engine


def test_what_one_gradebook_stores_the_next_one_reads_after_the_first_is_closed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        gradebook.update_or_create_student("ada")
    with Gradebook(url) as gradebook:
        assert [student.id for student in gradebook.students] == ["ada"]


def test_a_gradebook_that_was_deleted_is_created_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        gradebook.update_or_create_student("ada")
    (tmp_path / "gradebook.db").unlink()
    with Gradebook(url) as gradebook:
        assert gradebook.students == []
