"""Mutation testing: small wrong changes of the reference that the hidden checks should notice.

Operators, comparisons, signs, numbers and loops are changed by cosmic-ray's operators
(https://cosmic-ray.readthedocs.io/en/latest/concepts.html); statements are dropped here. A mutant that no hidden check
kills shows an author what the checks miss.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from autograder.authoring.audit import Grade
from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_submissions import notebook_bytes, solved_notebook, with_cells
from autograder.course import reference_modules
from autograder.course.configuration import FILE_NAME, Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.course.yaml_document import YamlDocument
from autograder.errors import UsageError
from autograder.python_syntax import parse_python
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
    """How many mutants the hidden checks killed, the survivors, and those known to be equivalent, with the reason."""

    killed: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    equivalent: list[tuple[Mutant, str]] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The share of killed mutants among those that are not equivalent."""
        return self.killed / max(1, self.killed + len(self.survivors))


SHORT = {"call_seconds": 2.0, "submission_seconds": 30.0}
"""Limits of a mutant: every reference needs less, and a mutant that needs more is in an endless loop."""


@contextmanager
def course_with_short_limits(course: Course, unit_id: str) -> Iterator[Course]:
    """Copy the course into a temporary folder, with limits of the unit that end a mutant's endless loop soon."""
    with TemporaryDirectory(prefix="mutants-") as folder:
        root = Path(folder)
        copy_course(course, root)
        settings = YamlDocument.read(root / FILE_NAME).data
        entry = next(unit for unit in settings["units"] if unit["id"] == unit_id)
        entry["limits"] = entry.get("limits", {}) | SHORT
        (root / FILE_NAME).write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        yield Course.load(root)


def grade_mutants(
    content: UnitContent, grade: Grade, report_progress: Callable[[int, int], None] = lambda count, total: None
) -> MutationResult:
    """Grade every mutant of a unit's reference as a submission; `grade` returns reports in any order."""
    solution, (first, *exercises) = solved_notebook(content), content.exercises
    cells = {str(number): pair for number, pair in enumerate(_mutant_cells(content.unit.reference))}
    submissions: list[Submission] = [
        _MutantSubmission(name, solution, {first: code, **dict.fromkeys(exercises, "")})
        for name, (_, code) in cells.items()
    ]
    result = MutationResult()
    for number, report in enumerate(grade(submissions), start=1):
        mutant, _ = cells[report.student]
        change = f"{mutant.before}  →  {mutant.after}"
        reason = content.equivalent_mutants.get(mutant.before) or content.equivalent_mutants.get(change)
        if _is_killed(report):
            result.killed += 1
        elif reason:
            result.equivalent.append((mutant, reason))
        else:
            result.survivors.append(mutant)
        report_progress(number, len(submissions))
    result.survivors.sort(key=lambda mutant: mutant.line)
    return result


def _mutant_cells(path: Path) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant of a reference's modules with a cell that holds all modules as one."""
    sources = {module: module.read_text(encoding="utf-8") for module in reference_modules.find_modules(path)}
    for module, source in sources.items():
        for mutant in mutants(source):
            yield mutant, reference_modules.join_modules(list((sources | {module: mutant.code}).values()))


@lru_cache(maxsize=16)
def mutants(source: str) -> tuple[Mutant, ...]:
    """Return every single change of the source that still compiles, each once; docstrings are not changed."""
    by_tree: dict[str | None, Mutant] = {}
    for code in [*_with_changed_operators(source), *_with_dropped_statements(source)]:
        tree = _tree(code)
        if tree not in (None, _tree(source)) and tree not in by_tree:
            by_tree[tree] = _mutant(source, code)
    return tuple(by_tree.values())


@dataclass(frozen=True)
class _MutantSubmission:
    """A mutant as a submission: the cell of the last exercise holds the changed module, so it redefines every name."""

    student: str
    solution: Notebook
    cells: Mapping[str, str]
    notebook: Path | None = Path("mutant.ipynb")
    repairs: tuple[str, ...] = ()
    problem: str = ""

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        return notebook_bytes(with_cells(self.solution, self.cells)), {}


def _is_killed(report: Report) -> bool:
    """Whether a hidden check did not pass; a mutant that stops or raises counts as killed, too."""
    hidden = [check for exercise in report.exercises for check in exercise.checks if not check.visible]
    return not hidden or any(check.outcome != "passed" for check in hidden)


def _with_changed_operators(source: str) -> Iterator[str]:
    try:
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator
    except ImportError:
        raise UsageError("mutants need cosmic-ray", fix="run `pip install cosmic-ray`") from None
    for name in _operator_names():
        for occurrence in count():
            code = mutate_code(source, get_operator(f"core/{name}")(), occurrence)
            if code is None:
                break
            yield code


def _operator_names() -> Iterator[str]:
    for kind, group in (("Binary", ARITHMETIC), ("Comparison", COMPARISONS)):
        yield from (f"Replace{kind}Operator_{a}_{b}" for a in group for b in group if a != b)
    yield from OTHERS


def _with_dropped_statements(source: str) -> Iterator[str]:
    """Yield the module with one statement of a function missing; definitions, docstrings and returns stay."""
    lines = source.split("\n")
    for function in [node for node in ast.walk(parse_python(source)) if isinstance(node, ast.FunctionDef)]:
        for node in ast.walk(function):
            is_droppable = isinstance(node, (ast.Assign, ast.AugAssign, ast.If, ast.Raise, ast.Expr))
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            if is_droppable and not is_text and isinstance(node, ast.stmt):
                yield "\n".join(_without(lines, node))


def _without(lines: Sequence[str], node: ast.stmt) -> list[str]:
    indent = " " * node.col_offset
    return [*lines[: node.lineno - 1], f"{indent}pass", *lines[node.end_lineno or node.lineno :]]


def _tree(code: str) -> str | None:
    try:
        return ast.dump(parse_python(code))
    except (SyntaxError, ValueError):
        return None


def _mutant(source: str, code: str) -> Mutant:
    before, after = source.split("\n"), code.split("\n")
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    _, start, end, first, last = next(step for step in matcher.get_opcodes() if step[0] != "equal")
    return Mutant(start + 1, _joined(before[start:end]), _joined(after[first:last]), code)


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line.strip() for line in lines)
