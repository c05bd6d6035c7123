"""YAML with line numbers, the types of its values, and error messages that say where to look."""

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

KeyPath = tuple[int | str, ...]
"""The keys and list positions that lead from the top of the file to a value."""

MESSAGES = {
    "missing": "is missing",
    "model_type": "should hold 'key: value' lines",
    "tuple_type": "should be a list",
    "bool_type": "should be true or false",
    "string_type": "should be text",
}
"""Messages for errors that pydantic describes in terms of Python."""

FIXES = {
    "missing": "add the line '{key}: ...'",
    "model_type": "write its keys below it, each on its own indented line",
    "tuple_type": "write each item on its own line, starting with '- '",
    "string_type": "put the value in quotes",
    "bool_type": "write true or false, without quotes",
    "literal_error": "write one of these words",
    "int_type": "write a whole number, without quotes",
    "float_type": "write a number, without quotes",
}


UNKNOWN_KEY = "unknown_key"


class _Loader(yaml.SafeLoader):
    """Loads dates as text, because YAML would assume a time zone where none is written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class YamlDocument:
    """The content of a YAML file, and the line on which each of its values starts."""

    path: Path
    data: Any
    lines: Mapping[KeyPath, int]

    @classmethod
    def read(cls, path: Path, fix: str = "write at least 'id', 'title' and 'units'") -> YamlDocument:
        """Parse a file. CourseError if it is unreadable, not UTF-8, not YAML, empty (with `fix`), or repeats a key."""
        try:
            loader = _Loader(_read_text(path))
            node = loader.get_single_node()
            if node is None:
                raise CourseError(f"{path.name} is empty", where=path.name, fix=fix)
            lines = {(): 1} | dict(_lines(node, (), path.name))
            return cls(path, loader.construct_document(node), lines)
        except yaml.YAMLError as error:
            raise _yaml_error(error, path.name) from None
        except (ValueError, RecursionError) as error:
            raise CourseError(f"{path.name} holds a value nobody can read: {error}", where=path.name) from None

    def where(self, path: KeyPath = ()) -> str:
        """Describe the place of a value: file, line, and its keys with dots, where a unit is named by its id."""
        words, value = [], self.data
        for key in path:
            value = value[key] if _has_key(value, key) else None
            name = value.get("id") if isinstance(key, int) and isinstance(value, dict) else None
            words.append(name if isinstance(name, str) else f"#{key + 1}" if isinstance(key, int) else key)
        return ", ".join([self.path.name, f"line {self._line(path)}", *filter(None, [".".join(words)])])

    def course_error(self, error: ValidationError) -> CourseError:
        """Describe the problem that stands first in the file, in the instructor's terms."""
        problem = min(error.errors(include_url=False), key=lambda problem: self._line(_key_path(problem)))
        path, kind, context = _key_path(problem), problem["type"], problem.get("ctx", {})
        fix = context.get("fix") or FIXES.get(kind, "").format(key=path[-1] if path else "")
        message = problem["msg"] if kind == UNKNOWN_KEY else self._describe(problem, path)
        return CourseError(message, where=self.where(path), fix=fix)

    def _describe(self, problem: ErrorDetails, path: KeyPath) -> str:
        key = path[-1] if path else self.path.name
        name = f"item {key + 1}" if isinstance(key, int) else f"'{key}'"
        message = MESSAGES.get(problem["type"], problem["msg"].removeprefix("Input ").removeprefix("String "))
        instead = f", not {reprlib.repr(problem['input'])}" if message.startswith("should") else ""
        return f"{name} {message}{instead}"

    def _line(self, path: KeyPath) -> int:
        """Return the line of a value; for a missing one, the line of the mapping that lacks it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


def _has_key(value: object, key: int | str) -> bool:
    if isinstance(value, list):
        return isinstance(key, int) and key < len(value)
    return isinstance(value, dict) and key in value


def _key_path(problem: ErrorDetails) -> KeyPath:
    """Return the path of the value that a problem is about; one of a whole mapping names the key in its context."""
    key = problem.get("ctx", {}).get("key")
    return problem["loc"] if key is None else (*problem["loc"], key)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(f"{path.name} is not UTF-8 text", where=path.name, fix="save it as UTF-8") from None
    except OSError as error:
        fix = "check the path and its permissions"
        raise CourseError(f"cannot read {path.name}: {error.strerror}", where=str(path), fix=fix) from None


def _lines(node: yaml.Node, path: KeyPath, file: str) -> Iterator[tuple[KeyPath, int]]:
    """Yield the line of every value below `node`. CourseError for a duplicate key: YAML would keep the last one."""
    if isinstance(node, yaml.SequenceNode):
        children = [(position, value, value) for position, value in enumerate(node.value)]
    elif isinstance(node, yaml.MappingNode):
        children = [(key.value, key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
    else:
        return
    first: dict[int | str, int] = {}
    for key, start, value in children:
        line = start.start_mark.line + 1
        if key in first:
            where = f"{file}, line {line}, {'.'.join(map(str, (*path, key)))}"
            fix = f"keep one of the two, the other is on line {first[key]}"
            raise CourseError(f"duplicate key '{key}'", where=where, fix=fix)
        first[key] = line
        yield (*path, key), line
        yield from _lines(value, (*path, key), file)


def _yaml_error(error: yaml.YAMLError, file: str) -> CourseError:
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    where = f"{file}, line {mark.line + 1}, column {mark.column + 1}" if mark else file
    tab = problem is not None and "'\\t'" in problem
    fix = "indent with spaces, not with tabs" if tab else "look at the indentation, colons and quotes of this line"
    return CourseError(f"{file} is not YAML: {problem or str(error).splitlines()[0]}", where=where, fix=fix)


class YamlModel(BaseModel):
    """Base class for the parts of course.yml: frozen, without conversions and unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, data: object) -> object:
        return refuse_unknown_keys(cls, data)


