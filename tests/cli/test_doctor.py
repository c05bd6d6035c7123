"""The command `doctor`."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_it_lists_packages_layers_of_isolation_and_the_course(run: Run) -> None:
    process = run("doctor")

    assert "nbgrader" in process.stdout
    assert "isolation: process" in process.stdout
    assert "isolation: grader" in process.stdout
    assert "course 'gradient-descent'" in process.stdout
