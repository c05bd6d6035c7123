"""Submitted files are opened beneath their folder: no link, no device, no path out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.submissions import confined_reading
from autograder.submissions.confined_reading import is_file_beneath, read_beneath


@pytest.fixture(params=[True, False], ids=["openat2", "comparison of paths"], autouse=True)
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test both ways to open a file; the second one is for kernels without openat2."""
    if request.param and not confined_reading._has_openat2():
        pytest.skip("this kernel has no openat2")
    if not request.param:
        monkeypatch.setattr(confined_reading, "_has_openat2", lambda: False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "work.ipynb").write_text("ada's")
    (tmp_path / "secret").write_text("secret")
    return tmp_path / "class"


def test_a_regular_file_is_read_up_to_a_limit(root: Path) -> None:
    assert read_beneath(root, "ada/work.ipynb", 3) == b"ada"


def test_a_link_above_the_root_is_the_instructors(root: Path) -> None:
    (root.parent / "link").symlink_to(root)

    assert read_beneath(root.parent / "link", "ada/work.ipynb", 99) == b"ada's"


def test_links_are_not_followed_wherever_they_stand(root: Path) -> None:
    (root / "eve").symlink_to("ada")
    (root / "mallory").mkdir()
    (root / "mallory" / "work.ipynb").symlink_to("../ada/work.ipynb")
    (root / "mallory" / "outside").symlink_to(root.parent / "secret")
    (root / "mallory" / "loop").symlink_to("loop")

    for path in ("eve/work.ipynb", "mallory/work.ipynb", "mallory/outside", "mallory/loop"):
        with pytest.raises(OSError, match="links are not followed"):
            read_beneath(root, path, 99)
        assert not is_file_beneath(root, path)


@pytest.mark.parametrize("path", ["../secret", "ada/../../secret", "/etc/passwd"])
def test_no_path_leads_out_of_the_root(root: Path, path: str) -> None:
    with pytest.raises(OSError, match="not followed"):
        read_beneath(root, path, 99)


@pytest.mark.timeout(60)
def test_what_is_no_regular_file_is_refused_without_waiting(root: Path) -> None:
    os.mkfifo(root / "ada" / "pipe")
    for path in ("ada/pipe", "ada"):
        with pytest.raises(OSError, match="not a regular file"):
            read_beneath(root, path, 99)


@pytest.mark.parametrize("path", ["ada/none", "ada/work.ipynb/x", "x" * 300, "d/" * 3000 + "x", "a\0b"])
def test_other_errors_are_errors_of_the_operating_system(root: Path, path: str) -> None:
    with pytest.raises(OSError):
        read_beneath(root, path, 99)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors in /proc")
def test_no_descriptor_is_left_open(root: Path) -> None:
    (root / "link").symlink_to("ada/work.ipynb")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in ("ada/work.ipynb", "link", "none", "ada"):
        is_file_beneath(root, path)

    assert len(list(Path("/proc/self/fd").iterdir())) == before
