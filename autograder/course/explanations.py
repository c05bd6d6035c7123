"""The explanations of a unit's predictions: the one that fits, and why the others do not hold.

`predictions.py` among the unit's checks has them as two plain dictionaries. It is parsed, not imported: a unit can be
released where the packages that it needs are not installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lab.predicting.question_types import Question
from lab.predicting.reasons import Reasons

from autograder.course.configuration import Unit
from autograder.course.literal_module import LiteralModule
from autograder.course.yaml_document import suggest
from autograder.errors import CourseError

FITTING, WHY_NOT = "EXPLANATIONS", "WHY_NOT"
Problem = tuple[str, str]
"""What is wrong, and what to do."""


def read_explanations(unit: Unit) -> dict[str, Reasons]:
    """Return the explanations of a unit by prediction. CourseError where they are not written as plain dictionaries."""
    path = unit.checks / "predictions.py"
    where = path.relative_to(unit.root).as_posix()
    module = LiteralModule.read(path, unit.root)
    fitting = module.dictionary(FITTING)
    why_not = module.dictionary(WHY_NOT) if fitting else {}
    if not all(isinstance(key, str) for key in fitting.values()):
        raise CourseError(f"{FITTING} has a value that is no key", where=where, fix="write the key in quotes")
    for name, sentences in why_not.items():
        if not isinstance(sentences, dict) or not all(map(_is_sentence, sentences.values())):
            fix = f'write {{"{name}": {{"wrong-key": "Why it does not hold."}}}}'
            raise CourseError(f"{WHY_NOT} has no sentences for '{name}'", where=where, fix=fix)
        if name not in fitting:
            fix = f"add '{name}' to {FITTING}, or take it out of {WHY_NOT}"
            raise CourseError(f"{FITTING} lacks '{name}', which {WHY_NOT} has", where=where, fix=fix)
    return {name: Reasons(key, why_not.get(name, {})) for name, key in fitting.items()}


def require_complete(unit: Unit, explanations: Mapping[str, Reasons], questions: Mapping[str, Question]) -> None:
    """Raise CourseError unless each wrong explanation of each question has its sentence, and nothing else has one."""
    where = (unit.checks / "predictions.py").relative_to(unit.root).as_posix()
    for name in explanations:
        if name not in questions:
            fix = suggest(name, list(questions), "questions")
            raise CourseError(f"there is no question '{name}'", where=where, fix=fix)
    for name, question in questions.items():
        for problem, fix in _problems(name, question, explanations.get(name)):
            raise CourseError(problem, where=where, fix=fix)


def _problems(name: str, question: Question, reasons: Reasons | None) -> Iterator[Problem]:
    keys = list(question.explanations)
    if reasons is None:
        yield f"{FITTING} lacks the question '{name}'", f'add "{name}" with one of: {", ".join(keys)}'
        return
    if reasons.fitting not in keys:
        yield f"'{name}' has no explanation '{reasons.fitting}'", suggest(reasons.fitting, keys, "explanations")
    for key in reasons.why_not:
        if key not in keys:
            yield f"{WHY_NOT} has a sentence for '{key}' of '{name}', which is not there", suggest(key, keys, "keys")
        elif key == reasons.fitting:
            yield f"{WHY_NOT} has a sentence for '{key}' of '{name}', which fits", "take it out"
    for key in keys:
        if key != reasons.fitting and key not in reasons.why_not:
            fix = f'add "{key}": "..." to {WHY_NOT}["{name}"]'
            yield f"{WHY_NOT} does not say why '{key}' of '{name}' does not hold", fix


def _is_sentence(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
