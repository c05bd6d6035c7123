"""The content of course.yml as frozen objects: units in order with their files, limits and policies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from autograder.course.late_policy import LatePolicy
from autograder.course.policies import Policies
from autograder.course.yaml_document import (
    DataNames,
    DueDate,
    ModuleNames,
    NonEmptyText,
    Slug,
    YamlDocument,
    YamlModel,
    refuse_unknown_keys,
    suggest,
)
from autograder.errors import CourseError, UsageError
from autograder.limits import Limits

FILE_NAME = "course.yml"
RESERVED_IDS = {"start": "first page", "refresher": "refresher"}
"""Names of notebooks in every handout of the whole course; no unit can have them."""


LimitsEntry = Annotated[Limits, BeforeValidator(partial(refuse_unknown_keys, Limits))]
"""Limits as a part of course.yml."""


class RootedModel(YamlModel):
    """A part of course.yml that knows the folder of the file."""

    _root: Path = PrivateAttr()

    def model_post_init(self, context: Any) -> None:
        """Take the folder from the validation context; without one, paths are relative to the working directory."""
        self._root = context["root"] if context else Path()

    @property
    def root(self) -> Path:
        """The folder that holds course.yml."""
        return self._root


class Unit(RootedModel):
    """One unit and the paths of its files.

    `preload` names modules that the sandbox imports once, before any student code; `needs` names modules that must be
    installed for this unit only. `varies` names the data that may differ from student to student: no text, question or
    explanation of the unit depends on its numbers. `late` replaces the late policy of the course; null: nothing is
    taken off. The points of an `extra` unit are added to a total, but not what it is worth; an `optional` unit that is
    not `extra` never counts.
    """

    id: Slug
    title: NonEmptyText
    minutes: int = Field(ge=1, le=600)
    due: DueDate | None = None
    late: LatePolicy | None = None
    optional: bool = False
    extra: bool = False
    preload: ModuleNames = ()
    needs: ModuleNames = ()
    varies: DataNames = ()
    limits: LimitsEntry = Limits()

    _titles: Mapping[str, str] = PrivateAttr(default_factory=dict)

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of all units of the course by id, in its order; nothing for a unit that was not loaded with it."""
        return self._titles

    @property
    def missing(self) -> tuple[str, ...]:
        """The modules of `needs` that are not installed; without them the unit can be released but not graded."""
        return tuple(name for name in self.needs if find_spec(name.partition(".")[0]) is None)

    @property
    def module(self) -> str:
        """The id as a Python identifier."""
        return self.id.replace("-", "_")

    @property
    def source(self) -> Path:
        """The instructor's notebook, from which everything else about the notebook is generated."""
        return self.root / "source" / self.id / f"{self.id}.ipynb"

    @property
    def release(self) -> Path:
        """The generated notebook for students; its folder is the handout."""
        return self.root / "release" / self.id / f"{self.id}.ipynb"

    @property
    def reference(self) -> Path:
        """The module with the reference implementations."""
        return self.root / "solutions" / f"{self.module}.py"

    @property
    def checks(self) -> Path:
        """The folder with everything hidden: checks, mistakes, explanations of the predictions."""
        return self.root / "hidden_checks" / self.module

    @property
    def check_modules(self) -> tuple[Path, ...]:
        """All modules in that folder, and those beside it that all units share."""
        return (*sorted(self.checks.parent.glob("*.py")), *sorted(self.checks.rglob("*.py")))

    @property
    def hidden_checks(self) -> tuple[Path, ...]:
        """The modules with the checks that students never see."""
        return tuple(sorted(self.checks.glob("test_*.py")))

    @property
    def visible_checks(self) -> Path:
        """The module with the checks that students run themselves."""
        return self.root / "student" / "lab" / "checks" / f"{self.module}.py"

    @property
    def questions(self) -> Path:
        """The module with the questions of the predictions; it has none for a unit without predictions."""
        return self.root / "student" / "lab" / "questions" / f"{self.module}.py"

    @property
    def hints(self) -> Path:
        """The module with the hints in levels of the exercises; a unit may do without."""
        return self.root / "student" / "lab" / "hints" / f"{self.module}.py"

    def with_course_rules(self, limits: Limits, late: LatePolicy | None) -> Unit:
        """Return the unit with the course's limits and late policy, except for what it sets itself."""
        own_late = self.late if "late" in self.model_fields_set else late
        return self.model_copy(update={"limits": limits.overridden_by(self.limits), "late": own_late})

    def require_files(self) -> None:
        """Raise CourseError unless all files exist that are needed to release and grade the unit."""
        for name, path in {
            "source notebook": self.source,
            "reference module": self.reference,
            "hidden checks": self.checks / f"test_{self.module}.py",
            "list of mistakes": self.checks / "mistakes" / "__init__.py",
            "explanations of the predictions": self.checks / "predictions.py",
            "visible checks": self.visible_checks,
            "questions": self.questions,
        }.items():
            if not path.is_file():
                where = f"{FILE_NAME}, units.{self.id}"
                fix = f"write {path.relative_to(self.root)}, or take the unit out of {FILE_NAME}"
                raise CourseError(f"the unit '{self.id}' lacks its {name}", where=where, fix=fix)


