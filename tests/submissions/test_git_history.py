"""The history of a clone: which commits count, and that nothing in a hostile repository runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest

from autograder.submissions.git_history import GitHistory, read_history
from tests.git import commit_at, git

TIME = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOTEBOOK = PurePosixPath("work.ipynb")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository in which the notebook changed three times, and another file once."""
    folder = tmp_path / "clones" / "ada"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / NOTEBOOK).write_text(str(number))
        commit_at(folder, TIME + number * HOUR)
    (folder / "README.md").write_text("finished")
    commit_at(folder, TIME + 9 * HOUR)
    return folder


def history(clone: Path) -> GitHistory | None:
    return read_history(clone.parent, PurePosixPath(clone.name), [NOTEBOOK])


def test_it_counts_the_commits_of_the_notebook(clone: Path) -> None:
    assert history(clone) == GitHistory(3, TIME, TIME + 2 * HOUR)


def test_packed_references_and_a_detached_head_are_read(clone: Path) -> None:
    expected = history(clone)
    git(clone, "pack-refs", "--all")
    git(clone, "gc", "--quiet")
    assert history(clone) == expected

    git(clone, "checkout", "--quiet", "--detach")
    assert history(clone) == expected


def test_a_shallow_clone_says_that_there_is_more(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=2", clone.as_uri(), tmp_path / "shallow" / "ada")
    result = history(tmp_path / "shallow" / "ada")

    assert result is not None
    assert not result.is_complete


MISSING_OBJECTS = """\
[extensions]
	partialClone = origin
[remote "origin"]
	url = ext::{program}
	promisor = true
[protocol "ext"]
	allow = always
"""


@pytest.mark.parametrize(
    "lines",
    [
        "[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {program}\n",
        "[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\thooksPath = {folder}\n",
        MISSING_OBJECTS,
        "[include]\n\tpath = /dev/fd/0\n[core]\n\tsshCommand = {program}\n",
    ],
    ids=["signatures", "monitor and hooks", "missing objects", "included file"],
)
def test_no_program_that_a_repository_names_is_run(clone: Path, tmp_path: Path, lines: str) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
    program.chmod(0o755)
    with (clone / ".git" / "config").open("a") as file:
        file.write(lines.format(program=program, folder=tmp_path))

    assert history(clone) == GitHistory(3, TIME, TIME + 2 * HOUR)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("head", ["", "ref: refs/../../../secret", "ref: refs/heads/none", "0" * 40, "--help", "\0"])
def test_a_damaged_head_tells_nothing(clone: Path, head: str) -> None:
    (clone / ".git" / "HEAD").write_text(head)

    assert history(clone) is None


def test_links_are_not_followed(clone: Path, tmp_path: Path) -> None:
    other = tmp_path / "clones" / "bob"
    other.mkdir()
    (other / ".git").symlink_to(clone / ".git")

    assert history(other) is None


def test_a_missing_object_tells_nothing(clone: Path) -> None:
    commit = git(clone, "rev-parse", "HEAD~1")
    (clone / ".git" / "objects" / commit[:2] / commit[2:]).unlink()

    assert history(clone) is None


def test_a_notebook_without_a_commit_tells_nothing(clone: Path) -> None:
    assert read_history(clone.parent, PurePosixPath("ada"), [PurePosixPath("other.ipynb")]) is None
