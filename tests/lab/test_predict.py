"""Predictions, outcomes and explanations in a notebook without widgets: cards, and no tracebacks of `lab`'s own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lab
import pytest
from lab.checking.check_runner import check_exercise
from lab.display import live_cards
from lab.predicting import file_lock, reasons, unit_questions
from lab.predicting.prediction_file import NotSaved, PredictionFile
from lab.predicting.prediction_text import Prediction
from lab.predicting.reasons import Reasons

pytestmark = pytest.mark.usefixtures("folder")


def prediction(name: str) -> Prediction | None:
    question = unit_questions.find(name)
    assert question
    return PredictionFile().get(question)


def test_a_question_lists_its_answers_and_says_what_to_type(printed: Callable[[], str]) -> None:
    lab.predict("first-within-a-tenth")
    text = printed()

    assert all(word in text for word in ('"w"', '"b"', '"both"', 'lab.predict("first-within-a-tenth", "...")'))


def test_an_answer_typed_into_the_cell_is_locked_in(printed: Callable[[], str], folder: Path) -> None:
    lab.predict("first-within-a-tenth", "b")

    assert "first-within-a-tenth: locked in" in printed()
    assert (folder / "predictions.json").exists()


def test_predictions_stay_where_the_notebook_began(
    printed: Callable[[], str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.start("training-loop")
    lab.predict("first-within-a-tenth", "b")
    (folder / "data").mkdir()
    monkeypatch.chdir(folder / "data")
    lab.start("training-loop")
    lab.predict("b-close-to-truth", "no")
    printed()
    lab.predict("first-within-a-tenth")

    assert "first-within-a-tenth: locked in" in printed()
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["predictions.json"]
    assert list((folder / "data").iterdir()) == []


def test_the_card_says_where_the_outcome_is_until_the_prediction_is_explained(
    printed: Callable[[], str],
) -> None:
    lab.predict("first-within-a-tenth", "b")
    first = printed()
    lab.reveal("first-within-a-tenth")(lambda: "b")
    lab.explain("first-within-a-tenth", "noise")
    printed()
    lab.predict("first-within-a-tenth")

    assert 'The outcome opens below, at `@lab.reveal("first-within-a-tenth")`' in first
    assert "Go on" not in printed()


def test_a_second_answer_changes_nothing_and_says_so(printed: Callable[[], str]) -> None:
    lab.predict("first-within-a-tenth", "b")
    lab.predict("first-within-a-tenth", "w")

    assert "Your first prediction stays" in printed()
    assert prediction("first-within-a-tenth").answer == "b"  # type: ignore[union-attr]


@pytest.mark.parametrize("answer", ["c", 3, "", [], float("nan")])
def test_an_invalid_answer_is_refused_and_not_saved(answer: object, printed: Callable[[], str]) -> None:
    lab.predict("first-within-a-tenth", answer)

    assert "Not kept" in printed()
    assert prediction("first-within-a-tenth") is None


def test_an_outcome_is_not_run_before_the_prediction(printed: Callable[[], str]) -> None:
    runs = []

    @lab.reveal("b-close-to-truth")
    def outcome() -> str:
        runs.append(1)
        return "no"

    assert "waits for your prediction" in printed()
    assert runs == []


def test_an_outcome_is_shown_beside_the_prediction(printed: Callable[[], str]) -> None:
    lab.predict("first-loss", "21,5")
    printed()

    @lab.reveal("first-loss")
    def outcome() -> float:
        return 22.25

    assert "you predicted 21.5 what happened 22.25" in printed()
    assert outcome() == 22.25


def test_after_the_outcome_the_next_step_is_the_explanation(printed: Callable[[], str]) -> None:
    lab.predict("b-close-to-truth", "no")
    lab.reveal("b-close-to-truth")(lambda: "no")
    before = printed()
    lab.explain("b-close-to-truth", "share")
    printed()
    lab.reveal("b-close-to-truth")(lambda: "no")

    assert "Next: run the cell below, and say why" in before
    assert "Next:" not in printed()


def test_an_outcome_that_needs_a_cell_above_names_what_is_missing(printed: Callable[[], str]) -> None:
    lab.predict("b-close-to-truth", "no")

    @lab.reveal("b-close-to-truth")
    def outcome() -> float:
        return run["b"]  # type: ignore[name-defined, no-any-return]  # noqa: F821

    text = printed()
    assert "the outcome needs the cells above" in text
    assert "name 'run' is not defined (in `outcome`, line" in text


SIGNATURE = "def train_step(x, y, w, b, lr):"
STUB = f"{SIGNATURE}\n    raise NotImplementedError()"
RIGHT = f"""{SIGNATURE}
    r = w * x + b - y
    return w - lr * 2 * (r * x).mean(), b - lr * 2 * r.mean(), float((r**2).mean())
