"""Report examples of a module whose library is not installed as skipped; pytest would pass over them silently."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

REQUIREMENTS = {"pytorch.py": "torch"}


class SkippedModule(pytest.File):
    """A module that cannot be imported, because a library is missing."""

    def collect(self) -> Iterator[pytest.Item]:
        """Skip the module and say why."""
        pytest.skip(
            f"its examples need {REQUIREMENTS[self.path.name]}, which is not installed", allow_module_level=True
        )


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Collect a skipped module in place of one that cannot be imported."""
    collectors = yield
    library = REQUIREMENTS.get(file_path.name)
    if library is None or find_spec(library) is not None:
        return collectors
    return [SkippedModule.from_parent(parent, path=file_path)]
