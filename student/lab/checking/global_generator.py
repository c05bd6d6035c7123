"""NumPy's global generator in the student's process, replaced while a check calls a function that might draw from it.

A function that draws from it by mistake then gives the same answers whenever the check is run, so that the grader
recognizes the mistake; and the student's own draws go on as if nothing had happened.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from lab.checking.api import CheckFailed, Student


@contextlib.contextmanager
def replaced_global_generator(student: Student, seed: int = 1) -> Iterator[None]:
    """Replace the global generator by one with this seed; a notebook without `np` cannot draw from it."""
    try:
        module = student.np.read().random.read()
        own = module.get_bit_generator()
        module.set_bit_generator(module.MT19937(seed)).should_return()
    except CheckFailed:
        yield
        return
    try:
        yield
    finally:
        module.set_bit_generator(own).should_return()
