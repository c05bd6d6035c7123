"""Hints that tests write for a unit of their own, in place of those of the course."""

from __future__ import annotations

import sys
from pathlib import Path

import lab.hints
import pytest

HINTS = ("Look at one residual.", "The mean is often over too much.", "Square first, then take the mean.")
MODULE = "written_by_tests"


def write_hints(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let these exercises, and no others, have the hints."""
    folder.mkdir(parents=True)
    (folder / f"{MODULE}.py").write_text(f"HINTS = {dict.fromkeys(names, HINTS)!r}\n", encoding="utf-8")
    monkeypatch.setattr(lab.hints, "__path__", [str(folder)])
    monkeypatch.delitem(sys.modules, f"lab.hints.{MODULE}", raising=False)
