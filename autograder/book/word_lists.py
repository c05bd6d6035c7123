"""The glossary and the index of symbols: book/glossary.yml and book/symbols.yml.

Both say in which unit something is introduced; an entry of a unit that is not in the book is left out. A course without
these files has a book without these pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from autograder.book import markdown
from autograder.course.configuration import Course, Unit
from autograder.errors import CourseError

FOLDER = "book"
E = TypeVar("E", bound="Entry")


class Entry(BaseModel):
    """A part of one of the files; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str
    meaning: Annotated[str, Field(min_length=1)]


class Term(Entry):
    """A term of the course, with one plain sentence about it.

    `spelling` is how the lesson writes it, where that is not the term itself.
    """

    term: Annotated[str, Field(min_length=1)]
    spelling: str = ""


class Symbol(Entry):
    """A symbol in TeX, with its one meaning and the shape of its value. `also` names units that use it otherwise."""

    symbol: Annotated[str, Field(min_length=1)]
    shape: str
    spelling: str = ""
    also: Mapping[str, str] = {}


def read_terms(course: Course) -> list[Term]:
    """Return the glossary in alphabetical order. CourseError where an entry is incomplete or double."""
    terms = [_parse(Term, entry, "glossary.yml") for entry in _read(course, "glossary.yml")]
    _require_different([term.term.casefold() for term in terms], "glossary.yml")
    return sorted(terms, key=lambda term: term.term.casefold())


def read_symbols(course: Course) -> list[Symbol]:
    """Return the symbols in the file's order. CourseError where an entry is incomplete or double."""
    symbols = [_parse(Symbol, entry, "symbols.yml") for entry in _read(course, "symbols.yml")]
    _require_different([symbol.symbol for symbol in symbols], "symbols.yml")
    return symbols


def glossary_page(terms: list[Term], units: Mapping[str, Unit]) -> str:
    """Return the page of all terms; each links to its unit."""
    lines = ["# Glossary", "Each term links to the unit that introduces it.", "::::{glossary}"]
    entries = [f"{term.term}\n  {term.meaning} {_link(term, units)}" for term in terms if term.unit in units]
    return "\n\n".join([*lines[:2], "\n".join([lines[2], "\n\n".join(entries), "::::"])]) + "\n"


def symbols_page(symbols: list[Symbol], units: Mapping[str, Unit]) -> str:
    """Return the page of all symbols; `units` are all of the course, in order."""
    numbers = {name: number for number, name in enumerate(units, start=1)}
    rows = [
        (f"${symbol.symbol}$", _meaning(symbol, units), symbol.shape, f"[{numbers[symbol.unit]}]({symbol.unit}.md)")
        for symbol in symbols
        if symbol.unit in units
    ]
    head = markdown.table(("symbol", "meaning", "shape", "unit"), rows)
    return f"# Symbols\n\nOne line for each symbol. If a unit uses it for something else, the line says so.\n\n{head}\n"


def _meaning(symbol: Symbol, units: Mapping[str, Unit]) -> str:
    meanings = [f"in *{units[unit].title}* also {meaning}" for unit, meaning in symbol.also.items() if unit in units]
    return "; ".join([symbol.meaning, *meanings])


def _link(entry: Entry, units: Mapping[str, Unit]) -> str:
    return f"[{units[entry.unit].title}]({entry.unit}.md)"


def _read(course: Course, name: str) -> list[Any]:
    path = course.root / FOLDER / name
    if not path.exists():
        return []
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CourseError("this file is not YAML", where=f"{FOLDER}/{name}: {error}") from None
    return entries if isinstance(entries, list) else []


def _parse(kind: type[E], entry: Any, name: str) -> E:
    try:
        return kind.model_validate(entry)
    except ValidationError as error:
        problem = error.errors()[0]
        where = f"{FOLDER}/{name}, entry {entry!r}"
        raise CourseError(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}", where=where) from None


def _require_different(names: list[str], file: str) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise CourseError(f"'{name}' has two meanings", where=f"{FOLDER}/{file}", fix="keep one of them")
