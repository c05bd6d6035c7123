"""What only the instructor's edition says: checks and mistakes of an exercise, answers to a prediction."""

from __future__ import annotations

from collections.abc import Iterator

from lab.predicting.question_types import Question

from autograder.book import markdown
from autograder.course.check_classes import read_checks
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent

MARK = "For instructors only"


def exercise_notes(content: UnitContent, exercise: str) -> str:
    """Return the checks of an exercise with their points, and its known mistakes with their hints."""
    points = content.points.of(exercise)
    checks = [check for check in read_checks(content.unit) if check.exercise == exercise]
    rows = [
        (
            markdown.sentence(check.sentence),
            f"`{check.name}`",
            "hidden" if check.hidden else "visible",
            str(check.points),
        )
        for check in checks
    ]
    parts = [f"**Checks of `{exercise}`** ({points} points)", markdown.table(("check", "name", "", "points"), rows)]
    mistakes = list(_mistake_rows(content, exercise))
    if mistakes:
        head = ("mistake", "hint that the student reads", "id")
        parts += [f"**Common mistakes in `{exercise}`**", markdown.table(head, mistakes)]
    return markdown.admonition(MARK, "\n\n".join(parts), "instructor")


def prediction_notes(content: UnitContent, question: Question) -> str:
    """Return the right answer to a prediction, the explanation that holds, and why the others do not."""
    outcome = question.format(content.outcomes[question.id])
    right_key = content.explanations[question.id]
    why_not = content.why_not[question.id]
    texts = {key: markdown.sentence(text) for key, text in question.explanations.items()}
    lines = [f"**Answer:** {markdown.sentence(outcome)}", f"**The explanation that holds:** {texts.pop(right_key)}"]
    items = [f"- {text} {markdown.sentence(why_not.get(key, ''))}".rstrip() for key, text in texts.items()]
    lines += ["**The others do not hold:**", "\n".join(items)]
    return markdown.admonition(MARK, "\n\n".join(lines), "instructor")


def _mistake_rows(content: UnitContent, exercise: str) -> Iterator[tuple[str, str, str]]:
    """Yield one row for each id, with the hints of all its implementations."""
    implementations: dict[str, list[Mistake]] = {}
    for mistake in content.catalogue.mistakes_of(exercise):
        implementations.setdefault(mistake.id, []).append(mistake)
    for name, mistakes in implementations.items():
        hints = " / ".join(dict.fromkeys(mistake.hint for mistake in mistakes))
        yield markdown.sentence(mistakes[0].title), markdown.sentence(hints), f"`{name}`"
