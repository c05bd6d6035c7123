"""The catalogue of a unit: its known mistakes and its unusual right implementations."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import ModuleType
from typing import Any, TypeVar

from autograder.course.implementations import ChangedImplementation, Implementation, WholeImplementation
from autograder.course.solution_changes import Change, apply_changes, find_definition, rename_definition
from autograder.errors import CourseError

V = TypeVar("V", bound=Callable[..., Any])

AGREEMENT = 1e-7
"""The relative difference up to which a student's numbers are those of a known mistake."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong implementation of an exercise, with the hint for a student who made it and the check it must fail.

    The id says in words what is wrong and is unique in its unit; several implementations may share one. The catalogue
    row is that of the course's catalogue of mistakes, or empty.
    """

    id: str
    exercise: str
    hint: str
    fails: str
    implementation: Implementation
    agreement: float = AGREEMENT
    title: str = ""
    catalogue_row: str = ""

    @property
    def name(self) -> str:
        """The implementation's name in words."""
        return self.implementation.name


@dataclass(frozen=True, slots=True)
class Right:
    """Another correct way to write an exercise, which must earn full marks."""

    exercise: str
    implementation: Implementation

    @property
    def name(self) -> str:
        """The implementation's name in words."""
        return self.implementation.name


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A row of the course's catalogue of mistakes: the id for it, and a title where the id says too little."""

    row: str
    id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The known mistakes and unusual right ways of a unit. `names` is what their cells find in the notebook."""

    mistakes: tuple[Mistake, ...]
    rights: tuple[Right, ...]
    names: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def mistakes_of(self, exercise: str) -> tuple[Mistake, ...]:
        """Return the mistakes of one exercise."""
        return tuple(mistake for mistake in self.mistakes if mistake.exercise == exercise)

    def rights_of(self, exercise: str) -> tuple[Right, ...]:
        """Return the right implementations of one exercise."""
        return tuple(right for right in self.rights if right.exercise == exercise)


def mistake(
    mistake_id: str, exercise: str, *, hint: str, fails: str, title: str = "", agreement: float = AGREEMENT
) -> Callable[[V], V]:
    """Register a wrong function or class, written as a student would write it, under the id of its mistake."""

    def register(function: V) -> V:
        entry = Mistake(mistake_id, exercise, hint, fails, WholeImplementation(exercise, function), agreement, title)
        function.__entry__ = entry  # type: ignore[attr-defined]
        return function

    return register


def right(exercise: str) -> Callable[[V], V]:
    """Register a right function or class, which must earn full marks however unusual it looks."""

    def register(function: V) -> V:
        function.__entry__ = Right(exercise, WholeImplementation(exercise, function))  # type: ignore[attr-defined]
        return function

    return register


@dataclass(frozen=True, slots=True)
class _Addition:
    """An implementation's name and changes, and the mistake that still lacks the implementation."""

    name: str
    changes: tuple[Change, ...]
    mistake_of: Callable[[Implementation], Mistake]


@dataclass
class ChangedSolution:
    """Collects wrong implementations of one exercise, each given as changes of some code.

    The code is the solution in the notebook, or that of `base`. It finds the reference's names, and those of the module
    `notebook` in the unit's package `mistakes`.
    """

    exercise: str
    base: Callable[..., Any] | None = None
    _additions: list[_Addition] = field(default_factory=list)

    def add(
        self,
        mistake_id: str,
        *,
        hint: str,
        fails: str,
        title: str = "",
        agreement: float = AGREEMENT,
        **implementations: Change | tuple[Change, ...],
    ) -> None:
        """Register a mistake with one or several implementations, each a change or a tuple of changes."""
        mistake_of = partial(Mistake, mistake_id, self.exercise, hint, fails, agreement=agreement, title=title)
        for name, changes in implementations.items():
            self._additions.append(_Addition(name, changes if isinstance(changes, tuple) else (changes,), mistake_of))

    def mistakes(self, solutions: Mapping[str, str], names: Mapping[str, Any], where: str) -> Iterator[Mistake]:
        """Yield the mistakes, made from the unit's solution cells. CourseError where that fails."""
        code = self._code(solutions, where)
        for addition in self._additions:
            cell = apply_changes(code, addition.changes, f"{where}, {addition.name}")
            yield addition.mistake_of(ChangedImplementation(self.exercise, addition.name, cell, names))

    def _code(self, solutions: Mapping[str, str], where: str) -> str:
        """Return the code to be changed."""
        if self.base is not None:
            return rename_definition(textwrap.dedent(inspect.getsource(self.base)), self.exercise)
        code = find_definition(solutions.get(self.exercise, ""), self.exercise)
        if not code:
            raise CourseError(f"no solution cell of the notebook defines '{self.exercise}'", where=where)
        return code


def mistakes(exercise: str, base: Callable[..., Any] | None = None) -> ChangedSolution:
    """Return an empty list of mistakes that are changes of the notebook's solution, or of the function `base`."""
    return ChangedSolution(exercise, base)


def load_catalogue(
    package: ModuleType,
    rows: Iterable[CatalogueRow] = (),
    solutions: Mapping[str, str] | None = None,
    reference: Mapping[str, Any] | None = None,
) -> Catalogue:
    """Return the entries of all modules in a unit's package `mistakes`, in order, with titles and catalogue rows.

    `solutions` are the texts of the notebook's solution cells, `reference` the names of the reference module: what
    changed solutions are made from. CourseError where two implementations of an exercise have one name.
    """
    modules = {
        module.name: importlib.import_module(f"{package.__name__}.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    }
    notebook = vars(modules["notebook"]) if "notebook" in modules else {}
    names = {**(reference or {}), **{name: value for name, value in notebook.items() if not name.startswith("_")}}
    entries = [entry for _, module in sorted(modules.items()) for entry in _entries(module, solutions or {}, names)]
    _refuse_same_names(entries)
    row_by_id = {row.id: row for row in rows}
    titles = {row.id: row.title for row in row_by_id.values() if row.title}
    titles |= {entry.id: entry.title for entry in entries if isinstance(entry, Mistake) and entry.title}
    return Catalogue(
        tuple(_titled(entry, titles, row_by_id) for entry in entries if isinstance(entry, Mistake)),
        tuple(entry for entry in entries if isinstance(entry, Right)),
        names,
    )


def _entries(module: ModuleType, solutions: Mapping[str, str], names: Mapping[str, Any]) -> Iterator[Mistake | Right]:
    for value in vars(module).values():
        if isinstance(value, ChangedSolution):
            yield from value.mistakes(solutions, names, module.__name__)
        elif hasattr(value, "__entry__") and value.__module__ == module.__name__:
            yield value.__entry__


def _refuse_same_names(entries: Iterable[Mistake | Right]) -> None:
    names: set[tuple[str, str]] = set()
    for entry in entries:
        if (entry.exercise, entry.name) in names:
            raise CourseError(
                f"two implementations of '{entry.exercise}' are called '{entry.name}'", fix="rename one of them"
            )
        names.add((entry.exercise, entry.name))


def _titled(mistake: Mistake, titles: Mapping[str, str], row_by_id: Mapping[str, CatalogueRow]) -> Mistake:
    """Return the mistake with its catalogue row and with the title of its id; without a title, with the id's words."""
    title = titles.get(mistake.id) or mistake.id.replace("-", " ").capitalize()
    row = row_by_id.get(mistake.id)
    return dataclasses.replace(mistake, title=title, catalogue_row=row.row if row else "")
