"""A parallel run builds what the tests of a file share once, and not once in every process."""

from __future__ import annotations

from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests import parallel_groups
from tests.conftest import pytest_xdist_make_scheduler

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("tests/cli/test_grade.py::test_a", "tests/cli/test_grade.py"),
        ("tests/cli/test_grade.py::TestB::test_c[d::e]", "tests/cli/test_grade.py"),
        ("tests/book/test_book.py::test_a", "tests/book"),
        ("tests/site/test_browser.py::test_a", "tests/site"),
        ("tests/student/test_hints.py::test_a", "tests/student"),
        ("tests/authoring/test_audit.py::test_a[b]", "tests/authoring/test_audit.py::test_a[b]"),
        ("solutions/line.py::line.f", "solutions/line.py"),
    ],
)
def test_tests_that_share_fixtures_are_in_one_group(name: str, group: str) -> None:
    assert parallel_groups.group_of(name) == group


def test_the_scheduler_asks_for_the_group(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytestconfig.option, "tx", ["popen"])
    scheduler = pytest_xdist_make_scheduler(pytestconfig, None)

    assert isinstance(scheduler, LoadScopeScheduling)
    assert scheduler._split_scope("tests/book/test_book.py::test_a") == "tests/book"


@pytest.mark.parametrize("path", [*parallel_groups.FOLDERS, *parallel_groups.SINGLE_TESTS])
def test_what_is_named_exists(path: str) -> None:
    assert (ROOT / path).exists()
