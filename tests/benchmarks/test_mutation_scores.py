"""docs/mutation-scores.md: what it shows of a result, and when a unit is mutated again."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.mutation_testing import Mutant, MutationResult
from autograder.course.configuration import Course, Unit
from benchmarks.mutation_scores import PAGE, Score, ScoreCache, update_page

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"

SURVIVOR = Mutant(7, "a | b", "a & b", "")
EQUIVALENT = [Mutant(8, "if a <= b:", "if a < b:", ""), Mutant(9, "raise ValueError('a long message')", "pass", "")]


class Updates:
    """Updates a copy of the page again and again; counts how often the unit is mutated."""

    def __init__(self, course: Course, folder: Path) -> None:
        self.course = course
        self.cache = ScoreCache(folder / "scores")
        self.page = folder / "page.md"
        self.mutations = 0
        self.page.write_text((ROOT / PAGE).read_text(encoding="utf-8"), encoding="utf-8")

    def mutate(self, unit: Unit) -> MutationResult:
        self.mutations += 1
        equivalent = [(mutant, "not asked for") for mutant in EQUIVALENT]
        return MutationResult(killed=3, survivors=[SURVIVOR], equivalent=equivalent)

    def run(self) -> str:
        """Update the page and return its text."""
        list(update_page(self.course, [self.course.unit(UNIT)], self.mutate, self.cache, self.page))
        return self.page.read_text(encoding="utf-8")


@pytest.fixture
def updates(course: Course, tmp_path: Path) -> Updates:
    return Updates(course, tmp_path)


def test_the_page_counts_mutants_and_lists_survivors_and_the_reasons_of_equivalent_ones(updates: Updates) -> None:
    text = updates.run()

    assert f"| {UNIT} | 6 | 2 | 4 | 3 | 1 | 75.0 % |\n| **all** | 6 | 2 | 4 | 3 | 1 | 75.0 % |" in text
    assert f"| {UNIT} | 7 | `` a \\| b → a & b `` |" in text
    assert f"| {UNIT} | 2 | not asked for | `` if a <= b: → if a < b: `` |" in text
    assert "For an author who wants to know" in text


def test_an_unchanged_unit_is_not_mutated_again(updates: Updates) -> None:
    first_text = updates.run()
    second_text = updates.run()

    assert updates.mutations == 1
    assert second_text == first_text


def test_a_changed_unit_is_mutated_again(updates: Updates, course: Course) -> None:
    updates.cache.write(Score(UNIT, "the fingerprint before a change", 0, (), ()))
    updates.run()

    assert updates.mutations == 1
    assert updates.cache.read(course.unit(UNIT)) is not None
