"""What a student meets in the notebook: cards without a page, widgets on one, and never a traceback."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import lab
import pytest
from lab import controls, frontend
from lab.cards import Card, card, rows
from lab.predictions import Store, question


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notebook's folder, all to itself."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_a_question_lists_its_answers_and_says_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("P3a")
    text = said(capsys)

    assert all(word in text for word in ('"w"', '"b"', '"both"', 'lab.predict("P3a", "...")'))


def test_an_answer_typed_into_the_cell_is_locked_in(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    lab.predict("P3a", "b")

    assert "P3a: locked in" in said(capsys)
    assert (folder / "predictions.json").exists()


def test_a_second_answer_changes_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("P3a", "b")
    lab.predict("P3a", "w")

    assert "Your first prediction stays" in said(capsys)
    assert Store().get(question("P3a")).answer == "b"  # type: ignore[arg-type, union-attr]


@pytest.mark.parametrize("answer", ["c", 3, "", [], float("nan")])
def test_an_answer_that_is_none_is_refused_kindly(answer: object, capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("P3a", answer)

    assert "Not kept" in said(capsys)
    assert Store().get(question("P3a")) is None  # type: ignore[arg-type]


def test_an_outcome_stays_closed_until_something_is_predicted(capsys: pytest.CaptureFixture[str]) -> None:
    runs = []

    @lab.reveal("P3b")
    def outcome() -> str:
        runs.append(1)
        return "no"

    assert "waits for your prediction" in said(capsys)
    assert runs == []


def test_an_outcome_shows_both_sides(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("P3d", "21,5")
    capsys.readouterr()

    @lab.reveal("P3d")
    def outcome() -> float:
        return 22.25

    assert "you predicted 21.5 what happened 22.25" in said(capsys)
    assert outcome() == 22.25


def test_an_outcome_that_needs_unwritten_code_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("P3b", "yes")

    @lab.reveal("P3b")
    def outcome() -> str:
        raise NotImplementedError

    assert "the outcome needs your code" in said(capsys)


def test_a_students_own_error_in_an_outcome_is_shown_as_it_is() -> None:
    lab.predict("P3b", "yes")

    with pytest.raises(ZeroDivisionError):

        @lab.reveal("P3b")
        def outcome() -> float:
            return 1 / 0


def test_an_explanation_waits_for_the_prediction(capsys: pytest.CaptureFixture[str]) -> None:
    lab.explain("P3c", "never")

    assert "First lock in your prediction P3c" in said(capsys)


def test_an_explanation_is_kept_and_may_be_changed(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("P3c", "half")
    lab.explain("P3c")
    asked = said(capsys)
    lab.explain("P3c", "never")
    lab.explain("P3c", "more-data")

    assert "Which explanation fits what you saw?" in asked
    assert Store().get(question("P3c")).explanation == "more-data"  # type: ignore[arg-type, union-attr]


@pytest.mark.parametrize("call", [lab.predict, lab.explain, lab.reveal("P3A"), lab.start], ids=lambda c: c.__name__)
def test_a_slip_of_the_pen_gets_a_suggestion(call: Any, capsys: pytest.CaptureFixture[str]) -> None:
    call("training-lop" if call is lab.start else "P3A" if call in (lab.predict, lab.explain) else (lambda: None))

    assert "Did you mean" in said(capsys)


def test_start_says_what_the_unit_is_worth_and_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("P3b", "no")
    capsys.readouterr()
    lab.start("training-loop")

    assert "training-loop: 40 points ── predictions locked in 1 of 4 (P3b)" in said(capsys)


def test_a_damaged_file_is_told_on_the_card(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "predictions.json").write_text("{", encoding="utf-8")
    lab.start("training-loop")
    lab.predict("P3a")

    assert said(capsys).count("is damaged") == 2


def test_a_card_escapes_everything() -> None:
    nasty = '<script>alert("&")</script>'
    shown = card(nasty, nasty, f"`{nasty}`", rows([(nasty, nasty)])).html()

    assert "<script" not in shown
    assert shown.count(html.escape(nasty, quote=True)) >= 5


def test_a_card_says_the_same_as_text_and_as_html() -> None:
    shown = card("Title", "A `word` here.", rows([("left", "right")]), tone="good")
    bundle = shown._repr_mimebundle_()

    for part in ("Title", "left", "right", "here."):
        assert part in bundle["text/plain"]
        assert part in bundle["text/html"]
    assert "background:white" not in bundle["text/html"]
    assert str(shown) == bundle["text/plain"]


def test_outside_a_living_page_nothing_waits_for_a_click() -> None:
    assert frontend.is_alive() is False


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A page with widgets: what is displayed on it is collected."""
    shown: list[Any] = []
    monkeypatch.setattr(frontend, "is_alive", lambda: True)
    monkeypatch.setattr("IPython.display.display", shown.append)
    return shown


def test_on_a_page_a_choice_is_locked_in_with_a_button(page: list[Any]) -> None:
    lab.predict("P3a")
    _, field, button, _ = page[0].children
    locked_at_first = button.disabled
    field.value = "w"
    button.click()

    assert locked_at_first
    assert "locked in" in page[0].children[0].value
    assert Store().get(question("P3a")).answer == "w"  # type: ignore[arg-type, union-attr]


def test_on_a_page_a_wrong_number_is_refused_and_can_be_mended(page: list[Any]) -> None:
    lab.predict("P3d")
    _, field, button, notice = page[0].children
    field.value = "much"
    button.click()
    refused = notice.value
    field.value = "20"
    button.click()

    assert "is not a number" in refused
    assert Store().get(question("P3d")).answer == 20.0  # type: ignore[arg-type, union-attr]


def test_on_a_page_an_explanation_is_kept_with_a_button(page: list[Any]) -> None:
    lab.predict("P3b", "no")
    lab.explain("P3b")
    _, field, button, _ = page[-1].children
    field.value = "random"
    button.click()

    assert Store().get(question("P3b")).explanation == "random"  # type: ignore[arg-type, union-attr]


def test_what_is_not_kept_is_told_under_the_button(page: list[Any]) -> None:
    def refuse(_: object) -> Card:
        raise controls.NotSaved("the folder is read-only")

    controls.offer_choices(card("Q"), {"a": "A"}, "Lock in", refuse)
    _, field, button, notice = page[0].children
    field.value = "a"
    button.click()

    assert "the folder is read-only" in notice.value


def test_the_package_shows_what_it_offers() -> None:
    assert dir(lab) == lab.__all__
    assert lab.data.line().x.shape == (100,)
    with pytest.raises(AttributeError, match="lab has no 'chek'"):
        lab.chek  # noqa: B018 - looking it up is the test
