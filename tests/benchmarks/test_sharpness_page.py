"""The page of mutation scores: what was found of a unit is told, kept, and found again when the unit has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.authoring.mutation_testing import Mutant, MutationResult
from autograder.course.configuration import Course
from benchmarks import sharpness as page

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"

LIVES = Mutant(7, "a | b", "a & b", "")
EQUAL = [Mutant(8, "if a <= b:", "if a < b:", ""), Mutant(9, "raise ValueError('a long message')", "pass", "")]

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in an empty home; how many units were mutated, and the page."""
    made: list[str] = []
    written = tmp_path / "sharpness.md"
    written.write_text((ROOT / "docs" / "sharpness.md").read_text(encoding="utf-8"), encoding="utf-8")

    def mutate(content: object, grade: object, report_progress: object) -> MutationResult:
        made.append(UNIT)
        return MutationResult(killed=3, survivors=[LIVES], equivalent=[(mutant, "not asked for") for mutant in EQUAL])

    monkeypatch.setattr(page, "HOME", tmp_path)
    monkeypatch.setattr(page, "PAGE", written)
    monkeypatch.setattr(page, "grade_mutants", mutate)
    monkeypatch.setattr(page.Course, "load", lambda: course)

    def run() -> tuple[int, str]:
        done = CliRunner().invoke(page.main, [UNIT])

        assert done.exit_code == 0, done.output
        return len(made), written.read_text(encoding="utf-8")

    return run


def test_it_counts_what_is_killed_and_says_what_lives_and_why_the_rest_does_not_count(run: Run) -> None:
    _, text = run()

    assert f"| {UNIT} | 6 | 2 | 4 | 3 | 1 | 75.0 % |\n| **all** | 6 | 2 | 4 | 3 | 1 | 75.0 % |" in text
    assert f"| {UNIT} | 7 | `` a \\| b → a & b `` |" in text
    assert f"| {UNIT} | 2 | not asked for | `` if a <= b: → if a < b: `` |" in text
    assert "For an author who wants to know" in text


def test_what_has_not_changed_is_not_mutated_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    first, text = run()
    second, again = run()
    monkeypatch.setattr(page, "made_of", lambda unit: "something else")
    third, _ = run()

    assert (first, second, third) == (1, 1, 2)
    assert again == text
