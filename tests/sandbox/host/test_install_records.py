"""Files that say where a package was installed from are hidden; others stay."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.sandbox.host.install_records import files_to_hide

FILES = {
    "course.pth": "/home/alice/course\n",
    "two.pth": "# a comment\nsubfolder\n/home/alice/course/student\n",
    "relative.pth": "subfolder\n",
    "mounted.pth": "/usr/lib/python3/dist-packages\n",
    "code.pth": "import os; os.getenv('X')\n",
    "__editable__.kit-1.0.pth": "import __editable___kit_finder; __editable___kit_finder.install()\n",
    "__editable___kit_finder.py": "MAPPING = {'kit': '/home/alice/course/kit'}\n",
    "kit-1.0.dist-info/direct_url.json": '{"dir_info": {"editable": true}, "url": "file:///home/alice/course"}',
    "other-1.0.dist-info/direct_url.json": '{"url": "https://example.org/other.whl"}',
    "numpy/__init__.py": "",
}
HIDDEN = [
    "__editable__.kit-1.0.pth", "__editable___kit_finder.py", "course.pth", "kit-1.0.dist-info/direct_url.json",
    "two.pth",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages on `sys.path`."""
    folder = tmp_path / "site-packages"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(folder), "/home/alice/course"])
    return folder


def test_records_of_folders_outside_are_hidden(folder: Path) -> None:
    paths = files_to_hide(lambda path: path.startswith((str(folder), "/usr/lib")))

    assert [Path(path).relative_to(folder).as_posix() for path in paths] == HIDDEN


def test_packages_that_are_not_mounted_need_nothing(folder: Path) -> None:
    assert files_to_hide(lambda path: False) == []
