"""The file of predictions keeps what was committed and survives damage."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lab.predicting import file_lock
from lab.predicting.prediction_file import NotSaved, PredictionFile
from lab.predicting.prediction_text import Prediction, parse
from lab.predicting.question_types import Choice, InvalidAnswer, Number

LUCK_OR_SKILL = {"luck": "Luck.", "skill": "Skill."}
COIN = Choice("C1", "Heads or tails?", choices={"heads": "heads", "tails": "tails"}, explanations=LUCK_OR_SKILL)
SIZE = Number("N1", "How large?", absolute=0.1, unit="m", explanations={"rule": "A ruler says so."})


@pytest.fixture
def predictions(tmp_path: Path) -> PredictionFile:
    return PredictionFile(tmp_path / "predictions.json")


def answer_of(predictions: PredictionFile, question: Choice | Number) -> str | float | None:
    prediction = predictions.get(question)
    return None if prediction is None else prediction.answer


def test_the_first_answer_stays(predictions: PredictionFile) -> None:
    predictions.commit(COIN, "heads")
    predictions.commit(COIN, "tails")

    assert answer_of(predictions, COIN) == "heads"


def test_an_explanation_may_be_changed(predictions: PredictionFile) -> None:
    predictions.commit(COIN, "heads")
    predictions.keep_outcome_shown(COIN)
    predictions.explain(COIN, "skill")
    predictions.explain(COIN, "luck")

    assert predictions.read().entries["C1"].explanation == "luck"


def test_an_explanation_stays_once_the_student_was_told_which_one_holds(predictions: PredictionFile) -> None:
    predictions.commit(COIN, "heads")
    predictions.keep_outcome_shown(COIN)
    predictions.explain(COIN, "skill", tells_reasons=True)
    predictions.explain(COIN, "luck")

    assert predictions.read().entries["C1"].explanation == "skill"


def test_an_explanation_before_the_outcome_is_refused(predictions: PredictionFile) -> None:
    predictions.commit(COIN, "heads")

    with pytest.raises(InvalidAnswer, match="look at the outcome first"):
        predictions.explain(COIN, "luck")


def test_a_grader_that_leaves_out_outcomes_keeps_a_typed_explanation(
    predictions: PredictionFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    predictions.commit(COIN, "heads")

    assert predictions.explain(COIN, "luck").explanation == "luck"


def test_an_outcome_without_a_prediction_is_not_remembered(predictions: PredictionFile) -> None:
    predictions.keep_outcome_shown(COIN)

    assert not predictions.path.exists()


def test_an_outcome_that_is_shown_again_does_not_change_the_file(predictions: PredictionFile) -> None:
    predictions.commit(COIN, "heads")
    predictions.keep_outcome_shown(COIN)
    entries = json.loads(predictions.path.read_text(encoding="utf-8"))
    entries["C1"]["outcome_shown"] = "2027-02-01"
    predictions.path.write_text(json.dumps(entries), encoding="utf-8")
    predictions.keep_outcome_shown(COIN)

    assert json.loads(predictions.path.read_text(encoding="utf-8")) == entries


@pytest.mark.parametrize("value", [True, 1, 0.5, [], {}, None], ids=repr)
@pytest.mark.parametrize("field", ["explanation", "outcome_shown", "reasons_shown"])
def test_a_field_that_is_no_text_is_as_if_it_were_missing(
    predictions: PredictionFile, field: str, value: object
) -> None:
    entry = {"answer": "heads", "committed": "x", field: value}
    predictions.path.write_text(json.dumps({"C1": entry}), encoding="utf-8")

    assert predictions.get(COIN) == Prediction("heads", "x")


def test_an_entry_without_the_time_of_its_outcome_keeps_its_explanation(predictions: PredictionFile) -> None:
    entry = {"answer": "heads", "committed": "x", "explanation": "luck"}
    predictions.path.write_text(json.dumps({"C1": entry}), encoding="utf-8")
    predictions.keep_outcome_shown(COIN)

    assert answer_of(predictions, COIN) == "heads"
    assert predictions.read().entries["C1"].explanation == "luck"


def test_an_explanation_without_a_prediction_is_refused(predictions: PredictionFile) -> None:
    with pytest.raises(InvalidAnswer, match="lock in a prediction first"):
        predictions.explain(COIN, "luck")


def test_the_file_has_its_documented_form(predictions: PredictionFile) -> None:
    predictions.commit(SIZE, "2,5")
    predictions.keep_outcome_shown(SIZE)
    predictions.explain(SIZE, "rule", tells_reasons=True)
    content = json.loads(predictions.path.read_text(encoding="utf-8"))

    assert content["schema"] == "lab/predictions/v1"
    assert content["N1"].keys() == {
        "answer",
        "committed",
        "explanation",
        "outcome_shown",
        "reasons_shown",
    }
    assert content["N1"]["answer"] == 2.5


def test_no_other_file_is_left_in_the_folder(predictions: PredictionFile) -> None:
    predictions.commit(COIN, "heads")
    predictions.commit(SIZE, 1)

    assert list(predictions.path.parent.iterdir()) == [predictions.path]


DAMAGE = {
    "cut off": '{"schema": "lab/predictions/v1", "C',
    "a list": "[1, 2]",
    "a text": '"first-within-a-tenth"',
    "half a merge": '<<<<<<< HEAD\n{"C1": {',
    "a million brackets": "[" * 1_000_000,
}


@pytest.mark.parametrize("text", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_is_reported_and_renamed(predictions: PredictionFile, text: str) -> None:
    predictions.path.write_text(text, encoding="utf-8")
    problem = predictions.read().problem
    predictions.commit(COIN, "heads")

    assert "damaged" in problem
    assert answer_of(predictions, COIN) == "heads"
    assert predictions.path.with_name("predictions.damaged.json").read_text(encoding="utf-8") == text


def test_whole_answers_of_a_damaged_file_are_kept(predictions: PredictionFile) -> None:
    predictions.commit(COIN, "heads")
    predictions.commit(SIZE, 1)
    predictions.path.write_bytes(predictions.path.read_bytes()[:-80])
    content = predictions.read()
    predictions.commit(SIZE, 2)

    assert content.entries.keys() == {"C1"}
    assert "1 of its predictions could be read" in content.problem
    assert (answer_of(predictions, COIN), answer_of(predictions, SIZE)) == ("heads", 2.0)
    assert not predictions.read().problem


@pytest.mark.parametrize("entry", [3, None, [], {"answer": None}, {"answer": True}, {"answer": {}}, {}])
def test_an_invalid_entry_leaves_the_others_readable(predictions: PredictionFile, entry: object) -> None:
    predictions.commit(SIZE, 1.0)
    content = json.loads(predictions.path.read_text(encoding="utf-8"))
    content["C1"] = entry
    predictions.path.write_text(json.dumps(content), encoding="utf-8")

    assert "C1" in predictions.read().problem
    assert predictions.get(COIN) is None
    assert answer_of(predictions, SIZE) == 1.0


def test_an_answer_edited_to_one_that_does_not_exist_can_be_given_again(predictions: PredictionFile) -> None:
    predictions.path.write_text('{"C1": {"answer": "edge", "committed": "x"}}', encoding="utf-8")

    assert predictions.get(COIN) is None
    assert predictions.commit(COIN, "tails").answer == "tails"


def test_a_file_with_a_byte_order_mark_is_read(predictions: PredictionFile) -> None:
    predictions.commit(COIN, "heads")
    predictions.path.write_bytes(b"\xef\xbb\xbf" + predictions.path.read_bytes())

    assert predictions.get(COIN) is not None


def test_bytes_that_are_no_text_are_damage(predictions: PredictionFile) -> None:
    predictions.path.write_bytes(b"\xff\xfe\x00\x80")

    assert predictions.read().damaged


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    predictions = PredictionFile(tmp_path / "no-such-folder" / "predictions.json")

    with pytest.raises(NotSaved, match="could not be written"):
        predictions.commit(COIN, "heads")


def test_notebooks_that_write_at_the_same_time_lose_nothing(predictions: PredictionFile) -> None:
    questions = [Choice(f"C{i}", "?", choices={"yes": "yes"}) for i in range(24)]
    with ThreadPoolExecutor(8) as notebooks:
        list(notebooks.map(lambda question: PredictionFile(predictions.path).commit(question, "yes"), questions))

    assert predictions.read().entries.keys() == {question.id for question in questions}
    assert list(predictions.path.parent.iterdir()) == [predictions.path]


def test_a_lock_that_stays_taken_is_reported(predictions: PredictionFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_lock, "TIMEOUT_SECONDS", 0.1)
    lock_file = predictions.path.with_name(".predictions.json.lock")
    lock_file.touch()
    os.utime(lock_file, (4e9, 4e9))

    with pytest.raises(NotSaved, match="another notebook is writing it"):
        predictions.commit(COIN, "heads")


def test_a_damaged_file_is_not_renamed_when_nothing_can_be_written(
    predictions: PredictionFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    predictions.path.write_text("{", encoding="utf-8")
    monkeypatch.setattr(Path, "write_bytes", refuse)

    with pytest.raises(NotSaved, match="No space left on device"):
        predictions.commit(COIN, "heads")
    assert predictions.path.read_bytes() == b"{"


def test_an_empty_text_holds_no_predictions() -> None:
    assert parse("") == parse(" \n") == parse('{"schema": "lab/predictions/v1"}')


def test_hints_and_giving_up_are_kept_beside_the_answers_and_survive_them(predictions: PredictionFile) -> None:
    predictions.commit(COIN, "heads")
    predictions.keep_hints("mse", 2)
    predictions.keep_hints("mse", 1)
    predictions.give_up("mse")
    first = predictions.help_for("mse").gave_up
    predictions.give_up("mse")
    predictions.commit(SIZE, 3.0)

    assert first is not None
    assert predictions.help_for("mse").hints == 2
    assert predictions.help_for("mse").gave_up == first
    assert answer_of(predictions, COIN) == "heads"
    assert predictions.help_for("mae").hints == 0


def test_hints_that_are_known_already_write_nothing(predictions: PredictionFile) -> None:
    predictions.keep_hints("mse", 2)
    predictions.path.chmod(0o400)
    before = predictions.path.stat().st_mtime_ns
    predictions.keep_hints("mse", 1)

    assert predictions.path.stat().st_mtime_ns == before