def refuse_unknown_keys(model: type[BaseModel], data: object) -> object:
    """Return the data unchanged; PydanticCustomError for a key that is no field of the model."""
    fields = list(model.model_fields)
    if isinstance(data, dict) and (unknown := [key for key in data if key not in fields]):
        context = {"key": str(unknown[0]), "fix": suggest(unknown[0], fields, "keys here")}
        raise PydanticCustomError(UNKNOWN_KEY, "unknown key '{key}'", context)
    return data


def suggest(name: object, names: list[str], plural: str) -> str:
    """Return a hint with the most similar of `names`, or with all of them if none is similar."""
    similar = get_close_matches(str(name), names, n=1)
    return f"did you mean '{similar[0]}'?" if similar else f"the {plural} are: {', '.join(names)}"


def _parse_due_date(value: object) -> datetime:
    """Parse a date that has a time and a time zone, so that nobody has to guess either."""
    try:
        date = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        date = None
    if date is None or date.tzinfo is None:
        fix = "write it like 2027-03-01T23:59:00+01:00, or null for no due date"
        raise PydanticCustomError("due_date", "should be a date with time and time zone", {"fix": fix})
    return date


def _validate_slug(value: str) -> str:
    if not re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", value):
        fix = "write it like 'training-loop'; it names folders, too"
        raise PydanticCustomError("slug", "should be lower-case words joined by hyphens", {"fix": fix})
    return value


def _validate_module_name(value: str) -> str:
    if not all(part.isidentifier() for part in value.split(".")):
        fix = "write it as Python imports it, such as 'matplotlib.pyplot'"
        raise PydanticCustomError("module", "should be the name of a module", {"fix": fix})
    return value


def _validate_data_name(value: str) -> str:
    if not value.isidentifier():
        fix = "write it as the notebook does behind 'lab.data.', such as 'own_table'"
        raise PydanticCustomError("data_name", "should be the name of data", {"fix": fix})
    return value


DueDate = Annotated[datetime, BeforeValidator(_parse_due_date)]
Slug = Annotated[str, AfterValidator(_validate_slug)]
NonEmptyText = Annotated[str, Field(min_length=1)]
ModuleNames = Annotated[tuple[Annotated[str, AfterValidator(_validate_module_name)], ...], Field(strict=False)]
DataNames = Annotated[tuple[Annotated[str, AfterValidator(_validate_data_name)], ...], Field(strict=False)]
