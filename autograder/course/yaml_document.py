"""How course.yml is spelt: YAML that remembers its lines, so that every complaint can say where to look."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from autograder.errors import CourseError

Place = tuple[int | str, ...]
"""The way to a value from the top of the file: keys of mappings, positions in lists."""

PLAINER = {
    "missing": "is missing",
    "model_type": "should hold 'key: value' lines",
    "tuple_type": "should be a list",
    "bool_type": "should be true or false",
    "string_type": "should be text",
}
"""What to say where pydantic's own words speak of Python instead of YAML."""

FIXES = {
    "missing": "add the line '{key}: ...'",
    "model_type": "write its keys below it, each on its own indented line",
    "tuple_type": "write each item on its own line, starting with '- '",
    "string_type": "put the value in quotes",
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number, without quotes",
    "float_type": "write a number, without quotes",
}


class _Loader(yaml.SafeLoader):
    """Leaves dates as the text that was written; YAML's own reading would guess at a missing time zone."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Document:
    """The content of one file, and the line on which each of its values starts."""

    path: Path
    data: Any
    lines: Mapping[Place, int]

    @classmethod
    def read(cls, path: Path) -> Document:
        """Parse the file; CourseError if it is unreadable, not UTF-8, not YAML, empty, or repeats a key."""
        try:
            loader = _Loader(_text(path))
            node = loader.get_single_node()
            if node is None:
                fix = "write at least 'id', 'title' and 'units'"
                raise CourseError(f"{path.name} is empty", where=path.name, fix=fix)
            lines = {(): 1} | dict(_lines(node, (), path.name))
            return cls(path, loader.construct_document(node), lines)
        except yaml.YAMLError as error:
            raise _not_yaml(error, path.name) from None
        except (ValueError, RecursionError) as error:
            raise CourseError(f"{path.name} holds a value nobody can read: {error}", where=path.name) from None

    def where(self, place: Place = ()) -> str:
        """The place as an instructor would look for it: file, line, dotted path with the units' ids."""
        words, here = [], self.data
        for step in place:
            here = here[step] if _holds(here, step) else None
            name = here.get("id") if isinstance(step, int) and isinstance(here, dict) else None
            words.append(name if isinstance(name, str) else f"#{step + 1}" if isinstance(step, int) else step)
        return ", ".join([self.path.name, f"line {self._line(place)}", *filter(None, [".".join(words)])])

    def complaint(self, error: ValidationError) -> CourseError:
        """The first problem of the file, from the top, in an instructor's words."""
        problem = min(error.errors(include_url=False), key=lambda problem: self._line(_place(problem)))
        place, kind = _place(problem), problem["type"]
        key = place[-1] if place else self.path.name
        name = f"item {key + 1}" if isinstance(key, int) else f"'{key}'"
        said = PLAINER.get(kind, problem["msg"].removeprefix("Input ").removeprefix("String "))
        found = f", not {reprlib.repr(problem['input'])}" if said.startswith("should") else ""
        fix = problem.get("ctx", {}).get("fix") or FIXES.get(kind, "").format(key=key)
        return CourseError(f"{name} {said}{found}", where=self.where(place), fix=fix)

    def _line(self, place: Place) -> int:
        """A value that is missing is looked for where it should have stood."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def _holds(here: object, step: int | str) -> bool:
    if isinstance(here, list):
        return isinstance(step, int) and step < len(here)
    return isinstance(here, dict) and step in here


def _place(problem: ErrorDetails) -> Place:
    """A complaint of a whole entry names the key it is about in its context."""
    key = problem.get("ctx", {}).get("key")
    return problem["loc"] if key is None else (*problem["loc"], key)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(f"{path.name} is not UTF-8 text", where=path.name, fix="save it as UTF-8") from None
    except OSError as error:
        fix = "check the path and its permissions"
        raise CourseError(f"cannot read {path.name}: {error.strerror}", where=str(path), fix=fix) from None


def _lines(node: yaml.Node, place: Place, file: str) -> Iterator[tuple[Place, int]]:
    """The line of every value below `node`; a key that stands twice is refused, YAML would keep the last."""
    if isinstance(node, yaml.SequenceNode):
        steps = [(position, value, value) for position, value in enumerate(node.value)]
    elif isinstance(node, yaml.MappingNode):
        steps = [(key.value, key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
    else:
        return
    first: dict[int | str, int] = {}
    for step, start, value in steps:
        line = start.start_mark.line + 1
        if step in first:
            where = f"{file}, line {line}, {'.'.join(map(str, (*place, step)))}"
            fix = f"keep one of the two, the other is on line {first[step]}"
            raise CourseError(f"'{step}' stands twice", where=where, fix=fix)
        first[step] = line
        yield (*place, step), line
        yield from _lines(value, (*place, step), file)


def _not_yaml(error: yaml.YAMLError, file: str) -> CourseError:
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    where = f"{file}, line {mark.line + 1}, column {mark.column + 1}" if mark else file
    tab = problem is not None and "'\\t'" in problem
    fix = "indent with spaces, not with tabs" if tab else "look at the indentation, colons and quotes of this line"
    return CourseError(f"{file} is not YAML: {problem or str(error).splitlines()[0]}", where=where, fix=fix)


class Entry(BaseModel):
    """What all parts of course.yml share: frozen, no silent conversion, no unknown key."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, data: object) -> object:
        return refuse_unknown_keys(cls, data)


def refuse_unknown_keys(model: type[BaseModel], data: object) -> object:
    """Return the data unchanged; PydanticCustomError for a key that is no field of the model."""
    fields = list(model.model_fields)
    if isinstance(data, dict) and (unknown := [key for key in data if key not in fields]):
        context = {"key": str(unknown[0]), "fix": advice(unknown[0], fields, "keys here")}
        raise PydanticCustomError("unknown_key", "is no key of this place", context)
    return data


def advice(wanted: object, known: list[str], plural: str) -> str:
    """The nearest of the known names, or all of them when none is near."""
    close = get_close_matches(str(wanted), known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"the {plural} are: {', '.join(known)}"


def _moment(value: object) -> datetime:
    """A due date has one spelling only, so that nobody has to guess its hour or its time zone."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        fix = "write it like 2027-03-01T23:59:00+01:00, or null for no due date"
        raise PydanticCustomError("moment", "should be a date with time and time zone", {"fix": fix})
    return moment


def _slug(value: str) -> str:
    if not re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", value):
        fix = "write it like 'training-loop'; it names folders, too"
        raise PydanticCustomError("slug", "should be lower-case words joined by hyphens", {"fix": fix})
    return value


def _module(value: str) -> str:
    if not all(part.isidentifier() for part in value.split(".")):
        fix = "write it as Python imports it, such as 'matplotlib.pyplot'"
        raise PydanticCustomError("module", "should be the name of a module", {"fix": fix})
    return value


Moment = Annotated[datetime, BeforeValidator(_moment)]
Slug = Annotated[str, AfterValidator(_slug)]
Words = Annotated[str, Field(min_length=1)]
Modules = Annotated[tuple[Annotated[str, AfterValidator(_module)], ...], Field(strict=False)]
