"""Diagnosis by relation: what turns the right answers of an exercise into the student's.

A relation is reported only if it holds for every question, on inputs of at least two sizes, and no other one does.
Its numbers come from the answers alone: no list of mistakes is needed, and `n / 50` is found like `n / 100`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.checking.relation import CHANGES_ARGUMENT, KEEPS_STATE, SWAPPED, Relation
from autograder.checking.relation_kinds import ROUNDING, Pair, part_relations, ratio_relation, same_numbers

Floats = npt.NDArray[np.float64]

LOSSES = ("loss", "losses")
"""Names of the part of a history that holds losses: the other parts are the states."""
RUN_LENGTHS = ("n_steps", "epochs")
"""Parameters that say how many entries a history has."""
LARGEST_ARRAY = 1_000_000


@dataclass(frozen=True, slots=True)
class Sample:
    """One question and its two answers.

    `arguments` are the arguments by parameter name; `student` and `reference` the values that came back; `again` is the
    student's answer to the same question asked a second time, and `changed` names the arguments changed in place.
    """

    arguments: Mapping[str, Any]
    student: Any
    reference: Any
    again: Any = None
    changed: tuple[str, ...] = ()


def find_relation(samples: Sequence[Sample], names: Sequence[str] = ()) -> Relation | None:
    """Return the one relation that holds in every sample, or None. `names` are the names of the answer's parts."""
    if _question_count(samples) < 2:
        return None
    columns = _columns(samples, names)
    if columns is None:
        return None
    wrong = [
        name for name, pairs in columns.items() if not all(same_numbers(pair, tolerance=ROUNDING) for pair in pairs)
    ]
    if not wrong:
        return _side_effect(samples)
    relation = _swapped(columns, wrong) or _common(columns, wrong)
    return relation or _of_update(columns, samples) or _of_history(columns, samples)


def same_value(value: Any, other: Any) -> bool:
    """Return whether two answers have the same parts with the same numbers."""
    left, right = numeric_parts(value, ()), numeric_parts(other, ())
    if left is None or right is None or left.keys() != right.keys():
        return False
    return all(same_numbers(Pair(left[name], right[name])) for name in left)


def _question_count(samples: Sequence[Sample]) -> int:
    questions = {
        tuple(
            np.shape(value) if isinstance(value, np.ndarray) else repr(value)[:100]
            for value in sample.arguments.values()
        )
        for sample in samples
    }
    return len(questions)


def _side_effect(samples: Sequence[Sample]) -> Relation | None:
    """The relation of answers that are right by themselves: something else is wrong with the call."""
    changed = {name for sample in samples for name in sample.changed}
    repeated = [sample for sample in samples if sample.again is not None]
    if changed:
        return CHANGES_ARGUMENT.filled(names=", ".join(f"`{name}`" for name in sorted(changed)))
    if any(not same_value(sample.student, sample.again) for sample in repeated):
        return KEEPS_STATE
    return None


def _columns(samples: Sequence[Sample], names: Sequence[str]) -> dict[str, list[Pair]] | None:
    """The parts of the answers, each with its pairs of numbers; None where an answer holds something else."""
    columns: dict[str, list[Pair]] = {}
    for sample in samples:
        student, reference = numeric_parts(sample.student, names), numeric_parts(sample.reference, names)
        if student is None or reference is None or student.keys() != reference.keys():
            return None
        arrays = [value for value in sample.arguments.values() if isinstance(value, np.ndarray) and value.ndim]
        data = max(arrays, key=lambda array: array.ndim, default=np.zeros(0))
        rows, width = len(data), np.shape(data)[1] if data.ndim > 1 else 1
        scalars = {name: float(value) for name, value in sample.arguments.items() if type(value) in (int, float)}
        for name in student:
            columns.setdefault(name, []).append(Pair(student[name], reference[name], rows, width, scalars))
    return columns if columns and all(len(pairs) == len(samples) for pairs in columns.values()) else None


