"""course.yml: what a course says, and what an instructor reads when it says something wrong."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from pydantic import ValidationError

from autograder.course.configuration import Course, Unit, check_points
from autograder.errors import CourseError, UsageError
from autograder.limits import Limits

ROOT = Path(__file__).parents[2]

COURSE = """\
id: descent
title: Downhill
units:
  - id: first-steps
    title: First steps
    minutes: 60
    points: 40
"""
"""The least a course can say."""

FILES = (
    "source/first-steps/first-steps.ipynb",
    "solutions/first_steps.py",
    "autograder/checks/first_steps/test_first_steps.py",
    "autograder/checks/first_steps/mistakes/__init__.py",
    "autograder/checks/first_steps/predictions.py",
    "student/lab/checks/first_steps.py",
    "student/lab/questions/first_steps.py",
)

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a course.yml into a folder where all files of its unit exist."""
    for file in FILES:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()

    def write(text: str | bytes) -> Path:
        path = tmp_path / "course.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def load_error(path: Path) -> CourseError:
    with pytest.raises(CourseError) as caught:
        Course.load(path)
    return caught.value


class TestACourse:
    def test_is_found_from_its_file_its_folder_and_any_folder_below(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = write(COURSE)
        monkeypatch.chdir(path.parent / "source" / "first-steps")

        assert Course.load() == Course.load(path) == Course.load(str(path.parent))
        assert Course.load().root == path.parent

    def test_keeps_its_units_in_the_order_of_the_file(self, write: Write) -> None:
        path = write(COURSE)
        for file in FILES:
            other = path.parent / file.replace("first-steps", "a-last-look").replace("first_steps", "a_last_look")
            other.parent.mkdir(parents=True, exist_ok=True)
            other.touch()
        write(COURSE + "  - {id: a-last-look, title: A last look, minutes: 30, points: 40}\n")

        assert [unit.id for unit in Course.load(path).units] == ["first-steps", "a-last-look"]

    def test_is_frozen(self, write: Write) -> None:
        course = Course.load(write(COURSE))

        with pytest.raises(ValidationError, match="frozen"):
            course.title = "Uphill"  # type: ignore[misc]

    def test_travels_to_another_process_whole(self, write: Write) -> None:
        course = Course.load(write(COURSE))
        copy = pickle.loads(pickle.dumps(course))

        assert copy == course
        assert copy.units[0].source == course.units[0].source

    def test_is_the_one_in_this_repository(self) -> None:
        course = Course.load(ROOT)

        assert course.root == ROOT
        assert all(unit.points == 40 for unit in course.units)
        assert course.limits == Limits(), "course.yml writes the defaults out; keep the two equal"


class TestAUnit:
    def test_knows_where_its_files_are(self, write: Write) -> None:
        path = write(COURSE)
        unit = Course.load(path).unit("first-steps")
        places = (unit.source, unit.reference, unit.checks, unit.visible_checks, unit.questions, unit.release)

        assert unit.module == "first_steps"
        assert [place.relative_to(path.parent).as_posix() for place in places] == [
            "source/first-steps/first-steps.ipynb",
            "solutions/first_steps.py",
            "autograder/checks/first_steps",
            "student/lab/checks/first_steps.py",
            "student/lab/questions/first_steps.py",
            "release/first-steps/first-steps.ipynb",
        ]

    @pytest.mark.parametrize("missing", FILES)
    def test_lacking_a_file_is_told_which_one(self, write: Write, missing: str) -> None:
        path = write(COURSE)
        (path.parent / missing).unlink()
        error = load_error(path)

        assert error.what.startswith("the unit 'first-steps' lacks its ")
        assert error.where == "course.yml, units.first-steps"
        assert missing in error.fix

    def test_that_does_not_exist_is_answered_with_the_nearest(self, write: Write) -> None:
        course = Course.load(write(COURSE))

        with pytest.raises(UsageError) as caught:
            course.unit("frist-steps")
        assert caught.value.what == "there is no unit 'frist-steps'"
        assert caught.value.fix == "did you mean 'first-steps'?"

    def test_that_resembles_none_is_answered_with_all(self, write: Write) -> None:
        course = Course.load(write(COURSE))

        with pytest.raises(UsageError, match="The units are: first-steps"):
            course.unit("quantum")

    def test_is_due_at_an_hour_of_a_time_zone(self, write: Write) -> None:
        unit = Course.load(write(COURSE + "    due: 2027-03-01T23:59:00+01:00\n")).units[0]

        assert unit.due == datetime(2027, 3, 1, 23, 59, tzinfo=timezone(timedelta(hours=1)))

    def test_is_not_due_at_all_unless_it_says_so(self, write: Write) -> None:
        assert Course.load(write(COURSE)).units[0].due is None
        assert Course.load(write(COURSE + "    due: null\n")).units[0].due is None

    def test_says_what_to_import_beforehand_and_what_it_needs(self, write: Write) -> None:
        more = "    optional: true\n    preload: [numpy, matplotlib.pyplot]\n    needs: [torch]\n"
        unit = Course.load(write(COURSE + more)).units[0]

        assert (unit.optional, unit.preload, unit.needs) == (True, ("numpy", "matplotlib.pyplot"), ("torch",))


class TestLimits:
    def test_of_a_course_hold_for_its_units(self, write: Write) -> None:
        course = Course.load(write(COURSE + "limits: {memory_mb: 2048}\n"))

        assert course.units[0].limits == Limits(memory_mb=2048)

    def test_of_a_unit_replace_only_what_they_name(self, write: Write) -> None:
        course = Course.load(
            write(COURSE + "    limits: {cell_seconds: 2.5}\nlimits: {cell_seconds: 20, file_mb: 32}\n")
        )

        assert course.units[0].limits == Limits(cell_seconds=2.5, file_mb=32)
        assert course.limits == Limits(cell_seconds=20, file_mb=32)

    @pytest.mark.parametrize("value", ["0", "-1", ".nan", ".inf", "1e9"])
    def test_outside_all_reason_are_refused(self, write: Write, value: str) -> None:
        error = load_error(write(COURSE + f"limits:\n  call_seconds: {value}\n"))

        assert error.what.startswith("'call_seconds' should be ")
        assert error.where == "course.yml, line 9, limits.call_seconds"


class TestPolicies:
    def test_grade_with_what_there_is_and_name_mistakes_by_default(self, write: Write) -> None:
        policies = Course.load(write(COURSE)).policies

        assert (policies.require_sandbox, policies.name_mistakes) == (False, True)


class TestASlipOfThePen:
    """Each is told what is wrong, where it stands (line and dotted path), and what to write instead."""

    @pytest.mark.parametrize(
        ("slip", "instead", "what", "where", "fix"),
        [
            pytest.param(
                "points: 40",
                "poinst: 40",
                "'poinst' is no key of this place",
                "line 7, units.first-steps.poinst",
                "did you mean 'points'?",
                id="a misspelt key of a unit",
            ),
            pytest.param(
                "title: Downhill",
                "title: Downhill\nlimits: {cell_second: 1}",
                "'cell_second' is no key of this place",
                "line 3, limits.cell_second",
                "did you mean 'cell_seconds'?",
                id="a misspelt limit",
            ),
            pytest.param(
                "title: Downhill",
                "title: Downhill\ncolour: red",
                "'colour' is no key of this place",
                "line 3, colour",
                "the keys here are: id, title, units, limits, policies",
                id="a key from nowhere",
            ),
            pytest.param(
                "    points: 40\n",
                "",
                "'points' is missing",
                "line 4, units.first-steps.points",
                "add the line 'points: ...'",
                id="a missing key",
            ),
            pytest.param(
                "points: 40",
                "points: '40'",
                "'points' should be a valid integer, not '40'",
                "line 7, units.first-steps.points",
                "write a whole number, without quotes",
                id="a number in quotes",
            ),
            pytest.param(
                "points: 40",
                "points: 0",
                "'points' should be greater than or equal to 1, not 0",
                "line 7, units.first-steps.points",
                "",
                id="no points",
            ),
            pytest.param(
                "title: Downhill",
                "title: no",
                "'title' should be text, not False",
                "line 2, title",
                "put the value in quotes",
                id="a word that YAML reads as false",
            ),
            pytest.param(
                "title: Downhill",
                "title: ''",
                "'title' should have at least 1 character, not ''",
                "line 2, title",
                "",
                id="an empty title",
            ),
            pytest.param(
                "points: 40",
                "points: 40\n    optional: 1",
                "'optional' should be true or false, not 1",
                "line 8, units.first-steps.optional",
                "write true or false, without quotes",
                id="a number for a yes",
            ),
            pytest.param(
                "id: first-steps",
                "id: First_Steps",
                "'id' should be lower-case words joined by hyphens, not 'First_Steps'",
                "line 4, units.First_Steps.id",
                "write it like 'training-loop'; it names folders, too",
                id="an id that is no slug",
            ),
            pytest.param(
                "points: 40",
                "points: 40\n    preload: numpy",
                "'preload' should be a list, not 'numpy'",
                "line 8, units.first-steps.preload",
                "write each item on its own line, starting with '- '",
                id="one word where a list should be",
            ),
            pytest.param(
                "points: 40",
                "points: 40\n    preload: [num-py]",
                "item 1 should be the name of a module, not 'num-py'",
                "line 8, units.first-steps.preload.#1",
                "write it as Python imports it, such as 'matplotlib.pyplot'",
                id="a module that cannot be one",
            ),
            pytest.param(
                "title: Downhill",
                "title: Downhill\npolicies: strict",
                "'policies' should hold 'key: value' lines, not 'strict'",
                "line 3, policies",
                "write its keys below it, each on its own indented line",
                id="a word for a section",
            ),
            pytest.param(
                "points: 40",
                "points: 40\n  - {id: first-steps, title: Again, minutes: 5, points: 5}",
                "'units' names the unit 'first-steps' twice",
                "line 3, units",
                "give each unit its own id; it names the unit's folders",
                id="one id for two units",
            ),
            pytest.param(
                "minutes: 60",
                "minutes: 60\n    minutes: 90",
                "'minutes' stands twice",
                "line 7, units.0.minutes",
                "keep one of the two, the other is on line 6",
                id="a key that stands twice",
            ),
        ],
    )
    def test_is_explained(self, write: Write, slip: str, instead: str, what: str, where: str, fix: str) -> None:
        error = load_error(write(COURSE.replace(slip, instead, 1)))

        assert (error.what, error.where, error.fix) == (what, f"course.yml, {where}", fix)

    @pytest.mark.parametrize(
        "due",
        ["2027-03-01", "2027-03-01T23:59:00", "2027-13-01T23:59:00Z", "tomorrow", "20270301", "[2027, 3, 1]"],
        ids=["no hour", "no time zone", "no such month", "a word", "a number", "a list"],
    )
    def test_in_a_date_is_answered_with_a_date_to_copy(self, write: Write, due: str) -> None:
        error = load_error(write(COURSE + f"    due: {due}\n"))

        assert error.what.startswith("'due' should be a date with time and time zone, not ")
        assert error.where == "course.yml, line 8, units.first-steps.due"
        assert "2027-03-01T23:59:00+01:00" in error.fix

    def test_among_several_is_the_first_of_the_file(self, write: Write) -> None:
        error = load_error(write(COURSE.replace("40", "forty").replace("Downhill", "5")))

        assert error.where == "course.yml, line 2, title"


class TestAFileThatIsNoCourse:
    @pytest.mark.parametrize(
        ("content", "message"),
        [
            pytest.param("", "course.yml is empty (course.yml). Write at least", id="empty"),
            pytest.param("# later\n", "course.yml is empty", id="only a comment"),
            pytest.param("id: descent\n\ttitle: x\n", "Indent with spaces, not with tabs", id="a tab"),
            pytest.param("units: [1, 2\n", "course.yml is not YAML: ", id="a bracket left open"),
            pytest.param("a: 1\n---\nb: 2\n", "course.yml is not YAML: ", id="two documents"),
            pytest.param("a: \x00\n", "course.yml is not YAML: ", id="a control character"),
            pytest.param("just words\n", "'course.yml' should hold 'key: value' lines", id="prose"),
            pytest.param("- id: descent\n", "'course.yml' should hold 'key: value' lines", id="a list"),
            pytest.param("? [a, b]\n: 1\n", "course.yml is not YAML: ", id="a key that is a list"),
            pytest.param("id: d\ntitle: D\nunits: []\n", "'units' names no unit", id="no units"),
            pytest.param("1: one\n", "'1' is no key of this place", id="a key that is a number"),
            pytest.param("units: &u [*u]\n", "course.yml holds a value nobody can read", id="a list inside itself"),
            pytest.param("id: !!python/name:os.system x\n", "course.yml is not YAML: ", id="code"),
            pytest.param("title: Gefälle".encode("latin-1"), "course.yml is not UTF-8 text", id="another encoding"),
        ],
    )
    def test_is_refused_with_a_reason(self, write: Write, content: str | bytes, message: str) -> None:
        assert message in str(load_error(write(content)))

    def test_with_a_byte_order_mark_is_read_all_the_same(self, write: Write) -> None:
        assert Course.load(write(b"\xef\xbb\xbf" + COURSE.encode())).id == "descent"

    @pytest.mark.parametrize("path", ["nowhere", "nowhere/course.yml"])
    def test_that_does_not_exist_is_a_wrong_path(self, tmp_path: Path, path: str) -> None:
        with pytest.raises(UsageError, match=r"there is no course\.yml"):
            Course.load(tmp_path / path)

    def test_is_not_looked_for_below_the_current_folder(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(write(COURSE).parent.parent)

        with pytest.raises(UsageError, match="Go to the course's folder"):
            Course.load()


class TestPoints:
    unit = Unit(id="first-steps", title="First steps", minutes=60, points=8)

    def test_that_add_up_are_accepted(self) -> None:
        check_points(self.unit, {"step": 6, "P1": 2})
        check_points(self.unit, {"step": 6, "P1": 2}, checks={"P1": 2, "step": 6})

    def test_that_miss_the_unit_s_total_are_listed_by_exercise(self) -> None:
        with pytest.raises(CourseError) as caught:
            check_points(self.unit, {"step": 6, "P1": 1})

        assert caught.value.what == "the check cells of 'first-steps' add up to 7 points, course.yml says 8"
        assert caught.value.where == "source/first-steps/first-steps.ipynb"
        assert "(step 6, P1 1)" in caught.value.fix
        assert "'points: 7' in course.yml" in caught.value.fix

    @pytest.mark.parametrize(
        ("cells", "checks", "exercise"),
        [
            pytest.param({"step": 6, "P1": 2}, {"step": 5, "P1": 2}, "step", id="a cell worth more than its checks"),
            pytest.param({"step": 8}, {"step": 8, "fit": 2}, "fit", id="checks without a cell"),
            pytest.param({"step": 6, "P1": 2}, {"step": 6}, "P1", id="a cell without checks"),
            pytest.param({"step": 8, "P1": 0}, None, "P1", id="a cell worth nothing"),
        ],
    )
    def test_that_disagree_name_the_exercise(
        self, cells: dict[str, int], checks: dict[str, int] | None, exercise: str
    ) -> None:
        with pytest.raises(CourseError) as caught:
            check_points(self.unit, cells, checks)

        assert f"'{exercise}'" in caught.value.what
        assert caught.value.where.endswith(f"cell '{exercise}-check'")
