"""nbgrader's own settings count, wherever they are: in the course's file, in another one or on the command line."""

from __future__ import annotations

from typing import Any

import pytest
from nbconvert.preprocessors import ExecutePreprocessor
from nbgrader.converters import Autograde
from nbgrader.preprocessors import ClearOutput, NbGraderPreprocessor
from pydantic import ValidationError
from traitlets.config import Config

from autograder.notebook_tests.pipeline import LONGEST_CELL, NotebookTestExporter, configure


class CountCells(NbGraderPreprocessor):  # type: ignore[misc]
    """A preprocessor of a course."""


class SlowExecute(ExecutePreprocessor):  # type: ignore[misc]
    """An executor of a course."""


def converter(settings: dict[str, Any] | None = None, **limits: Any) -> Autograde:
    """Return `nbgrader autograde` of a course that uses the engine, with settings of another file."""
    config = Config()
    configure(config, **limits)
    config.merge(Config(settings or {}))
    autograde = Autograde(config=config)
    autograde.exporter = autograde.exporter_class(parent=autograde, config=autograde.config)
    return autograde


def exporter(settings: dict[str, Any] | None = None, **limits: Any) -> NotebookTestExporter:
    grading_exporter = converter(settings, **limits).exporter
    assert isinstance(grading_exporter, NotebookTestExporter)
    return grading_exporter


def step_names(autograde: Autograde, *, sanitizing: bool) -> list[str]:
    """Return the preprocessors that run in one of nbgrader's two conversions."""
    autograde._sanitizing = sanitizing
    autograde._init_preprocessors()
    return [type(step).__name__ for step in autograde.exporter._preprocessors]


@pytest.mark.parametrize(
    ("settings", "seconds"),
    [
        ({}, 30),
        ({"Execute": {"timeout": 7}}, 7),
        ({"ExecutePreprocessor": {"timeout": 7}}, 7),
        ({"NotebookClient": {"timeout": 7}}, 7),
        ({"Execute": {"timeout": 7}, "ExecutePreprocessor": {"timeout": 8}}, 7),
        ({"Execute": {"timeout": None}}, LONGEST_CELL),
        ({"Execute": {"timeout": -1}}, LONGEST_CELL),
    ],
    ids=["default", "Execute", "ExecutePreprocessor", "NotebookClient", "the closest one", "none", "minus one"],
)
def test_the_time_limit_is_nbgraders_own_setting(settings: dict[str, Any], seconds: float) -> None:
    limits = exporter(settings).all_limits

    assert (limits.cell_seconds, limits.call_seconds, limits.notebook_seconds) == (seconds, seconds, 10 * seconds)


def test_other_limits_are_those_of_the_course() -> None:
    limits = exporter({"Execute": {"timeout": 7}}, call_seconds=2, memory_mb=4096).all_limits

    assert (limits.cell_seconds, limits.call_seconds, limits.memory_mb) == (7, 2, 4096)


def test_an_unknown_limit_is_refused_in_the_configuration_file() -> None:
    with pytest.raises(ValidationError, match="cell_secnds"):
        configure(Config(), cell_secnds=3)


def test_nothing_executes_the_autograded_notebook_again() -> None:
    names = step_names(converter(), sanitizing=False)

    assert "Execute" not in names
    assert names[names.index("ReadEarlierGrades") :][:3] == ["ReadEarlierGrades", "SaveAutoGrades", "FinishGrades"]
    assert {"IgnorePattern", "LimitOutput", "AssignLatePenalties"} <= set(names)


@pytest.mark.parametrize(
    "executor", ["nbgrader.preprocessors.Execute", "nbconvert.preprocessors.ExecutePreprocessor", SlowExecute], ids=repr
)
def test_a_list_of_preprocessors_in_another_file_keeps_the_engine(executor: Any) -> None:
    steps = [executor, CountCells, "nbgrader.preprocessors.SaveAutoGrades"]
    autograde = converter({"Autograde": {"autograde_preprocessors": steps}})
    steps_here = ["CountCells", "ReadEarlierGrades", "SaveAutoGrades", "FinishGrades"]

    assert step_names(autograde, sanitizing=False) == steps_here


def test_nothing_changes_a_notebook_between_grading_and_storing(caplog: pytest.LogCaptureFixture) -> None:
    autograde = converter({"Autograde": {"sanitize_preprocessors": [ClearOutput, CountCells]}})

    assert step_names(converter(), sanitizing=True) == []
    assert step_names(autograde, sanitizing=True) == []
    assert "CountCells is not run" in caplog.text
