"""Similar submissions: what is found, and what is not."""

from __future__ import annotations

import pytest

from autograder.course.notebook import cell_source
from autograder.course.unit_content import UnitContent
from autograder.similarity.pairs import Rarity, SimilarPair, linked_students, similar_pairs
from autograder.similarity.submitted_code import CourseCode
from tests.similarity.programs import RECOMMENTED, RENAMED, REORDERED, UNUSUAL, USUAL, Program, code


@pytest.fixture(scope="module")
def course_code(content: UnitContent) -> CourseCode:
    return CourseCode.of(content)


NOTHING = CourseCode(frozenset(), frozenset())


def pairs_of(course_code: CourseCode, **programs: Program) -> list[SimilarPair]:
    """Return the pairs in a class of these programs and three usual ones."""
    usual = {f"usual {number}": program for number, program in enumerate(USUAL)}
    return similar_pairs([code(name, program) for name, program in {**usual, **programs}.items()], course_code)


def names(pairs: list[SimilarPair]) -> list[tuple[str, str]]:
    return [(pair.first.student, pair.second.student) for pair in pairs]


@pytest.mark.parametrize("copy", [UNUSUAL, RENAMED, REORDERED, RECOMMENTED])
def test_a_copy_is_found_whatever_its_names_its_order_and_its_comments(course_code: CourseCode, copy: Program) -> None:
    assert names(pairs_of(course_code, ada=UNUSUAL, bob=copy)) == [("ada", "bob")]


def test_a_whole_copy_comes_before_a_changed_one(course_code: CourseCode) -> None:
    pairs = pairs_of(course_code, ada=UNUSUAL, bob=UNUSUAL, carl=REORDERED)

    assert names(pairs)[0] == ("ada", "bob")
    assert len(pairs) == 3


def test_independent_right_answers_in_usual_styles_are_not_listed(course_code: CourseCode) -> None:
    assert pairs_of(course_code) == []
    assert pairs_of(course_code, ada=UNUSUAL) == []


def test_the_same_right_answer_as_the_reference_is_not_listed(course_code: CourseCode, content: UnitContent) -> None:
    assert pairs_of(course_code, ada=content.solutions, bob=content.solutions) == []


def test_the_text_of_the_release_never_counts(course_code: CourseCode, content: UnitContent) -> None:
    stubs = {
        str(number): cell_source(cell)
        for number, cell in enumerate(content.release["cells"])
        if cell["cell_type"] == "code"
    }

    assert any(stubs.values())
    assert pairs_of(course_code, ada=stubs, bob=stubs) == []


def test_code_of_known_mistakes_does_not_count(course_code: CourseCode, content: UnitContent) -> None:
    mistakes = {mistake.exercise: mistake.implementation.cell for mistake in content.catalogue.mistakes}

    assert pairs_of(course_code, ada=mistakes, bob=mistakes) == []


def test_what_many_write_is_usual() -> None:
    many = [code(f"s{number}", UNUSUAL) for number in range(12)]

    assert len(similar_pairs(many[:4], NOTHING)) == 6
    assert similar_pairs(many, NOTHING) == []


def test_a_rare_mistake_in_common_adds_to_other_details() -> None:
    shared = {"f": "def f(a):\n    # so that it never divides by nothing\n    return a"}
    ada, bob = code("ada", shared), code("bob", shared)
    mistakes = {"ada": ["rare"], "bob": ["rare"], **{f"s{number}": ["frequent"] for number in range(20)}}

    assert similar_pairs([ada, bob], NOTHING) == []
    assert names(similar_pairs([ada, bob], NOTHING, mistakes)) == [("ada", "bob")]
    assert similar_pairs([ada, bob], NOTHING, {"ada": ["one"], "bob": ["other"]}) == []


def test_details_say_how_many_have_them() -> None:
    program = {**UNUSUAL, "note": "# this is where I lost the factor two\nlr = 0.03417"}
    (pair,) = similar_pairs([code("ada", program), code("bob", program)], NOTHING)
    slips = {(slip.kind, slip.text, slip.students) for slip in pair.slips}

    assert ("comment", "this is where i lost the factor two", 2) in slips
    assert ("number", "0.03417", 2) in slips


def test_pairs_that_belong_together_are_a_group(course_code: CourseCode) -> None:
    pairs = pairs_of(course_code, ada=UNUSUAL, bob=RENAMED, carl=REORDERED)

    assert linked_students(pairs) == [["ada", "bob", "carl"]]
    assert linked_students(pairs[:1]) == []


def test_names_alone_are_not_enough() -> None:
    ada = {"f": "first_value = second_value = third_value = fourth_value = fifth_value = sixth_value = 1"}
    bob = {"f": "print(sixth_value)\nfor fifth_value in (fourth_value, third_value, second_value): first_value"}

    assert similar_pairs([code("ada", ada), code("bob", bob)], NOTHING) == []


@pytest.mark.parametrize(("size", "most"), [(2, 5), (24, 5), (60, 12), (240, 20), (2400, 20)])
def test_what_is_usual_depends_on_the_size_of_the_class(size: int, most: int) -> None:
    rarity = Rarity(size)

    assert rarity.weight(2) == 1
    assert 0 < rarity.weight(most) < 1
    assert rarity.weight(most + 1) == rarity.weight(1) == 0
