"""The text of `predictions.json` can be merged by git and read however damaged it is."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from lab.predicting.exercise_help import ExerciseHelp
from lab.predicting.prediction_text import Prediction, format_entries, parse

EARLY, LATE = "2027-02-01T10:00:00+00:00", "2027-02-01T11:00:00+00:00"
BASE = {"b": Prediction("yes", EARLY), "m": Prediction(2.0, EARLY), "x": Prediction("größer", EARLY)}
CHANGES: dict[str, tuple[Mapping[str, Prediction], Mapping[str, Prediction]]] = {
    "one answer each, side by side": ({"c": Prediction(1.0, LATE)}, {"d": Prediction(2.0, LATE)}),
    "one answer each, far apart": ({"a": Prediction(1.0, LATE)}, {"z": Prediction(2.0, LATE)}),
    "an answer and an explanation": ({"n": Prediction(1.0, LATE)}, {"m": Prediction(2.0, EARLY, "rule", LATE)}),
    "the same question twice": ({"c": Prediction("mine", EARLY)}, {"c": Prediction("later", LATE)}),
}


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def merge(folder: Path, base: Mapping[str, Prediction] | None, own: str, theirs: str, attributes: str) -> str:
    """Return the file after git has merged two versions of it; with conflict marks where git gives up."""
    git(folder, "init")
    (folder / ".gitattributes").write_text(attributes)
    path = folder / "predictions.json"
    if base is not None:
        path.write_text(format_entries(base), encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "base")
    git(folder, "checkout", "-b", "theirs")
    path.write_text(theirs, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "theirs")
    git(folder, "checkout", "main")
    path.write_text(own, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "own")
    command = ["git", "-c", "user.name=ada", "-c", "user.email=a@example.org", "merge", "theirs", "-m", "merge"]
    subprocess.run(command, cwd=folder, check=False, capture_output=True)
    return path.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("attributes", ["predictions.json merge=union\n", ""], ids=["union", "conflict"])
@pytest.mark.parametrize("has_base", [True, False], ids=["changed", "added"])
@pytest.mark.parametrize(("own", "theirs"), CHANGES.values(), ids=CHANGES.keys())
def test_no_answer_is_lost_when_two_computers_are_merged(
    tmp_path: Path, own: Mapping[str, Prediction], theirs: Mapping[str, Prediction], has_base: bool, attributes: str
) -> None:
    texts = [format_entries({**BASE, **changes}) for changes in (own, theirs)]
    content = parse(merge(tmp_path, BASE if has_base else None, *texts, attributes))
    expected = {**BASE, **theirs, **own}

    assert content.entries == expected
    assert not content.damaged
    assert not (attributes and content.has_merge_marks)


def test_the_marks_of_a_merge_are_told_until_the_next_answer() -> None:
    text = format_entries(BASE).replace('"m"', '<<<<<<< HEAD\n"m"').replace('"x"', '=======\n>>>>>>> main\n"x"')

    assert parse(text).entries == BASE
    assert "the marks of a merge" in parse(text).problem
    assert not parse(format_entries(parse(text).entries)).problem


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_a_file_that_an_editor_has_formatted_is_read(indent: int | None) -> None:
    assert parse(json.dumps(json.loads(format_entries(BASE)), indent=indent)).entries == BASE


def test_one_more_answer_adds_one_line() -> None:
    before = format_entries(BASE).splitlines()
    after = format_entries({**BASE, "c": Prediction("no", LATE)}).splitlines()

    assert [line for line in after if line not in before] == [f'"c": {{"answer": "no", "committed": "{LATE}"}},']


@pytest.mark.parametrize("length", range(0, len(format_entries(BASE)) - 1, 7))
def test_of_a_file_that_was_cut_off_every_whole_answer_is_read(length: int) -> None:
    text = format_entries(BASE)[:length]
    content = parse(text)

    assert list(content.entries.values()) == [
        entry for entry in BASE.values() if json.dumps(entry.fields, ensure_ascii=False) in text
    ]
    assert content.damaged or not text.strip() or len(content.entries) == len(BASE)


HELP = {"mse": ExerciseHelp(2), "mae": ExerciseHelp(1, LATE)}


def test_what_was_asked_for_in_an_exercise_is_a_line_of_its_own() -> None:
    text = format_entries(BASE, HELP)

    assert f'"help:mae": {{"hints": 1, "gave_up": "{LATE}"}},\n"help:mse": {{"hints": 2}},\n' in text
    assert (parse(text).entries, parse(text).help, parse(text).problem) == (BASE, HELP, "")
    assert format_entries(BASE, {"mse": ExerciseHelp()}) == format_entries(BASE)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("attributes", ["predictions.json merge=union\n", ""], ids=["union", "conflict"])
def test_of_two_computers_the_most_hints_and_the_first_giving_up_count(tmp_path: Path, attributes: str) -> None:
    own, theirs = {"mse": ExerciseHelp(3), "mae": ExerciseHelp(1, LATE)}, {"mse": ExerciseHelp(2, EARLY)}
    texts = [format_entries(BASE, entries) for entries in (own, theirs)]
    content = parse(merge(tmp_path, BASE, *texts, attributes))

    assert content.help == {"mse": ExerciseHelp(3, EARLY), "mae": ExerciseHelp(1, LATE)}
    assert content.entries == BASE
    assert not content.damaged


@pytest.mark.parametrize(
    "entry",
    [
        '{"hints": 4}',
        '{"hints": 0}',
        '{"hints": true}',
        '{"hints": 1.0}',
        '{"hints": "2"}',
        '{"hints": -1, "gave_up": 5}',
        '{"gave_up": ""}',
        f'{{"gave_up": "{"x" * 41}"}}',
        '{"answer": "yes", "committed": ""}',
        '{"help:mse": {}, "help:mse": [1]}',
        "[]",
        "7",
        "null",
    ],
)
def test_another_entry_about_an_exercise_says_nothing_and_harms_nothing(entry: str) -> None:
    text = format_entries(BASE).replace('"m":', f'"help:mse": {entry},\n"m":')

    for content in (parse(text), parse(text.rstrip("}\n"))):
        assert content.entries == BASE
        assert content.help == {}
        assert content.invalid == ()
    assert not parse(text).problem


def test_a_file_that_tells_of_hints_alone_is_whole() -> None:
    text = format_entries({}, HELP)

    assert not parse(text).problem
    assert parse(text.replace('"help:mse"', '<<<<<<< HEAD\n"help:mse"')).help == HELP
    assert not parse(text.replace('"help:mse"', '<<<<<<< HEAD\n"help:mse"')).damaged
