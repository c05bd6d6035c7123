"""The course as frozen objects, read once from course.yml: units in order, their files, limits, policies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from autograder.course.yaml_document import (
    Document,
    Entry,
    Modules,
    Moment,
    Slug,
    Words,
    advice,
    refuse_unknown_keys,
)
from autograder.errors import CourseError, UsageError
from autograder.limits import Limits

FILE_NAME = "course.yml"


LimitsEntry = Annotated[Limits, BeforeValidator(partial(refuse_unknown_keys, Limits))]
"""Limits as a part of course.yml."""


class Policies(Entry):
    """What an instructor decides about grading.

    `require_sandbox` refuses to grade where a layer of isolation is missing. `name_mistakes` lets feedback
    name a recognised mistake and give its hint. `show_outputs` runs every cell and keeps what it shows, figures
    included, in nbgrader's autograded notebook and feedback; scores are the same without.
    """

    require_sandbox: bool = False
    name_mistakes: bool = True
    show_outputs: bool = False


class Rooted(Entry):
    """An entry that knows the course's folder, which the file itself does not say."""

    _root: Path = PrivateAttr()

    def model_post_init(self, context: Any) -> None:
        """Take the folder from whoever reads the file; without one, paths start where Python runs."""
        self._root = context["root"] if context else Path()

    @property
    def root(self) -> Path:
        """The folder that holds course.yml."""
        return self._root


class Unit(Rooted):
    """One unit, and where its files are.

    `preload` names modules that the sandbox imports once, before any student's code; `needs` names modules
    that must be installed for this unit only.
    """

    id: Slug
    title: Words
    minutes: int = Field(ge=1, le=600)
    points: int = Field(ge=1, le=1000)
    due: Moment | None = None
    optional: bool = False
    preload: Modules = ()
    needs: Modules = ()
    limits: LimitsEntry = Limits()

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of `needs` that are not installed here: without them the unit can be released, not graded."""
        return tuple(name for name in self.needs if find_spec(name.partition(".")[0]) is None)

    @property
    def module(self) -> str:
        """The id where Python needs an identifier."""
        return self.id.replace("-", "_")

    @property
    def source(self) -> Path:
        """The instructor's notebook, the only truth."""
        return self.root / "source" / self.id / f"{self.id}.ipynb"

    @property
    def release(self) -> Path:
        """The students' notebook, generated; the folder around it is the handout."""
        return self.root / "release" / self.id / f"{self.id}.ipynb"

    @property
    def reference(self) -> Path:
        """The module of reference implementations."""
        return self.root / "solutions" / f"{self.module}.py"

    @property
    def checks(self) -> Path:
        """The folder of all that is hidden: checks, mistakes, answers to the predictions."""
        return self.root / "autograder" / "checks" / self.module

    @property
    def check_modules(self) -> tuple[Path, ...]:
        """Every module in that folder, and those beside it, which all units share."""
        return (*sorted(self.checks.parent.glob("*.py")), *sorted(self.checks.rglob("*.py")))

    @property
    def hidden_checks(self) -> Path:
        """The module of the checks that students never see."""
        return self.checks / f"test_{self.module}.py"

    @property
    def visible_checks(self) -> Path:
        """The module of the checks that students run themselves."""
        return self.root / "student" / "lab" / "checks" / f"{self.module}.py"

    @property
    def questions(self) -> Path:
        """The public part of the predictions; empty for a unit without predictions."""
        return self.root / "student" / "lab" / "questions" / f"{self.module}.py"

    def within(self, limits: Limits) -> Unit:
        """The unit with the course's limits, except for those it names itself."""
        return self.model_copy(update={"limits": limits.overridden_by(self.limits)})

    def require_files(self) -> None:
        """CourseError unless everything is there that the unit cannot be released or graded without."""
        for name, path in {
            "source notebook": self.source,
            "reference module": self.reference,
            "hidden checks": self.hidden_checks,
            "list of mistakes": self.checks / "mistakes" / "__init__.py",
            "answers to the predictions": self.checks / "predictions.py",
            "visible checks": self.visible_checks,
            "questions": self.questions,
        }.items():
            if not path.is_file():
                where = f"{FILE_NAME}, units.{self.id}"
                fix = f"write {path.relative_to(self.root)}, or take the unit out of {FILE_NAME}"
                raise CourseError(f"the unit '{self.id}' lacks its {name}", where=where, fix=fix)


class Course(Rooted):
    """course.yml, checked."""

    id: Slug
    title: Words
    units: Annotated[tuple[Unit, ...], Field(strict=False)]
    limits: LimitsEntry = Limits()
    policies: Policies = Policies()

    @field_validator("units")
    @classmethod
    def _some_and_each_once(cls, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        ids = [unit.id for unit in units]
        if not ids:
            raise PydanticCustomError("no_unit", "names no unit", {"fix": "write at least one unit"})
        if repeated := next((name for place, name in enumerate(ids) if name in ids[:place]), None):
            context = {"id": repeated, "fix": "give each unit its own id; it names the unit's folders"}
            raise PydanticCustomError("repeated_unit", "names the unit '{id}' twice", context)
        return units

    @classmethod
    def load(cls, path: str | Path | None = None) -> Course:
        """Read course.yml from a path, a folder, or else the nearest folder at or above the current one."""
        document = Document.read(_find(path))
        try:
            course = cls.model_validate(document.data, context={"root": document.path.parent})
        except ValidationError as error:
            raise document.complaint(error) from None
        for unit in course.units:
            unit.require_files()
        return course.model_copy(update={"units": tuple(unit.within(course.limits) for unit in course.units)})

    def unit(self, name: str) -> Unit:
        """The unit of that id; UsageError, with the nearest id, if there is none."""
        for unit in self.units:
            if unit.id == name:
                return unit
        fix = advice(name, [unit.id for unit in self.units], "units")
        raise UsageError(f"there is no unit '{name}'", where=FILE_NAME, fix=fix)


def check_points(unit: Unit, cells: Mapping[str, int], checks: Mapping[str, int] | None = None) -> None:
    """CourseError unless the points of a unit's check cells, by exercise, add up to what course.yml promises.

    `checks` are the sums of each exercise's checks; where given, every cell must agree with its own.
    """
    where = str(unit.source.relative_to(unit.root))
    for exercise in [*cells, *(name for name in checks or () if name not in cells)]:
        written, earned = cells.get(exercise, 0), (checks or cells).get(exercise, 0)
        if written != earned or written < 1:
            what = f"the check cell of '{exercise}' carries {written} points, its checks add up to {earned}"
            fix = f"give the cell '{exercise}-check' and the checks of '{exercise}' the same points, at least 1"
            raise CourseError(what, where=f"{where}, cell '{exercise}-check'", fix=fix)
    total = sum(cells.values())
    if total != unit.points:
        parts = ", ".join(f"{exercise} {points}" for exercise, points in cells.items())
        what = f"the check cells of '{unit.id}' add up to {total} points, {FILE_NAME} says {unit.points}"
        fix = f"change the points of a check cell ({parts}) or write 'points: {total}' in {FILE_NAME}"
        raise CourseError(what, where=where, fix=fix)


def _find(path: str | Path | None) -> Path:
    here = Path.cwd() if path is None else Path(path).absolute()
    folders = (here, *here.parents) if path is None else (here,)
    candidates = [here] if here.is_file() else [folder / FILE_NAME for folder in folders]
    if found := next((file for file in candidates if file.is_file()), None):
        return found
    fix = "go to the course's folder, or name it"
    raise UsageError(f"there is no {FILE_NAME}", where=str(path or "here and in all folders above"), fix=fix)
