"""The packages of the image: all that the kit needs, with the versions that are installed here."""

from __future__ import annotations

from importlib import metadata

import pytest
from packaging.requirements import Requirement

from autograder.errors import UsageError
from autograder.export.gradescope.requirements import minimum_requirements, pinned_requirements


def test_each_package_has_the_version_that_is_installed_here() -> None:
    requirements = list(map(Requirement, pinned_requirements()))

    assert requirements
    assert all(metadata.version(requirement.name) in requirement.specifier for requirement in requirements)


def test_packages_of_packages_are_listed_and_those_of_nbgrader_left_out() -> None:
    names = {Requirement(line).name for line in pinned_requirements()}

    assert {"numpy", "scikit-learn", "scipy", "pytest", "pluggy", "bleach", "tinycss2"} <= names
    assert not {"nbgrader", "jupyterlab", "sqlalchemy", "mypy"} & names


def test_what_only_the_unit_needs_is_added() -> None:
    assert any(line.startswith("hypothesis==") for line in pinned_requirements(["hypothesis.strategies"]))
    with pytest.raises(UsageError, match="'no-such-module' is not installed here"):
        pinned_requirements(["no_such_module"])


def test_the_minimum_is_what_the_kit_allows() -> None:
    requirements = {requirement.name: requirement for requirement in map(Requirement, minimum_requirements())}

    assert "numpy" in requirements
    assert "nbgrader" not in requirements
    assert all(metadata.version(name) in requirement.specifier for name, requirement in requirements.items())