def numeric_parts(value: Any, names: Sequence[str] = ()) -> dict[str, Floats] | None:
    """Return the numbers of an answer by the names of its parts; None where it holds something else."""
    if isinstance(value, dict):
        items = dict(value)
    elif isinstance(value, (tuple, list)):
        labels = names if len(names) == len(value) else [f"value {i}" for i in range(1, len(value) + 1)]
        items = dict(zip(labels, value, strict=True))
    else:
        items = {"": value}
    parts = {}
    for name, item in items.items():
        array = np.asarray(item) if type(item) in (int, float) or isinstance(item, np.ndarray) else None
        if array is None or array.dtype.kind not in "biuf" or array.size > LARGEST_ARRAY:
            return None
        parts[name] = array.astype(float)
    return parts


def _swapped(columns: Mapping[str, Sequence[Pair]], wrong: Sequence[str]) -> Relation | None:
    if len(wrong) != 2:
        return None
    first, second = (columns[name] for name in wrong)
    crossed = all(
        same_numbers(replace(a, reference=b.reference)) and same_numbers(replace(b, reference=a.reference))
        for a, b in zip(first, second, strict=True)
    )
    return SWAPPED.filled(first=f"`{wrong[0]}`", second=f"`{wrong[1]}`") if crossed else None


def _common(columns: Mapping[str, Sequence[Pair]], wrong: Sequence[str]) -> Relation | None:
    """The relation that all wrong parts share, with their names where other parts are right."""
    relations: list[Relation] = []
    for name in wrong:
        fitting = {relation.id: relation for relation in part_relations(columns[name])}
        if len(fitting) != 1:
            return None
        relations += fitting.values()
    if len({relation.id for relation in relations}) != 1:
        return None
    relation, right = relations[0], [name for name in columns if name not in wrong]
    if not right:
        return relation
    places = ", ".join(f"`{name}`" for name in wrong)
    return replace(
        relation, title=f"{places}: {relation.title}", hint=f"{relation.hint} The rest of the answer is right."
    )


def _of_update(columns: Mapping[str, Sequence[Pair]], samples: Sequence[Sample]) -> Relation | None:
    """The relation of the step from an argument to its new value: from `w` to `new_w`, from `theta` to the answer."""
    if "lr" not in samples[0].arguments:
        return None
    steps: list[list[Pair]] = [[] for _ in samples]
    for name, pairs in columns.items():
        key = name.removeprefix("new_") or "theta"
        starts = [numeric_parts(sample.arguments.get(key), ()) for sample in samples]
        fitting = [
            start is not None and start[""].shape == pair.reference.shape == pair.student.shape
            for start, pair in zip(starts, pairs, strict=True)
        ]
        if all(fitting):
            for step, start, pair in zip(steps, starts, pairs, strict=True):
                step.append(pair.minus((start or {})[""], (start or {})[""]))
        elif not all(map(same_numbers, pairs)):
            return None
    relation = ratio_relation([Pair.joined(step) for step in steps]) if all(steps) else None
    return _of_step(relation, "the step") if relation else None


def _of_history(columns: Mapping[str, Sequence[Pair]], samples: Sequence[Sample]) -> Relation | None:
    """The relation of the first wrong step of each run, where the answer is a history of states."""
    states = [pairs for name, pairs in columns.items() if name not in LOSSES]
    if not states or not any(name in samples[0].arguments for name in RUN_LENGTHS):
        return None
    steps = []
    for pairs in zip(*states, strict=True):
        if any(pair.student.shape != pair.reference.shape or pair.reference.ndim == 0 for pair in pairs):
            return None
        first = min(_first_wrong(pair) for pair in pairs)
        if first == 0:
            return None
        if first < len(pairs[0].reference):
            steps.append(Pair.joined([pair.step(first) for pair in pairs]))
    relation = ratio_relation(steps) if len(steps) > 1 else None
    return _of_step(relation, "the first wrong step") if relation else None


def _of_step(relation: Relation, place: str) -> Relation:
    return replace(relation, title=f"{place} is {relation.title}", hint=f"Follow one step on paper. {relation.hint}")


def _first_wrong(pair: Pair) -> int:
    """The index of the first wrong entry, the length where there is none."""
    wrong = ~np.asarray(pair.agreement().reshape(len(pair.reference), -1).all(axis=1))
    return int(np.argmax(wrong)) if wrong.any() else len(wrong)
