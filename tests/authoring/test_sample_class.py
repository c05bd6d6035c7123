"""The sample class: one student for everything that a course gets."""

from __future__ import annotations

from autograder.authoring.sample_class import sample_students
from autograder.course.unit_content import UnitContent


def test_it_has_right_mistaken_unfinished_and_damaged_submissions(content: UnitContent) -> None:
    stories = [student.story for student in sample_students(content)]

    assert sum(story.startswith("right") for story in stories) == 5
    assert len({story for story in stories if story.startswith("mistake")}) == 12
    assert {"half finished", "untouched", "endless loop", "memory hog", "damaged file"} <= set(stories)


def test_every_submission_is_different(content: UnitContent) -> None:
    notebooks = [student.notebook for student in sample_students(content)]

    assert len(set(notebooks)) == len(notebooks)
