"""What a student meets in the notebook: cards without a page, widgets on one, and never a traceback."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lab
import pytest
from lab.display import frontend
from lab.predicting import unit_questions
from lab.predicting.prediction_file import PredictionFile


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notebook's folder, all to itself."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_a_question_lists_its_answers_and_says_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("first-within-a-tenth")
    text = said(capsys)

    assert all(word in text for word in ('"w"', '"b"', '"both"', 'lab.predict("first-within-a-tenth", "...")'))


def test_an_answer_typed_into_the_cell_is_locked_in(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    lab.predict("first-within-a-tenth", "b")

    assert "first-within-a-tenth: locked in" in said(capsys)
    assert (folder / "predictions.json").exists()


def test_after_locking_in_the_card_says_where_the_outcome_is_until_all_is_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lab.predict("first-within-a-tenth", "b")
    first = said(capsys)
    lab.explain("first-within-a-tenth", "noise")
    capsys.readouterr()
    lab.predict("first-within-a-tenth")

    assert 'The outcome opens below, at `@lab.reveal("first-within-a-tenth")`' in first
    assert "Go on" not in said(capsys)


def test_a_second_answer_changes_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("first-within-a-tenth", "b")
    lab.predict("first-within-a-tenth", "w")

    assert "Your first prediction stays" in said(capsys)
    assert PredictionFile().get(unit_questions.find("first-within-a-tenth")).answer == "b"  # type: ignore[arg-type, union-attr]


@pytest.mark.parametrize("answer", ["c", 3, "", [], float("nan")])
def test_an_answer_that_is_none_is_refused_kindly(answer: object, capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("first-within-a-tenth", answer)

    assert "Not kept" in said(capsys)
    assert PredictionFile().get(unit_questions.find("first-within-a-tenth")) is None  # type: ignore[arg-type]


def test_an_outcome_stays_closed_until_something_is_predicted(capsys: pytest.CaptureFixture[str]) -> None:
    runs = []

    @lab.reveal("b-close-to-truth")
    def outcome() -> str:
        runs.append(1)
        return "no"

    assert "waits for your prediction" in said(capsys)
    assert runs == []


def test_an_outcome_shows_both_sides(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("first-loss", "21,5")
    capsys.readouterr()

    @lab.reveal("first-loss")
    def outcome() -> float:
        return 22.25

    assert "you predicted 21.5 what happened 22.25" in said(capsys)
    assert outcome() == 22.25


def test_after_the_outcome_comes_the_question_why(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("b-close-to-truth", "no")
    lab.reveal("b-close-to-truth")(lambda: "no")
    before = said(capsys)
    lab.explain("b-close-to-truth", "share")
    capsys.readouterr()
    lab.reveal("b-close-to-truth")(lambda: "no")

    assert "Next: run the cell below, and say why" in before
    assert "Next:" not in said(capsys)


def test_an_outcome_that_needs_a_cell_above_says_which_name_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("b-close-to-truth", "no")

    @lab.reveal("b-close-to-truth")
    def outcome() -> float:
        return run["b"]  # type: ignore[name-defined, no-any-return]  # noqa: F821

    text = said(capsys)
    assert "the outcome needs the cells above" in text
    assert "name 'run' is not defined (in `outcome`, line" in text


def test_an_outcome_that_needs_unwritten_code_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("b-close-to-truth", "yes")

    @lab.reveal("b-close-to-truth")
    def outcome() -> str:
        raise NotImplementedError

    assert "the outcome needs your code" in said(capsys)


def test_a_students_own_error_in_an_outcome_is_shown_as_it_is() -> None:
    lab.predict("b-close-to-truth", "yes")

    with pytest.raises(ZeroDivisionError):

        @lab.reveal("b-close-to-truth")
        def outcome() -> float:
            return 1 / 0


def test_an_explanation_waits_for_the_prediction(capsys: pytest.CaptureFixture[str]) -> None:
    lab.explain("gap-of-b", "never")

    assert "First lock in your prediction gap-of-b" in said(capsys)


def test_an_explanation_is_kept_and_may_be_changed(capsys: pytest.CaptureFixture[str]) -> None:
    lab.predict("gap-of-b", "half")
    lab.explain("gap-of-b")
    asked = said(capsys)
    lab.explain("gap-of-b", "never")
    lab.explain("gap-of-b", "more-data")

    assert "Which explanation fits what you saw?" in asked
    assert PredictionFile().get(unit_questions.find("gap-of-b")).explanation == "more-data"  # type: ignore[arg-type, union-attr]


@pytest.mark.parametrize("call", [lab.predict, lab.explain, lambda name: lab.reveal(name)(lambda: None)])
def test_a_misspelt_id_gets_a_suggestion(call: Any, capsys: pytest.CaptureFixture[str]) -> None:
    call("first-los")

    assert "Did you mean `first-loss`?" in said(capsys)


def test_a_damaged_file_is_told_on_the_card(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "predictions.json").write_text("{", encoding="utf-8")
    lab.start("training-loop")
    lab.predict("first-within-a-tenth")

    assert said(capsys).count("is damaged") == 2


@pytest.mark.parametrize(
    ("environment", "names", "modules"),
    [
        ({"JPY_SESSION_NAME": "a.ipynb"}, {}, {}),
        ({}, {"__vsc_ipynb_file__": "a.ipynb"}, {}),
        ({}, {}, {"google.colab": 1}),
    ],
    ids=["Jupyter", "VS Code", "Colab"],
)
def test_a_living_page_is_known_by_what_its_program_leaves(
    environment: dict[str, str], names: dict[str, str], modules: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace(kernel="a kernel", user_ns=names))
    before = frontend.is_alive()
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    for key, value in modules.items():
        monkeypatch.setitem(sys.modules, key, value)

    assert frontend.is_alive()
    assert before == bool(names), "the other two leave their sign outside of the notebook"


def test_a_console_is_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace(user_ns={}))

    assert not frontend.is_alive()


def test_outside_a_living_page_nothing_waits_for_a_click() -> None:
    assert frontend.is_alive() is False


def test_the_package_shows_what_it_offers() -> None:
    assert dir(lab) == lab.__all__
    assert lab.data.line().x.shape == (100,)
    with pytest.raises(AttributeError, match="lab has no 'chek'"):
        lab.chek  # noqa: B018 - looking it up is the test
