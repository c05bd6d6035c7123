"""Examples of a reference whose library is not installed are skipped where everybody sees it, not passed over."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

NEEDS = {"pytorch.py": "torch"}


class Skipped(pytest.File):
    """A module that cannot be imported here."""

    def collect(self) -> Iterator[pytest.Item]:
        """Skip, and say why."""
        pytest.skip(f"its examples need {NEEDS[self.path.name]}, not installed here", allow_module_level=True)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Put a skip in the place of what could not be collected."""
    found = yield
    needed = NEEDS.get(file_path.name)
    if needed is None or find_spec(needed) is not None:
        return found
    return [Skipped.from_parent(parent, path=file_path)]
