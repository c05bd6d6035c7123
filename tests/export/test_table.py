"""Tables: every form of file is read, no cell becomes a formula, and names come back as they were."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.export.table import HARMLESS, Table, number_text, number_value, safe_cell

NAMES = [
    "Lovelace, Ada",
    'Emmy "the algebraist" Noether',
    "O'Brien; Seán",
    "two\nlines",
    "zoë 🚀👩‍💻",
    "عمر الخيام",
    "\u200fשרה\u200f",
    "渡辺 佳子",
    "tab\tinside",
]
FORMULAS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1+1",
    "x;=1",
    'x",=1',
    "two\n=1",
    "x\t@y",
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_survive_a_round_trip_through_another_reader(delimiter: str, encoding: str) -> None:
    table = Table(("name", "id"), tuple((name, str(place)) for place, name in enumerate(NAMES)), delimiter, encoding)
    text = table.to_bytes().decode(encoding)

    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[1:] == list(map(list, table.rows))
    assert Table.parse(table.to_bytes()) == table


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_becomes_a_formula_in_any_program_s_reading(text: str) -> None:
    cell = safe_cell(text)
    file = Table(("name",), ((cell,),)).to_bytes().decode()
    cells = [
        field
        for delimiter in ",;\t|"
        for record in csv.reader(io.StringIO(file, newline=""), delimiter=delimiter)
        for field in record
    ]
    lines = [line for line in cells for line in line.splitlines()]

    assert not [field for field in [*cells, *lines] if field.lstrip().startswith(("=", "+", "-", "@", "＝"))]
    assert cell.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", [*NAMES, "-", "-5", "+4.5", "12,5", "a+b@example.org", "Ana-María", ""])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_short_rows_are_filled_and_empty_ones_left_out() -> None:
    assert Table.parse(b"a,b,c\r\n1,2\r\n\r\n,,\r\n3,4,5\r\n").rows == (("1", "2", ""), ("3", "4", "5"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no table"),
        (b'a,b\n"1,2\n', "this is no table"),
        (b"a,b\n1,2,3\n", "row 2 has more cells than the header"),
        (b"a,b\n1,\xe9\n", "no CSV file in UTF-8"),
        (b"PK\x03\x04\x14\x00\xff", "no CSV file in UTF-8"),
    ],
    ids=["empty", "open quote", "long row", "Latin-1", "a workbook"],
)
def test_what_is_no_table_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Table.parse(data)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        Table.read(tmp_path / "roster.csv")


@pytest.mark.parametrize(
    ("number", "text"),
    [(40, "40"), (0.0, "0"), (32.5, "32.5"), (100 / 3, "33.33"), (100.0, "100"), (8.125, "8.13"), (1.005, "1.01")],
)
def test_points_have_at_most_two_decimals(number: float, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize(("text", "number"), [("40.00", 40), (" 12,5 ", 12.5), ("", None), ("(read only)", None)])
def test_numbers_are_read_with_a_point_or_a_comma(text: str, number: float | None) -> None:
    assert number_value(text) == number


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_text_survives_and_no_cell_begins_a_formula(texts: list[str]) -> None:
    cells = [safe_cell(text) for text in texts]
    data = Table(("header",) * len(cells), (tuple(cells),)).to_bytes()
    _, record = csv.reader(io.StringIO(data.decode(), newline=""))

    assert record == cells
    assert [cell.replace("'", "") for cell in cells] == [text.replace("'", "") for text in texts]
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@]", cell) and not HARMLESS.fullmatch(cell)]
