"""Saved predictions are read like the notebook: odd encodings, names and merges are repaired and said."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest
from lab.predicting.prediction_text import parse

from autograder.submissions.predictions import SavedPredictions, read_predictions

QUESTIONS = ("first-loss", "gap-of-b")
ENTRIES = {
    "first-loss": {"answer": 3.5, "committed": "2027-02-01T10:00:00+00:00", "explanation": "old"},
    "gap-of-b": {"answer": "größer", "committed": "2027-02-01T10:00:00+00:00"},
}


def text(entries: Mapping[str, object] = ENTRIES) -> str:
    return json.dumps({**entries, "schema": "lab/predictions/v1"}, indent=1, ensure_ascii=False)


def read(data: bytes, name: str = "predictions.json") -> SavedPredictions:
    return read_predictions({name: data}, QUESTIONS)


def answers(saved: SavedPredictions) -> dict[str, object]:
    return {name: entry.answer for name, entry in parse(saved.data.decode()).entries.items()}


ALL = {"first-loss": 3.5, "gap-of-b": "größer"}


def merged(ours: str, theirs: str) -> bytes:
    return f"<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> other\n".encode()


@pytest.mark.parametrize(
    ("build", "repair"),
    [
        (lambda: b"\xef\xbb\xbf" + text().encode(), "byte order mark (UTF-8)"),
        (lambda: text().encode("utf-16"), "byte order mark (UTF-16)"),
        (lambda: text().encode("utf-16-be"), "read as UTF-16-BE"),
        (lambda: text().encode("latin-1"), "read as LATIN-1"),
        (lambda: merged(text(), text({})), "unresolved merge"),
        (lambda: merged(text(), text({})).replace(b"\n", b"\r\n"), "unresolved merge"),
        (lambda: merged(text(), text({})).replace(b"}\n=======", b"}======="), "2 whole predictions were saved"),
        (lambda: text().encode()[:-4], "2 whole predictions were saved"),
        (lambda: text().replace('"schema"', '"n": ' + "9" * 5000 + ', "schema"').encode(), "2 whole predictions"),
    ],
    ids=["UTF-8 with BOM", "UTF-16", "UTF-16 without BOM", "Latin-1", "merge", "merge on Windows", "merge in a line",
         "cut off", "a long number"],
)  # fmt: skip
def test_a_damaged_file_is_repaired_and_the_report_says_so(build: Callable[[], bytes], repair: str) -> None:
    saved = read(build())

    assert answers(saved) == ALL
    assert any(repair in message for message in saved.repairs)
    assert not saved.problem


def test_an_intact_file_stays_as_it_is() -> None:
    assert read(text().encode()) == SavedPredictions(text().encode(), 2)


@pytest.mark.parametrize("name", ["predictions (1).json", "predictions-1.json", "predictions.json.txt", "saved.json"])
def test_a_file_of_another_name_is_read_and_the_report_says_so(name: str) -> None:
    saved = read(text().encode(), name)

    assert answers(saved) == ALL
    assert saved.repairs == [f"'{name}': it was read as predictions.json"]


def test_of_several_files_the_one_with_the_most_is_read() -> None:
    some = text({"gap-of-b": ENTRIES["gap-of-b"]}).encode()
    files = {"predictions.json": some, "predictions (1).json": text().encode(), "predictions (2).json": b"{"}
    saved = read_predictions(files, QUESTIONS)

    assert answers(saved) == ALL
    assert not saved.problem
    assert "3 files of predictions were handed in: the one with the most was read" in saved.repairs


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "it is empty"),
        (b"my dog", "it holds no predictions"),
        (b"{", "it holds no predictions"),
        (b"[1]", "holds no predictions"),
        (b'{"first-loss": 3}', "the entry for 'first-loss'"),
        (b"[" * 100_000, "it holds no predictions"),
        (text({**ENTRIES, "first-loss": 7}).encode(), "the entry for 'first-loss'"),
    ],
    ids=["empty", "prose", "cut off", "a list", "no object", "nested", "an entry"],
)
def test_what_is_there_and_cannot_be_read_is_a_problem(data: bytes, problem: str) -> None:
    assert problem in read(data).problem


def test_a_damaged_entry_costs_no_other() -> None:
    assert answers(read(text({**ENTRIES, "first-loss": 7}).encode())) == {"gap-of-b": "größer"}


def test_no_file_is_no_problem() -> None:
    assert read_predictions({}, QUESTIONS) == SavedPredictions()


@pytest.mark.parametrize(
    "data",
    [
        b"<<<<<<< a\n" * 20_000 + b"=======\n" * 20_000,
        b'{"first-loss": ' * 60_000,
        b"{" + b",".join(b'"k%d": {}' % number for number in range(80_000)) + b',"k1": {}}',
        b'{"first-loss": ' + b"9" * 900_000 + b"}",
    ],
    ids=["merge marks", "nested entries", "repeated keys", "a long number"],
)
@pytest.mark.timeout(60)
def test_no_file_takes_quadratic_time(data: bytes) -> None:
    assert not read(data).entries


HELP = {"help:mse": {"hints": 2, "gave_up": "2027-02-01T10:00:00+00:00"}, "help:mae": {"hints": 10**6}}


def test_the_hints_that_were_asked_for_are_read_for_the_exercises_of_the_unit() -> None:
    data = text({**ENTRIES, **HELP, "help:of-another-unit": {"hints": 1}}).encode()
    saved = read_predictions({"predictions.json": data}, QUESTIONS, ["mse", "mae"])

    assert {name: entry.hints for name, entry in saved.help.items()} == {"mse": 2}
    assert saved.help["mse"].gave_up
    assert (saved.entries, saved.repairs, saved.problem) == (2, [], "")


def test_after_a_repair_the_hints_are_still_there() -> None:
    saved = read_predictions({"predictions.json": text({**ENTRIES, **HELP}).encode()[:-4]}, QUESTIONS, ["mse"])

    assert saved.help["mse"].hints == 2
    assert parse(saved.data.decode()).help == saved.help
    assert saved.repairs


def test_a_file_with_hints_alone_is_no_problem() -> None:
    saved = read_predictions({"predictions.json": text(HELP).encode()}, QUESTIONS, ["mse"])

    assert (saved.entries, saved.problem) == (0, "")
    assert saved.help["mse"].hints == 2