class Course(RootedModel):
    """The validated content of course.yml."""

    id: Slug
    title: NonEmptyText
    units: Annotated[tuple[Unit, ...], Field(strict=False)]
    limits: LimitsEntry = Limits()
    policies: Policies = Policies()

    @field_validator("units")
    @classmethod
    def _validate_units(cls, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        ids = [unit.id for unit in units]
        if not ids:
            raise PydanticCustomError("no_unit", "names no unit", {"fix": "write at least one unit"})
        if duplicate := next((name for place, name in enumerate(ids) if name in ids[:place]), None):
            context = {"id": duplicate, "fix": "give each unit its own id; it names the unit's folders"}
            raise PydanticCustomError("duplicate_unit", "names the unit '{id}' twice", context)
        if reserved := next((name for name in ids if name in RESERVED_IDS), None):
            context = {"id": reserved, "page": RESERVED_IDS[reserved], "fix": "give the unit another id"}
            raise PydanticCustomError("reserved_id", "names a unit '{id}', like the course's {page}", context)
        return units

    @classmethod
    def load(cls, path: str | Path | None = None, unit_id: str | None = None) -> Course:
        """Read course.yml from a file or a folder; by default from the nearest folder at or above the current one.

        With `unit_id` only the files of this unit need to exist.
        """
        document = YamlDocument.read(_find_file(path))
        try:
            course = cls.model_validate(document.data, context={"root": document.path.parent})
        except ValidationError as error:
            raise document.course_error(error) from None
        for unit in course.units:
            if unit_id in (None, unit.id):
                unit.require_files()
        units = tuple(unit.with_course_rules(course.limits, course.policies.late) for unit in course.units)
        for unit in units:
            unit._titles = {other.id: other.title for other in units}
        return course.model_copy(update={"units": units})

    def unit(self, name: str) -> Unit:
        """Return the unit with this id; UsageError, with the most similar id, if there is none."""
        for unit in self.units:
            if unit.id == name:
                return unit
        fix = suggest(name, [unit.id for unit in self.units], "units")
        raise UsageError(f"there is no unit '{name}'", where=FILE_NAME, fix=fix)


def _find_file(path: str | Path | None) -> Path:
    start = Path.cwd() if path is None else Path(path).absolute()
    folders = (start, *start.parents) if path is None else (start,)
    candidates = [start] if start.is_file() else [folder / FILE_NAME for folder in folders]
    if file := next((file for file in candidates if file.is_file()), None):
        return file
    fix = "go to the course's folder, or name it"
    raise UsageError(f"there is no {FILE_NAME}", where=str(path or "here and in all folders above"), fix=fix)
