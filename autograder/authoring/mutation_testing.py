"""Mutants of the reference: small wrong changes that the hidden checks ought to notice.

Operators, comparisons, signs, numbers and loops are changed by cosmic-ray's operators
(https://cosmic-ray.readthedocs.io/en/latest/concepts.html); statements are dropped here. What no hidden check kills
shows an author where the checks are blunt.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path

from autograder.authoring import sample_submissions
from autograder.course import reference_modules, unit_content
from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Notebook
from autograder.errors import UsageError
from autograder.grading.batch import Batch
from autograder.report import Report
from autograder.submissions.discovery import Submission

ARITHMETIC = ("Add", "Sub", "Mul", "Div", "Pow")
COMPARISONS = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
OTHERS = (
    *("ReplaceUnaryOperator_Delete_USub", "ReplaceUnaryOperator_Delete_Not", "AddNot", "NumberReplacer"),
    *("ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop"),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed reference: the line before and after the change, and the whole module."""

    line: int
    before: str
    after: str
    code: str


@dataclass
class MutationResult:
    """How many mutants the hidden checks killed; the survivors, and those known to be no change at all."""

    killed: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    equivalent: list[tuple[Mutant, str]] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The share of killed mutants among those that change anything."""
        return self.killed / max(1, self.killed + len(self.survivors))


def grade_mutants(
    course: Course, unit: Unit, jobs: int = 1, watch: Callable[[int, int], None] | None = None
) -> MutationResult:
    """Grade every mutant of a unit's reference as if a student had handed it in."""
    content = unit_content.load(course, unit.id)
    solved, last = sample_submissions.solved_notebook(content), content.exercises[-1]
    found = {str(number): pair for number, pair in enumerate(_of_reference(unit.reference))}
    trials: list[Submission] = [_Trial(name, solved, {last: code}) for name, (_, code) in found.items()]
    result = MutationResult()
    for done, report in enumerate(Batch(course, unit, jobs).grade(trials), start=1):
        mutant, _ = found[report.student]
        reason = content.equivalents.get(mutant.before) or content.equivalents.get(
            f"{mutant.before}  →  {mutant.after}"
        )
        if _killed(report):
            result.killed += 1
        elif reason:
            result.equivalent.append((mutant, reason))
        else:
            result.survivors.append(mutant)
        if watch:
            watch(done, len(trials))
    result.survivors.sort(key=lambda mutant: mutant.line)
    return result


def _of_reference(path: Path) -> Iterator[tuple[Mutant, str]]:
    """Each mutant of a reference's modules, with the cell that holds all of them as one."""
    sources = {module: module.read_text(encoding="utf-8") for module in reference_modules.modules(path)}
    for module, source in sources.items():
        for mutant in mutants(source):
            yield mutant, reference_modules.as_one(list((sources | {module: mutant.code}).values()))


@lru_cache(maxsize=16)
def mutants(source: str) -> tuple[Mutant, ...]:
    """Every single change of the source that still compiles, each once; docstrings are left alone."""
    found: dict[str | None, Mutant] = {}
    for code in [*_operators(source), *_dropped(source)]:
        meaning = _meaning(code)
        if meaning not in (None, _meaning(source)) and meaning not in found:
            found[meaning] = _described(source, code)
    return tuple(found.values())


@dataclass(frozen=True)
class _Trial:
    """A mutant handed in: the last exercise's cell holds the whole changed module, and so decides every name."""

    student: str
    solved: Notebook
    cells: Mapping[str, str]
    notebook: Path | None = Path("mutant.ipynb")

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        return sample_submissions.notebook_bytes(sample_submissions.with_cells(self.solved, self.cells)), {}


def _killed(report: Report) -> bool:
    """A stopped or raised mutant counts too: some hidden check did not pass."""
    hidden = [check for exercise in report.exercises for check in exercise.checks if not check.visible]
    return not hidden or any(check.outcome != "passed" for check in hidden)


def _operators(source: str) -> Iterator[str]:
    try:
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator
    except ImportError:
        raise UsageError("mutants need cosmic-ray", fix="pip install -e '.[test]'") from None
    for name in _names():
        for occurrence in count():
            code = mutate_code(source, get_operator(f"core/{name}")(), occurrence)
            if code is None:
                break
            yield code


def _names() -> Iterator[str]:
    for kind, group in (("Binary", ARITHMETIC), ("Comparison", COMPARISONS)):
        yield from (f"Replace{kind}Operator_{a}_{b}" for a in group for b in group if a != b)
    yield from OTHERS


def _dropped(source: str) -> Iterator[str]:
    """The module with one statement of a function missing; definitions, docstrings and returns stay."""
    lines = source.split("\n")
    for function in [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]:
        for node in ast.walk(function):
            droppable = isinstance(node, (ast.Assign, ast.AugAssign, ast.If, ast.Raise, ast.Expr))
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            if droppable and not is_text and isinstance(node, ast.stmt):
                yield "\n".join(_without(lines, node))


def _without(lines: Sequence[str], node: ast.stmt) -> list[str]:
    indent = " " * node.col_offset
    return [*lines[: node.lineno - 1], f"{indent}pass", *lines[node.end_lineno or node.lineno :]]


def _meaning(code: str) -> str | None:
    try:
        return ast.dump(ast.parse(code))
    except (SyntaxError, ValueError):
        return None


def _described(source: str, code: str) -> Mutant:
    before, after = source.split("\n"), code.split("\n")
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    _, start, end, first, last = next(step for step in matcher.get_opcodes() if step[0] != "equal")
    return Mutant(start + 1, _one(before[start:end]), _one(after[first:last]), code)


def _one(lines: Sequence[str]) -> str:
    return " ".join(line.strip() for line in lines)