"""
WRONG = RIGHT.replace("w - lr", "w + lr")
FORGOTTEN = f"{SIGNATURE}\n    r = w * x\n    raise NotImplementedError()"
NOTHING = f"{SIGNATURE}\n    pass"
ENDLESS = f"{SIGNATURE}\n    while True: pass"
LINE = "import numpy as np\nclass line: x, y = np.array([1.0, 2.0]), np.array([3.0, 4.0])"
OUTCOME = "def outcome():\n    return train_step(line.x, line.y, 0.0, 0.0, 0.01)[2]"
LATER = "first_loss = train_step(line.x, line.y, 0.0, 0.0, 0.01)[2]\ndef outcome():\n    return first_loss"


class TestAnOutcomeOfTheStudentsFunction:
    """It says whether the checks accept the function."""

    @pytest.fixture
    def outcome(self, run_cell: Callable[[str], None], printed: Callable[[], str]) -> Callable[..., str]:
        """Predict, run cells, and return the card of the outcome."""

        def outcome(*cells: str) -> str:
            lab.predict("first-loss", 22)
            printed()
            for cell in (LINE, *cells):
                run_cell(cell)
            lab.reveal("first-loss")(vars(sys.modules["__main__"])["outcome"])
            return printed()

        return outcome

    def test_is_compared_where_the_checks_pass(self, outcome: Callable[..., str]) -> None:
        assert "what happened 12.5 It came out smaller" in outcome(RIGHT, OUTCOME)

    @pytest.mark.parametrize("cells", [OUTCOME, LATER], ids=["called by the outcome", "called by a cell above"])
    def test_is_only_what_the_code_gave_where_they_do_not(self, cells: str, outcome: Callable[..., str]) -> None:
        text = outcome(WRONG, cells)

        assert "what your code gave 12.5" in text
        assert "with your `train_step` as it is, which its checks do not accept yet" in text
        assert "It came out" not in text
        assert "say why" not in text

    def test_needs_no_check_of_functions_it_does_not_run(self, outcome: Callable[..., str]) -> None:
        assert "what happened 7" in outcome(WRONG, "def outcome():\n    return 7.0")

    @pytest.mark.parametrize("stub", [STUB, FORGOTTEN], ids=["a stub", "code and a forgotten raise"])
    def test_names_the_function_that_is_not_written(self, stub: str, outcome: Callable[..., str]) -> None:
        assert "It needs your `train_step`, which is not written yet." in outcome(stub, OUTCOME)

    def test_fails_with_a_card_and_no_traceback(self, outcome: Callable[..., str]) -> None:
        text = outcome(NOTHING, OUTCOME)

        assert "With your `train_step` as it is, which its checks do not accept yet, it ends with an error" in text
        assert "TypeError" in text
        assert prediction("first-loss").outcome_shown is None  # type: ignore[union-attr]

    def test_is_not_run_where_it_would_not_end(
        self, outcome: Callable[..., str], interruptible: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(check_exercise, "__defaults__", (0.05,))

        assert "It runs your `train_step`, stopped by its check because it does not end." in outcome(ENDLESS, OUTCOME)


def test_an_outcome_that_needs_unwritten_code_says_so(printed: Callable[[], str]) -> None:
    lab.predict("b-close-to-truth", "yes")

    @lab.reveal("b-close-to-truth")
    def outcome() -> str:
        raise NotImplementedError

    assert "the outcome needs your code" in printed()


def test_another_error_in_an_outcome_is_raised() -> None:
    lab.predict("b-close-to-truth", "yes")

    with pytest.raises(ZeroDivisionError):

        @lab.reveal("b-close-to-truth")
        def outcome() -> float:
            return 1 / 0


def test_an_explanation_needs_a_prediction(printed: Callable[[], str]) -> None:
    lab.explain("gap-of-b", "never")

    assert "First lock in your prediction gap-of-b" in printed()


def test_an_explanation_is_saved_and_may_be_changed(printed: Callable[[], str]) -> None:
    lab.predict("gap-of-b", "half")
    lab.reveal("gap-of-b")(lambda: "half")
    lab.explain("gap-of-b")
    question = printed()
    lab.explain("gap-of-b", "never")
    lab.explain("gap-of-b", "more-data")

    assert "Which explanation fits what you saw?" in question
    assert prediction("gap-of-b").explanation == "more-data"  # type: ignore[union-attr]


def test_an_explanation_needs_the_outcome(printed: Callable[[], str]) -> None:
    lab.predict("gap-of-b", "half")
    lab.explain("gap-of-b", "never")

    assert 'First look at the outcome: run the cell with `@lab.reveal("gap-of-b")`' in printed()
    assert prediction("gap-of-b").explanation is None  # type: ignore[union-attr]


def test_an_outcome_that_failed_was_not_seen(printed: Callable[[], str]) -> None:
    def outcome() -> str:
        raise NotImplementedError

    lab.predict("gap-of-b", "half")
    lab.reveal("gap-of-b")(outcome)
    lab.explain("gap-of-b")

    assert "First look at the outcome" in printed()


def test_an_outcome_is_remembered_by_the_next_kernel(printed: Callable[[], str], folder: Path) -> None:
    lab.predict("gap-of-b", "half")
    lab.reveal("gap-of-b")(lambda: "half")
    live_cards.live_cards.clear()
    printed()
    lab.explain("gap-of-b")

    assert "Which explanation fits" in printed()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the handout tell which explanation holds."""
    monkeypatch.setattr(reasons, "find", lambda _: Reasons("more-steps", {"never": "It does not stop."}))


