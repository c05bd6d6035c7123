"""Gradebooks as platforms export them, with names that break naive programs, and builders of marks."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from autograder.export.gradebook import Gradebook
from autograder.export.gradebook_export import GradebookExport, export_marks
from autograder.export.marks import Mark

CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,Note,Essay (4000),"Loops, 2nd part (4711)",Current Score,Final Score
,,,,,,,Manual Posting,,
    Points Possible,,,,,,10.00,40.00,(read only),(read only)
"Lovelace, Ada",101,S-1,ada,Group A,,7.00,12.00,70,70
"Doe, Jan",102,S-2,jan1,Group A,,,,,
"Doe, Jan",103,S-3,jan2,Group B,,,,,
"=cmd|' /C calc'!A0",104,S-4,eve,Group B,,,,,
"עמי, 🚀 ""Emmy""",105,S-5,emmy,"Group A, Group B",,,,,
"Nobody, Nick",106,S-6,nick,Group B,,,3.00,,
'''

WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 501","Ada Lovelace",ada@example.org,"Submitted for grading",,40.00,Yes,"Monday, 1 March 2027",-,"-ok"
"Participant 502","=HYPERLINK(""x"")",eve@example.org,"Submitted for grading",,40.00,Yes,"Monday, 1 March 2027",-,
"Participant 503","עמי 🚀",emmy@example.org,"Submitted for grading",,40.00,Yes,"Monday, 1 March 2027",-,
"Participant 504","Nick Nobody",nick@example.org,"No submission",11.00,40.00,Yes,-,"Tuesday, 2 March 2027",
"""

MOODLE = '''\
"First name","Last name","ID number","Email address","Assignment: Loops (Real)","Last downloaded from this course"
Ada,Lovelace,1001,ada@example.org,-,1800000000
Emmy,"No, ""E""",1002,emmy@example.org,-,1800000000
Eve,=1+1,1004,eve@example.org,-,1800000000
Nick,Nobody,1003,nick@example.org,5.00,1800000000
'''

BRIGHTSPACE = '''\
OrgDefinedId,Username,Last Name,First Name,Email,Loops Points Grade <Numeric MaxPoints:40 Weight:5>,\
Essay Text Grade,End-of-Line Indicator
#0012,#ada,Lovelace,Ada,ada@example.org,,,#
#0013,#eve,-1+1,@x,eve@example.org,,,#
#0014,#emmy,"עמי, ""E""",🚀,emmy@example.org,,,#
#0015,#nick,Nobody,Nick,nick@example.org,9,,#
'''

TOTAL, LOOPS = "Weighted Total [Total Pts: up to 50 Score] |900", "Loops [Total Pts: 40 Score] |901"
BLACKBOARD_ROWS = [
    ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability", TOTAL, LOOPS],
    ["Lovelace", "Ada", "ada", "0012", "2027-03-01", "Yes", "", ""],
    ["=1+1", "+x", "eve", "0013", "2027-03-01", "Yes", "", ""],
    ["עמי", '🚀 "E"', "emmy", "0014", "2027-03-01", "Yes", "", ""],
    ["Nobody", "Nick", "nick", "0015", "2027-03-01", "Yes", "", "9"],
]


def blackboard_file() -> bytes:
    """Return Blackboard's file: quoted text with tabs in UTF-16."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(BLACKBOARD_ROWS)
    return buffer.getvalue().encode("utf-16")


def mark(student: str, points: float = 32.5) -> Mark:
    return Mark(student, 40, points)


def held_back(student: str) -> Mark:
    return Mark(student, 40, None, "10 points wait for a person, who reads the text")


def export(gradebook: Gradebook, column: str | None, marks: Sequence[Mark], *, scale: bool = False) -> GradebookExport:
    return export_marks(gradebook, column, marks, {}, scale=scale)


def read_back(data: bytes, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    """Return the cells as another program reads them."""
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter, strict=True))
