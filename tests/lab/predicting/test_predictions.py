"""Predictions: what counts as an answer, and a file that survives what happens to files."""

from __future__ import annotations

import json
import math
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lab.predicting import file_lock
from lab.predicting.predictions import Choice, InvalidAnswer, NotSaved, Number, Store, parse, question, questions

COIN = Choice("C1", "Heads or tails?", choices={"heads": "heads", "tails": "tails"}, explanations={"luck": "Luck."})
SIZE = Number("N1", "How large?", absolute=0.1, unit="m", explanations={"rule": "A ruler says so."})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "predictions.json")


@pytest.mark.parametrize(
    ("given", "number"),
    [(3, 3.0), ("3.5", 3.5), ("3,5", 3.5), (" -1e-3 ", -0.001)],
    ids=["an int", "a text", "a decimal comma", "an exponent"],
)
def test_a_number_is_read_as_people_write_it(given: object, number: float) -> None:
    assert SIZE.read(given) == number


@pytest.mark.parametrize("given", [True, None, "large", math.nan, math.inf, [1.0], "1,000,000", 10**400])
def test_what_is_not_a_number_is_refused_in_words(given: object) -> None:
    with pytest.raises(InvalidAnswer, match="number"):
        SIZE.read(given)


@pytest.mark.parametrize("given", ["Heads", "", 1, None, ["heads"], {"heads": 1}])
def test_what_is_not_a_choice_is_refused_with_the_choices(given: object) -> None:
    with pytest.raises(InvalidAnswer, match='choose from "heads", "tails"'):
        COIN.read(given)


def test_the_first_answer_stays(store: Store) -> None:
    store.commit(COIN, "heads")
    store.commit(COIN, "tails")

    assert store.get(COIN).answer == "heads"  # type: ignore[union-attr]


def test_an_explanation_may_be_changed(store: Store) -> None:
    store.commit(COIN, "heads")
    store.explain(COIN, "luck")

    assert store.get(COIN).explanation == "luck"  # type: ignore[union-attr]


def test_an_explanation_without_a_prediction_is_refused(store: Store) -> None:
    with pytest.raises(InvalidAnswer, match="lock in a prediction first"):
        store.explain(COIN, "luck")


def test_the_file_has_its_documented_form(store: Store) -> None:
    store.commit(SIZE, "2,5")
    store.explain(SIZE, "rule")
    content = json.loads(store.path.read_text(encoding="utf-8"))

    assert content["schema"] == "lab/predictions/v1"
    assert content["predictions"]["N1"].keys() == {"answer", "committed", "explanation"}
    assert content["predictions"]["N1"]["answer"] == 2.5


def test_nothing_but_the_file_is_left_behind(store: Store) -> None:
    store.commit(COIN, "heads")
    store.commit(SIZE, 1)

    assert [path.name for path in store.path.parent.iterdir()] == ["predictions.json"]


DAMAGE = {
    "cut off": '{"schema": "lab/predictions/v1", "predict',
    "a list": "[1, 2]",
    "no predictions": "{}",
    "predictions as text": '{"predictions": "P3a"}',
    "merge marks": '<<<<<<< HEAD\n{"predictions": {}}',
    "a million brackets": "[" * 1_000_000,
}


@pytest.mark.parametrize("text", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_is_told_and_kept_aside(store: Store, text: str) -> None:
    store.path.write_text(text, encoding="utf-8")
    told = store.read().problem
    store.commit(COIN, "heads")

    assert "damaged" in told
    assert store.get(COIN).answer == "heads"  # type: ignore[union-attr]
    assert store.path.with_name("predictions.damaged.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("entry", [3, None, [], {"answer": None}, {"answer": True}, {"answer": {}}, {}])
def test_an_entry_edited_into_nonsense_costs_only_itself(store: Store, entry: object) -> None:
    store.commit(SIZE, 1.0)
    content = json.loads(store.path.read_text(encoding="utf-8"))
    content["predictions"]["C1"] = entry
    store.path.write_text(json.dumps(content), encoding="utf-8")

    assert "C1" in store.read().problem
    assert store.get(COIN) is None
    assert store.get(SIZE).answer == 1.0  # type: ignore[union-attr]


def test_an_answer_edited_to_one_that_does_not_exist_asks_again(store: Store) -> None:
    store.path.write_text('{"predictions": {"C1": {"answer": "edge", "committed": "x"}}}', encoding="utf-8")

    assert store.get(COIN) is None
    assert store.commit(COIN, "tails").answer == "tails"


def test_a_file_from_an_editor_with_a_byte_order_mark_is_read(store: Store) -> None:
    store.commit(COIN, "heads")
    store.path.write_bytes(b"\xef\xbb\xbf" + store.path.read_bytes())

    assert store.get(COIN) is not None


def test_bytes_that_are_no_text_are_damage(store: Store) -> None:
    store.path.write_bytes(b"\xff\xfe\x00\x80")

    assert store.read().damaged


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "gone" / "predictions.json")

    with pytest.raises(NotSaved, match="could not be written"):
        store.commit(COIN, "heads")


def test_two_notebooks_that_write_at_once_lose_nothing(store: Store) -> None:
    asked = [Choice(f"C{i}", "?", choices={"yes": "yes"}) for i in range(24)]
    with ThreadPoolExecutor(8) as notebooks:
        list(notebooks.map(lambda q: Store(store.path).commit(q, "yes"), asked))

    assert store.read().entries.keys() == {q.id for q in asked}
    assert [path.name for path in store.path.parent.iterdir()] == ["predictions.json"]


def test_a_writer_that_never_ends_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_lock, "PATIENCE", 0.1)
    sign = store.path.with_name(".predictions.json.turn")
    sign.touch()
    os.utime(sign, (4e9, 4e9))

    with pytest.raises(NotSaved, match="another notebook is writing it"):
        store.commit(COIN, "heads")


def test_the_sign_of_a_writer_that_crashed_is_swept_away(store: Store) -> None:
    sign = store.path.with_name(".predictions.json.turn")
    sign.touch()
    os.utime(sign, (0, 0))

    assert store.commit(COIN, "heads").answer == "heads"
    assert not sign.exists()


def test_a_file_that_somebody_reads_just_now_is_written_a_moment_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that is open."""
    really, refusals = Path.replace, [PermissionError(13, "in use"), PermissionError(13, "in use")]

    def replace(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return really(self, target)

    monkeypatch.setattr(Path, "replace", replace)

    assert store.commit(COIN, "heads").answer == "heads"
    assert json.loads(store.path.read_text(encoding="utf-8"))["predictions"]["C1"]["answer"] == "heads"


def test_a_damaged_file_stays_where_it_is_when_nothing_can_be_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    store.path.write_text("{", encoding="utf-8")
    monkeypatch.setattr(Path, "write_text", refuse)

    with pytest.raises(NotSaved, match="No space left on device"):
        store.commit(COIN, "heads")
    assert store.path.read_bytes() == b"{"


def test_an_empty_text_holds_no_predictions() -> None:
    assert parse("") == parse(" \n") == parse('{"predictions": {}}')


def test_every_question_is_found_by_its_id() -> None:
    asked = questions("training-loop")

    assert {q.id for q in asked} == {"P3a", "P3b", "P3c", "P3d"}
    assert all(question(q.id) is q and len(q.explanations) >= 3 for q in asked)
    assert question("P3z") is None
