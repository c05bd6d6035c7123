"""Why two gradings can differ: everything that is not the same in both is named, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.isolation import Isolation
from autograder.provenance import Provenance
from autograder.views.regrade_causes import NOT_RECORDED, Origin, causes
from tests.class_reports import student_report

PROVENANCE = Provenance(
    checks={"hidden_checks/unit/test_unit.py": "1", "student/lab/checks/unit.py": "1"},
    reference={"solutions/unit.py": "1"},
    lesson={"source/unit/unit.ipynb": "1"},
    limits={"call_seconds": "5.0"},
    settings={"name_mistakes": "True"},
    kit={"version": "0.1.0", "autograder": "1", "lab": "1"},
    libraries={"numpy": "2.0.0"},
)


def graded(*, sha256: str = "a", files: str = "f", isolation: Isolation | None = None, **parts: Any) -> Origin:
    """Return the origin of a report, with some parts of its provenance replaced."""
    report = student_report("ada")
    submission = report.submission.model_copy(update={"sha256": sha256, "files_sha256": files})
    changes = {"submission": submission, "provenance": PROVENANCE.model_copy(update=parts)}
    return Origin.of(report.model_copy(update={**changes, "isolation": isolation or Isolation()}))


@pytest.mark.parametrize(
    ("after", "text"),
    [
        (graded(sha256="b", files="g"), "submission: the notebook is another one"),
        (graded(files="g"), "submission: the file of the predictions is another one"),
        (
            graded(checks={**PROVENANCE.checks, "hidden_checks/unit/test_unit.py": "2"}),
            "checks: unit/test_unit.py",
        ),
        (graded(checks={**PROVENANCE.checks, "hidden_checks/unit/new.py": "1"}), "checks: unit/new.py (new)"),
        (graded(checks={"student/lab/checks/unit.py": "1"}), "checks: unit/test_unit.py (removed)"),
        (graded(reference={"solutions/unit.py": "2"}), "reference: unit.py"),
        (graded(lesson={"source/unit/unit.ipynb": "2"}), "lesson: unit/unit.ipynb"),
        (graded(limits={"call_seconds": "2.0"}), "limits: call_seconds 5.0 → 2.0"),
        (graded(settings={"name_mistakes": "False"}), "settings: name_mistakes True → False"),
        (graded(kit={**PROVENANCE.kit, "version": "0.2.0"}), "kit: version 0.1.0 → 0.2.0"),
        (graded(kit={**PROVENANCE.kit, "autograder": "2"}), "kit: the engine's files"),
        (graded(libraries={"numpy": "3.0.0"}), "libraries: numpy 2.0.0 → 3.0.0"),
        (graded(isolation=Isolation(seccomp=True)), "isolation: seccomp False → True"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_part_that_differs_is_named(after: Origin, text: str) -> None:
    assert [str(cause) for cause in causes(graded(), after)] == [text]


def test_everything_that_differs_is_named_and_no_part_is_singled_out() -> None:
    after = graded(limits={"call_seconds": "2.0"}, reference={"solutions/unit.py": "2"}, libraries={"numpy": "3"})

    assert [cause.kind for cause in causes(graded(), after)] == ["reference", "limits", "libraries"]


def test_equal_gradings_have_no_cause() -> None:
    assert not causes(graded(), graded())


def test_a_report_of_an_older_kit_says_that_it_recorded_nothing_and_compares_the_notebook() -> None:
    before = graded(files="").model_copy(update={"provenance": None})

    assert [cause.text for cause in causes(before, graded())] == [NOT_RECORDED]
    assert [cause.kind for cause in causes(before, graded(sha256="b"))] == ["submission", "not recorded"]
