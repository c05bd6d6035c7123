"""Brightspace: ids first, one column of points, and the column that ends each line."""

from __future__ import annotations

import pytest

from autograder.errors import UsageError
from autograder.export.brightspace import BrightspaceGradebook
from autograder.export.table import Table
from tests.platform_gradebooks import BRIGHTSPACE, export, held_back, mark, read_back


def gradebook(text: str = BRIGHTSPACE) -> BrightspaceGradebook:
    return BrightspaceGradebook(Table.parse(text.encode()))


def test_brightspace_reads_the_marks_by_id() -> None:
    marks = [mark("ada"), mark('🚀 עמי, "E"', 3), mark("0013", 0), held_back("nick")]
    result = export(gradebook(), "Loops", marks)
    header, *rows = read_back(result.table.to_bytes())

    assert header[:2] == ["OrgDefinedId", "Username"]
    assert header[2:] == ["Loops Points Grade <Numeric MaxPoints:40 Weight:5>", "End-of-Line Indicator"]
    assert rows == [["#0012", "#ada", "32.5", "#"], ["#0013", "#eve", "0", "#"], ["#0014", "#emmy", "3", "#"]]
    assert list(result.held_back) == ["nick"]


def test_only_points_are_marks() -> None:
    with pytest.raises(UsageError, match="no such column for marks: 'Essay'"):
        gradebook().mark_column("Essay")


def test_other_points_are_refused() -> None:
    with pytest.raises(UsageError, match=r"has 12\.5 points, the unit 40"):
        export(gradebook(BRIGHTSPACE.replace("MaxPoints:40", "MaxPoints:12.5")), "Loops", [mark("ada")])


def test_a_file_without_the_last_column_is_refused() -> None:
    with pytest.raises(UsageError, match="no gradebook of Brightspace"):
        gradebook("Username,Loops Points Grade\nada,1\n")
