"""Spreadsheets as delimited text: read as a platform wrote them, written so that no cell becomes a formula."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import UsageError
from autograder.hand_in import points_text, round_points

LARGEST_FILE = 50 << 20
DELIMITERS = ",;\t"
FORMULA_START = re.compile(r"(?:^(?=[\t\r])|(?:^|(?<=[,;|\t\r\n\"]))(?=\s*[=+\-@＝＋－＠]))")
"""Where a spreadsheet may begin a formula: at the start of a cell, and after what another program may take for the end
of one."""
HARMLESS = re.compile(r"[+-]?\d+(?:[.,]\d+)?|-")
"""A number, and the platforms' sign for no grade."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of the same length, with the form of the file: its delimiter and encoding."""

    header: Row
    rows: tuple[Row, ...]
    delimiter: str = ","
    encoding: str = "utf-8"

    @classmethod
    def read(cls, path: Path) -> Table:
        """Read a file of comma, semicolon or tab separated values; UsageError where it is none."""
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise UsageError(f"cannot read '{path}': {error.strerror}") from None
        if len(data) > LARGEST_FILE:
            raise UsageError(f"the file is larger than {LARGEST_FILE >> 20} MB", where=str(path))
        return cls.parse(data, str(path))

    @classmethod
    def parse(cls, data: bytes, where: str = "") -> Table:
        """Parse a file's bytes; UsageError where they are no table."""
        encoding = _encoding(data)
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            fix = "download it again, or save it as 'CSV UTF-8'"
            raise UsageError("this is no CSV file in UTF-8", where=where, fix=fix) from None
        try:
            delimiter = max(DELIMITERS, key=lambda delimiter: len(next(_records(text, delimiter, strict=False), ())))
            header, *rows = (record for record in _records(text, delimiter) if any(record))
        except (csv.Error, ValueError) as error:
            raise UsageError(f"this is no table: {error}", where=where, fix="download it again") from None
        long = next((number for number, row in enumerate(rows, 2) if len(row) > len(header)), None)
        if long is not None:
            raise UsageError(f"row {long} has more cells than the header", where=where, fix="download it again")
        filled = tuple(tuple(row) + ("",) * (len(header) - len(row)) for row in rows)
        return cls(tuple(name.strip() for name in header), filled, delimiter, encoding)

    def with_rows(self, header: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
        """Return a table of the same form."""
        return replace(self, header=tuple(header), rows=tuple(map(tuple, rows)))

    def to_bytes(self) -> bytes:
        """Return the file. Cells are written as they are: `safe_cell` is for those of people."""
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=self.delimiter).writerows([self.header, *self.rows])
        return buffer.getvalue().encode(self.encoding)


def safe_cell(text: str) -> str:
    """Return the text with an apostrophe wherever a spreadsheet would otherwise begin a formula."""
    return text if HARMLESS.fullmatch(text) else FORMULA_START.sub("'", text)


def number_text(number: float) -> str:
    """Return points as text with a decimal point and at most two decimals; a half goes up."""
    return points_text(round_points(number))


def number_value(text: str) -> float | None:
    """Return the number that a cell shows, with a decimal point or comma; None where it shows none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _records(text: str, delimiter: str, *, strict: bool = True) -> Iterator[list[str]]:
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict))


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
