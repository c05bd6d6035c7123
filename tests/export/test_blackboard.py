"""Blackboard: text with tabs in UTF-16, as it came, with the number of the column."""

from __future__ import annotations

import pytest

from autograder.errors import UsageError
from autograder.export.blackboard import BlackboardGradebook
from autograder.export.table import Table
from tests.platform_gradebooks import blackboard_file, export, held_back, mark, read_back


def gradebook() -> BlackboardGradebook:
    return BlackboardGradebook(Table.parse(blackboard_file()))


@pytest.mark.parametrize("name", ["Loops", "901", "loops [Total Pts: 40 Score] |901"])
def test_blackboard_reads_the_marks_by_user_name(name: str) -> None:
    marks = [mark("ada"), mark("0013", 0), mark('עמי 🚀 "E"', 4), held_back("nick")]
    data = export(gradebook(), name, marks).table.to_bytes()
    header, *rows = read_back(data, "utf-16", "\t")

    assert header == ["Last Name", "First Name", "Username", "Student ID", "Loops [Total Pts: 40 Score] |901"]
    assert rows == [
        ["Lovelace", "Ada", "ada", "0012", "32.5"],
        ["'=1+1", "'+x", "eve", "0013", "0"],
        ["עמי", '🚀 "E"', "emmy", "0014", "4"],
    ]


def test_a_total_of_other_points_is_refused() -> None:
    with pytest.raises(UsageError, match="has 50 points, the unit 40"):
        export(gradebook(), "Weighted Total", [mark("ada")])


def test_a_file_without_numbers_of_columns_is_refused() -> None:
    with pytest.raises(UsageError, match="no gradebook of Blackboard"):
        BlackboardGradebook(Table.parse(b"Username,Loops\nada,1\n"))
