"""A lock file lets one notebook write at a time and does not outlive a crash."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lab.predicting import file_lock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "predictions.json"


@pytest.fixture
def lock_file(path: Path) -> Path:
    """A lock file that another notebook holds."""
    lock_file = path.with_name(".predictions.json.lock")
    lock_file.touch()
    return lock_file


def test_the_lock_file_exists_only_while_the_lock_is_held(path: Path) -> None:
    with file_lock.locked(path):
        names = [file.name for file in path.parent.iterdir()]

    assert names == [".predictions.json.lock"]
    assert list(path.parent.iterdir()) == []


def test_a_lock_that_stays_taken_raises_a_timeout_error(
    path: Path, lock_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "TIMEOUT_SECONDS", 0.1)
    os.utime(lock_file, (4e9, 4e9))

    with pytest.raises(TimeoutError, match="another notebook is writing it"), file_lock.locked(path):
        pass


def test_the_stale_lock_file_of_a_crashed_notebook_is_removed(path: Path, lock_file: Path) -> None:
    os.utime(lock_file, (0, 0))
    with file_lock.locked(path):
        pass

    assert not lock_file.exists()


def test_a_file_that_another_process_reads_is_replaced_a_moment_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that is open."""
    original, refusals = Path.replace, [PermissionError(13, "in use"), PermissionError(13, "in use")]

    def replace(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return original(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    draft = path.with_name("draft")
    draft.write_text("new")
    file_lock.replace_file(draft, path)

    assert path.read_text() == "new"
