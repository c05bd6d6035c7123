"""course.yml: the course, its units with their files, limits and policies."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from pydantic import ValidationError

from autograder.course.configuration import Course
from autograder.errors import UsageError
from autograder.limits import Limits
from tests.course.course_file import COURSE, FILES, load_error, touch

ROOT = Path(__file__).parents[2]

WriteCourse = Callable[[str | bytes], Path]


class TestCourse:
    def test_is_loaded_from_its_file_its_folder_or_any_folder_below(
        self, write_course: WriteCourse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = write_course(COURSE)
        monkeypatch.chdir(path.parent / "source" / "first-steps")

        assert Course.load() == Course.load(path) == Course.load(str(path.parent))
        assert Course.load().root == path.parent

    @pytest.mark.parametrize("path", ["nowhere", "nowhere/course.yml"])
    def test_at_a_path_that_does_not_exist_is_a_usage_error(self, tmp_path: Path, path: str) -> None:
        with pytest.raises(UsageError, match=r"there is no course\.yml"):
            Course.load(tmp_path / path)

    def test_is_not_searched_below_the_current_folder(
        self, write_course: WriteCourse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(write_course(COURSE).parent.parent)

        with pytest.raises(UsageError, match="Go to the course's folder"):
            Course.load()

    def test_keeps_the_units_in_the_order_of_the_file(self, write_course: WriteCourse) -> None:
        path = write_course(COURSE + "  - {id: a-last-look, title: A last look, minutes: 30}\n")
        names = (file.replace("first-steps", "a-last-look").replace("first_steps", "a_last_look") for file in FILES)
        touch(path.parent, *names)

        assert [unit.id for unit in Course.load(path).units] == ["first-steps", "a-last-look"]

    def test_is_frozen(self, write_course: WriteCourse) -> None:
        course = Course.load(write_course(COURSE))

        with pytest.raises(ValidationError, match="frozen"):
            course.title = "Uphill"  # type: ignore[misc]

    def test_can_be_pickled(self, write_course: WriteCourse) -> None:
        course = Course.load(write_course(COURSE))
        copy = pickle.loads(pickle.dumps(course))

        assert copy == course
        assert copy.units[0].source == course.units[0].source

    def test_of_this_repository_spells_out_the_default_limits(self) -> None:
        course = Course.load(ROOT)

        assert course.root == ROOT
        assert course.limits == Limits(submission_seconds=Limits().total_seconds), (
            "course.yml writes the defaults out; keep the two equal"
        )


class TestUnit:
    def test_knows_the_paths_of_its_files(self, write_course: WriteCourse) -> None:
        path = write_course(COURSE)
        unit = Course.load(path).unit("first-steps")
        paths = (unit.source, unit.reference, unit.checks, unit.visible_checks, unit.questions, unit.release)

        assert unit.module == "first_steps"
        assert [path.relative_to(unit.root).as_posix() for path in paths] == [
            "source/first-steps/first-steps.ipynb",
            "solutions/first_steps.py",
            "hidden_checks/first_steps",
            "student/lab/checks/first_steps.py",
            "student/lab/questions/first_steps.py",
            "release/first-steps/first-steps.ipynb",
        ]

    @pytest.mark.parametrize("file", FILES)
    def test_without_one_of_its_files_is_an_error_that_names_it(self, write_course: WriteCourse, file: str) -> None:
        path = write_course(COURSE)
        (path.parent / file).unlink()
        error = load_error(path)

        assert error.message.startswith("the unit 'first-steps' lacks its ")
        assert error.where == "course.yml, units.first-steps"
        assert file in error.fix

    def test_with_a_misspelt_id_is_an_error_that_suggests_the_right_one(self, write_course: WriteCourse) -> None:
        course = Course.load(write_course(COURSE))

        with pytest.raises(UsageError) as caught:
            course.unit("frist-steps")
        assert caught.value.message == "there is no unit 'frist-steps'"
        assert caught.value.fix == "did you mean 'first-steps'?"

    def test_with_an_unknown_id_is_an_error_that_lists_all_ids(self, write_course: WriteCourse) -> None:
        course = Course.load(write_course(COURSE))

        with pytest.raises(UsageError, match="The units are: first-steps"):
            course.unit("quantum")

    def test_has_a_due_date_with_a_time_zone(self, write_course: WriteCourse) -> None:
        unit = Course.load(write_course(COURSE + "    due: 2027-03-01T23:59:00+01:00\n")).units[0]

        assert unit.due == datetime(2027, 3, 1, 23, 59, tzinfo=timezone(timedelta(hours=1)))

    def test_has_no_due_date_by_default(self, write_course: WriteCourse) -> None:
        assert Course.load(write_course(COURSE)).units[0].due is None
        assert Course.load(write_course(COURSE + "    due: null\n")).units[0].due is None

    def test_names_the_modules_to_preload_and_those_it_needs(self, write_course: WriteCourse) -> None:
        lines = "    optional: true\n    preload: [numpy, matplotlib.pyplot]\n    needs: [torch]\n"
        unit = Course.load(write_course(COURSE + lines)).units[0]

        assert (unit.optional, unit.preload, unit.needs) == (True, ("numpy", "matplotlib.pyplot"), ("torch",))

    def test_reports_the_needed_modules_that_are_not_installed(self, write_course: WriteCourse) -> None:
        unit = Course.load(write_course(COURSE + "    needs: [numpy, not_installed, matplotlib.pyplot]\n")).units[0]

        assert unit.missing == ("not_installed",)


class TestLimits:
    def test_of_the_course_apply_to_its_units(self, write_course: WriteCourse) -> None:
        course = Course.load(write_course(COURSE + "limits: {memory_mb: 2048}\n"))

        assert course.units[0].limits == Limits(memory_mb=2048)

    def test_of_a_unit_replace_only_those_that_it_sets(self, write_course: WriteCourse) -> None:
        lines = "    limits: {cell_seconds: 2.5}\nlimits: {cell_seconds: 20, file_mb: 32}\n"
        course = Course.load(write_course(COURSE + lines))

        assert course.units[0].limits == Limits(cell_seconds=2.5, file_mb=32)
        assert course.limits == Limits(cell_seconds=20, file_mb=32)

    @pytest.mark.parametrize("value", ["0", "-1", ".nan", ".inf", "1e9"])
    def test_out_of_bounds_are_refused(self, write_course: WriteCourse, value: str) -> None:
        error = load_error(write_course(COURSE + f"limits:\n  call_seconds: {value}\n"))

        assert error.message.startswith("'call_seconds' should be ")
        assert error.where == "course.yml, line 8, limits.call_seconds"


class TestPolicies:
    def test_require_no_sandbox_and_name_mistakes_by_default(self, write_course: WriteCourse) -> None:
        policies = Course.load(write_course(COURSE)).policies

        assert (policies.require_sandbox, policies.name_mistakes) == (False, True)

    def test_tells_explanations_at_once_unless_the_instructor_says_otherwise(self, write_course: WriteCourse) -> None:
        default = Course.load(write_course(COURSE)).policies
        later = Course.load(write_course(COURSE + "policies:\n  explanations: with_feedback\n")).policies

        assert (default.explanations, later.explanations) == ("at_once", "with_feedback")

    def test_with_an_unknown_time_for_explanations_is_an_error_that_lists_both(self, write_course: WriteCourse) -> None:
        error = load_error(write_course(COURSE + "policies:\n  explanations: never\n"))

        assert error.message == "'explanations' should be 'at_once' or 'with_feedback', not 'never'"
        assert error.where == "course.yml, line 8, policies.explanations"
        assert error.fix
