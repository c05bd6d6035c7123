"""The checks of the first exercise, in `start.ipynb`. It is worth no points, and no grader runs it."""

import numpy as np

from lab.checking.api import Student, exercise, points


@exercise("halfway")
class TestHalfway:
    @points(0)
    def test_two_numbers(self, student: Student) -> None:
        """Halfway between 2 and 6 is 4."""
        student.halfway(2.0, 6.0).should_equal(4.0, hint="Add the two numbers first, then divide by 2: `(a + b) / 2`.")

    @points(0)
    def test_two_arrays(self, student: Student) -> None:
        """The same line works for arrays: NumPy does it for each entry."""
        hint = "Write it with `+` and `/` alone, and do not turn the result into one number."
        student.halfway(np.array([0.0, 1.0]), np.array([4.0, -1.0])).should_equal(np.array([2.0, 0.0]), hint=hint)