@pytest.mark.usefixtures("told")
def test_after_the_choice_the_card_tells_which_explanation_holds(printed: Callable[[], str]) -> None:
    lab.predict("gap-of-b", "half")
    lab.reveal("gap-of-b")(lambda: "unfinished")
    lab.explain("gap-of-b")
    before = printed()
    lab.explain("gap-of-b", "never")

    assert "It does not stop." not in before
    assert "Why not: It does not stop. ✓ this one holds The best line" in printed()


@pytest.mark.usefixtures("told")
def test_once_told_the_first_explanation_stays(printed: Callable[[], str]) -> None:
    lab.predict("gap-of-b", "half")
    lab.reveal("gap-of-b")(lambda: "unfinished")
    lab.explain("gap-of-b", "never")
    lab.explain("gap-of-b", "more-steps")

    assert "Your first choice stays." in printed()
    assert prediction("gap-of-b").explanation == "never"  # type: ignore[union-attr]


@pytest.mark.usefixtures("told")
def test_an_explanation_of_an_earlier_version_is_told_after_its_outcome(
    printed: Callable[[], str], folder: Path
) -> None:
    entry = {"answer": "half", "committed": "2027-01-01", "explanation": "never"}
    (folder / "predictions.json").write_text(json.dumps({"gap-of-b": entry}), encoding="utf-8")
    lab.explain("gap-of-b")
    before = printed()
    lab.reveal("gap-of-b")(lambda: "unfinished")
    lab.explain("gap-of-b")

    assert "your explanation ──" in before
    assert "It does not stop." not in before
    assert "Why not: It does not stop." in printed()


@pytest.mark.usefixtures("told")
def test_a_notebook_with_typed_answers_runs_again_in_a_read_only_folder(
    printed: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run() -> str:
        lab.predict("gap-of-b", "half")
        lab.reveal("gap-of-b")(lambda: "unfinished")
        lab.explain("gap-of-b", "never")
        return printed()

    def refuse(path: Path) -> None:
        raise OSError(30, "Read-only file system")

    first = run()
    monkeypatch.setattr(file_lock, "locked", refuse)

    assert run() == first.replace(" Next: run the cell below, and say why it came so.", "").replace(
        ' Go on with the next cell. The outcome opens below, at `@lab.reveal("gap-of-b")`.', ""
    )


def test_without_reasons_the_card_says_that_the_feedback_will_tell(printed: Callable[[], str]) -> None:
    lab.predict("gap-of-b", "half")
    lab.reveal("gap-of-b")(lambda: "unfinished")
    lab.explain("gap-of-b", "never")

    assert "Your feedback will tell which explanation holds." in printed()


@pytest.mark.usefixtures("told")
def test_an_outcome_in_a_read_only_folder_is_shown_and_the_card_says_why_it_is_not_kept(
    printed: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotSaved("this folder is read-only")

    lab.predict("gap-of-b", "half")
    monkeypatch.setattr(PredictionFile, "keep_outcome_shown", refuse)
    lab.reveal("gap-of-b")(lambda: "unfinished")
    text = printed()

    assert "what happened mostly unfinished descent" in text
    assert "This folder is read-only" in text


@pytest.mark.parametrize("call", [lab.predict, lab.explain, lambda name: lab.reveal(name)(lambda: None)])
def test_a_misspelt_id_gets_a_suggestion(call: Any, printed: Callable[[], str]) -> None:
    call("first-los")

    assert "Did you mean `first-loss`?" in printed()


def test_a_damaged_file_is_reported_on_the_cards(printed: Callable[[], str], folder: Path) -> None:
    (folder / "predictions.json").write_text("{", encoding="utf-8")
    lab.start("training-loop")
    lab.predict("first-within-a-tenth")

    assert printed().count("is damaged") == 2
