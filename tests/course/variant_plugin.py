"""A pytest plugin: tests run on the data of a student, whose id and data are in the environment."""

from __future__ import annotations

import os

from lab.variants.variant import Variant, activate

STUDENT, DATA = "TEST_STUDENT", "TEST_VARYING_DATA"


def pytest_configure() -> None:
    """Generate the student's data before the modules of tests are imported."""
    activate(Variant(os.environ[STUDENT], tuple(os.environ[DATA].split(","))))
