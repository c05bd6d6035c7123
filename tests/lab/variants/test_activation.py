"""`lab.start` and `lab.identify` in a course in which students have data of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import lab
import numpy as np
import pytest
from lab.display import cards
from lab.overview import course_outline
from lab.overview.course_outline import CourseOutline
from lab.variants import data_cards, graded_variant, student_id
from lab.variants.activation import activate_for
from lab.variants.variant import Variant, activate, activated, data_seed

UNIT = "training-loop"

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture(autouse=True)
def _common_data_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for variable in (student_id.HUB_VARIABLE, "NBGRADER_EXECUTION"):
        monkeypatch.delenv(variable, raising=False)
    yield
    activate(None)


@pytest.fixture
def _with_variants(monkeypatch: pytest.MonkeyPatch) -> None:
    units = [{"id": UNIT, "varies": ["line"]}, {"id": "gradient"}]
    outline = course_outline.parse({"units": units})
    monkeypatch.setattr(course_outline, "read", lambda: outline)


@pytest.fixture
def _grading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")


def is_data_of(student: str) -> bool:
    with activated(Variant(student, ("line",))):
        expected = lab.data.line().y
    return np.array_equal(lab.data.line().y, expected)


def test_without_variants_nothing_is_said_and_nothing_changes(printed: Callable[[], str]) -> None:
    lab.start(UNIT)
    before = printed()
    student_id.save("ada", Path.cwd())
    lab.start(UNIT)

    assert printed() == before
    assert data_seed("line", 42) == 42


@pytest.mark.usefixtures("_with_variants")
class TestInANotebook:
    def test_an_unknown_student_is_asked_and_has_common_data_so_far(self, printed: Callable[[], str]) -> None:
        lab.start(UNIT)

        assert 'Run `lab.identify("your id")` in a new cell' in printed()
        assert data_seed("line", 42) == 42

    def test_a_known_student_reads_whose_data_it_is(self, printed: Callable[[], str]) -> None:
        lab.identify("Ada  L")
        lab.start(UNIT)
        text = printed()

        assert "your id ada l its mark " + Variant("ada l", ()).mark in text
        assert "Your points do not depend on them." in text
        assert is_data_of("ada l")

    def test_the_hub_knows_the_student(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(student_id.HUB_VARIABLE, "Ada")
        lab.start(UNIT)

        assert is_data_of("ada")

    def test_a_unit_without_varying_data_is_the_same_for_all(self) -> None:
        lab.identify("ada")

        assert activate_for("gradient") is None
        assert data_seed("line", 42) == 42

    @pytest.mark.usefixtures("_grading")
    def test_an_id_of_the_students_does_not_count_while_a_notebook_is_graded(self) -> None:
        student_id.save("mallory", Path.cwd())
        Path(graded_variant.FILE_NAME).write_bytes(graded_variant.encode(Variant("ada", ("line",))))
        lab.identify("mallory")
        lab.start(UNIT)
        lab.identify("mallory")

        assert is_data_of("ada")

    @pytest.mark.usefixtures("_grading")
    @pytest.mark.parametrize("data", [b"", b"[", b"[]", b'{"id": "ada"}', b'{"id": "ada", "data": 1}', b"[" * 10_000])
    def test_a_damaged_file_of_the_grader_gives_common_data(self, data: bytes) -> None:
        Path(graded_variant.FILE_NAME).write_bytes(data)

        assert activate_for(UNIT) is None
        assert data_seed("line", 42) == 42

    def test_the_graders_file_does_not_count_in_a_notebook(self) -> None:
        Path(graded_variant.FILE_NAME).write_bytes(graded_variant.encode(Variant("ada", ("line",))))
        activate_for(UNIT)

        assert data_seed("line", 42) == 42


class TestIdentify:
    def test_says_where_the_id_is_and_what_comes_next(self, printed: Callable[[], str]) -> None:
        lab.identify("Ada")
        text = printed()

        assert Path(student_id.FILE_NAME).read_text(encoding="utf-8") == "ada\n"
        assert "run the notebook from the top" in text
        assert student_id.FILE_NAME in text

    @pytest.mark.parametrize("student", ["", "  ", "\u200f"])
    def test_asks_again_where_there_is_no_id(self, student: str, printed: Callable[[], str]) -> None:
        lab.identify(student)

        assert "There is no id in it" in printed()
        assert not Path(student_id.FILE_NAME).exists()

    def test_says_why_an_id_could_not_be_saved(self, printed: Callable[[], str]) -> None:
        Path(student_id.FILE_NAME).mkdir()
        lab.identify("ada")

        assert "Your id could not be saved" in printed()


def test_a_card_escapes_the_id_and_carries_it_for_the_grader() -> None:
    bundle = data_cards.own_data_card(Variant("<b>ada</b>", ()))._repr_mimebundle_()

    assert "<b>ada" not in bundle["text/html"]
    assert json.loads(json.dumps(bundle[data_cards.MIME_TYPE])) == {"id": "<b>ada</b>"}
    assert data_cards.common_data_card()._repr_mimebundle_()[data_cards.MIME_TYPE] == {"id": ""}
    assert data_cards.MIME_TYPE not in cards.card("another")._repr_mimebundle_()


def test_an_outline_without_the_unit_lets_nothing_vary() -> None:
    assert CourseOutline().varies(UNIT) == ()
