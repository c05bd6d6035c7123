"""Which exercises a later one hands its arguments over to."""

from __future__ import annotations

from autograder.authoring.handed_over_exercises import notebooks_with_handed_over_exercises
from autograder.course.configuration import Course
from autograder.course.notebook import cell_name, cell_source
from autograder.course.unit_content import UnitContent
from tests.real_course import content_of


def test_each_earlier_one_that_a_right_way_names_and_one_of_the_others(course: Course) -> None:
    content = content_of("capstone")
    pairs = [(earlier, later) for earlier, later, _ in notebooks_with_handed_over_exercises(content)]

    assert content.exercises[:5] == ("own_data", "prepare_rows", "choose_rate", "fit_model", "lambda_curve")
    assert [earlier for earlier, later in pairs if later == "lambda_curve"] == ["choose_rate", "fit_model", "own_data"]
    assert {later for _, later in pairs} == set(content.exercises[1:])


def test_the_earlier_one_is_not_written_and_the_later_one_calls_it(content: UnitContent) -> None:
    for earlier, later, notebook in notebooks_with_handed_over_exercises(content):
        sources = {cell_name(cell): cell_source(cell) for cell in notebook["cells"]}

        assert sources[earlier] == content.stubs[earlier]
        assert f"return {earlier}(*args, **kwargs)" in sources[later]
