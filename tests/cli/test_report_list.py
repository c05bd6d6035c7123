"""Reports of a class are written as one JSON list by student, and are not kept in memory."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator

from autograder.cli.report_list import ReportList
from autograder.isolation import Isolation
from autograder.report import Report, Seconds, SubmissionInfo

COUNT = 200


def reports() -> Iterator[Report]:
    """Yield reports in another order than that of the students."""
    for number in range(COUNT):
        yield Report(
            course="of-this-test",
            unit="unit",
            student=f"student-{number * 7 % COUNT:03}",
            submission=SubmissionInfo(sha256="0" * 64),
            score=number,
            max_score=COUNT,
            publishable=True,
            problems=(),
            exercises=(),
            predictions=(),
            isolation=Isolation(),
            seconds=Seconds(),
        )


def test_the_list_is_the_json_of_all_reports_by_student() -> None:
    with ReportList() as report_list:
        for report in reports():
            report_list.add(report)
        text = "".join(report_list.json_parts())

    expected = sorted(reports(), key=lambda report: report.student)
    assert json.loads(text) == [json.loads(report.json_text()) for report in expected]
    assert text == "[\n" + ",\n".join(report.json_text().rstrip() for report in expected) + "\n]\n"


def test_an_empty_list_is_json_too() -> None:
    with ReportList() as report_list:
        assert json.loads("".join(report_list.json_parts())) == []


def test_no_report_is_kept() -> None:
    with ReportList() as report_list:
        for report in reports():
            report_list.add(report)
        del report
        gc.collect()

        # `isinstance` would read `__class__`, and objects of other packages may warn about that.
        reports_in_memory = [value for value in gc.get_objects() if type(value) is Report]
        assert not [report for report in reports_in_memory if report.course == "of-this-test"]
