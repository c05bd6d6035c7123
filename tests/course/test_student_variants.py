"""Data that may differ from student to student: what a unit may let vary, and what stays true of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lab.variants.variant import Variant

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Notebook, cell_source, parse_notebook
from autograder.course.student_variants import require_varying_data, student_variant
from autograder.errors import CourseError
from autograder.release.build import check_release
from autograder.release.course_file import json_bytes
from tests import real_course
from tests.commands import run_command
from tests.course import variant_plugin
from tests.course.course_file import COURSE, load_error

ROOT = Path(__file__).parents[2]
UNITS = [unit for unit in real_course.COURSE.units if unit.varies]
LESSONS_WITH_SAMPLE_TEXT = {"capstone": "test_the_sample_text_says_what_its_report_says"}
"""Tests of what only the instructor's notebook says: a sample text about the data of the instructor."""


def with_variants(course: Course) -> Course:
    return course.model_copy(update={"policies": course.policies.model_copy(update={"variants": True})})


def notebook(*texts: str) -> Notebook:
    return {"cells": [{"cell_type": "code", "id": f"cell-{n}", "source": text} for n, text in enumerate(texts)]}


class TestStudentVariant:
    def test_is_none_unless_the_course_asks_for_it(self, course: Course) -> None:
        unit = course.unit("gradient")

        assert not course.policies.variants
        assert student_variant(course, unit, "ada") is None
        assert student_variant(with_variants(course), unit, " Ada") == Variant("ada", ("line", "plane"))

    def test_is_none_where_the_unit_lets_nothing_vary_or_the_name_is_empty(self, course: Course) -> None:
        changed = with_variants(course)

        assert student_variant(changed, changed.unit("training-loop"), "ada") is None
        assert student_variant(changed, changed.unit("gradient"), "\u200f") is None


class TestConfiguration:
    @pytest.mark.parametrize(
        ("text", "message", "where", "fix"),
        [
            pytest.param(
                "policies:\n  variants: yes please\n",
                "'variants' should be true or false, not 'yes please'",
                "line 8, policies.variants",
                "write true or false, without quotes",
                id="no yes or no",
            ),
            pytest.param(
                "    varies: [lab.data.line]\n",
                "item 1 should be the name of data, not 'lab.data.line'",
                "line 7, units.first-steps.varies.#1",
                "write it as the notebook does behind 'lab.data.', such as 'own_table'",
                id="no name",
            ),
            pytest.param(
                "    varies: line\n",
                "'varies' should be a list, not 'line'",
                "line 7, units.first-steps.varies",
                "write each item on its own line, starting with '- '",
                id="no list",
            ),
        ],
    )
    def test_with_a_mistake_says_where_and_what_to_write(
        self, write_course: object, text: str, message: str, where: str, fix: str
    ) -> None:
        error = load_error(write_course(COURSE + text))  # type: ignore[operator]

        assert (error.message, error.where, error.fix) == (message, f"course.yml, {where}", fix)


class TestVaryingData:
    unit = Unit(id="first-steps", title="First steps", minutes=60, varies=("line", "folds"))

    def test_has_to_be_used_by_the_notebook(self) -> None:
        require_varying_data(self.unit, notebook("x = lab.data.line()", 'rng = lab.generator("folds", 1)'))

    def test_with_a_misspelt_name_stops_the_release(self) -> None:
        with pytest.raises(CourseError) as caught:
            require_varying_data(self.unit, notebook("x = lab.data.lines()", 'rng = lab.generator("folds", 1)'))

        assert caught.value.message == "'varies' names 'line', which the notebook does not use"
        assert (caught.value.where, caught.value.fix) == (
            "course.yml, units.first-steps.varies", "did you mean 'lines'?"
        )  # fmt: skip

    @pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
    def test_of_this_course_is_used(self, unit: Unit) -> None:
        require_varying_data(unit, parse_notebook(unit.source.read_text(encoding="utf-8"), unit.id))

    @pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
    def test_is_loaded_after_the_begin_of_the_unit(self, unit: Unit) -> None:
        source = parse_notebook(unit.source.read_text(encoding="utf-8"), unit.id)
        text = "\n".join(cell_source(cell) for cell in source["cells"] if cell["cell_type"] == "code")

        assert 0 <= text.index("lab.start(") < text.index("lab.data.")

    def test_does_not_change_a_released_notebook(self, course: Course) -> None:
        check_release(with_variants(course), course.unit("gradient"))


class TestLessons:
    """A unit lets data vary only where its texts, questions and explanations hold for the data of every student."""

    @pytest.mark.slow
    @pytest.mark.parametrize("student", ["ada", "דנה כהן", "student 7"])
    @pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
    def test_say_what_is_true_of_the_data_of_every_student(self, unit: Unit, student: str) -> None:
        lesson = f"tests/course/test_{unit.module}_lesson.py"
        words = "".join(word.capitalize() for word in unit.id.split("-"))
        selection = f"(test_{unit.module}_lesson or Test{words})"
        if unit.id in LESSONS_WITH_SAMPLE_TEXT:
            selection += f" and not {LESSONS_WITH_SAMPLE_TEXT[unit.id]}"
        plugin = ["-p", variant_plugin.__name__, "-p", "no:cacheprovider"]
        process = run_command(
            ROOT,
            *("pytest", "-q", *plugin, lesson, "tests/course/test_reason_facts.py", "-k", selection),
            variables={variant_plugin.STUDENT: student, variant_plugin.DATA: ",".join(unit.varies)},
        )

        assert process.returncode == 0, process.stdout[-3000:]

    @pytest.mark.slow
    @pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
    def test_have_the_same_answers_for_all_students(self, course: Course, unit: Unit) -> None:
        content = real_course.content_of(unit.id)
        for student in ("ada", "bob", "דנה כהן"):
            outcomes = content.outcomes_of(Variant(student, unit.varies))

            assert all(
                question.agrees(outcomes[name], content.outcomes[name]) for name, question in content.questions.items()
            )


def test_the_list_of_the_course_names_varying_data_only_where_the_course_asks_for_it(course: Course) -> None:
    off, on = json.loads(json_bytes(course)), json.loads(json_bytes(with_variants(course)))
    varying = {entry["id"]: entry.pop("varies") for entry in on["units"] if "varies" in entry}

    assert on == off
    assert varying == {unit.id: list(unit.varies) for unit in UNITS}
