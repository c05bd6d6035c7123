"""A repository with a single commit: the same for the same files, and never written over anybody's work."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.release import single_commit_repo
from tests.git import committed_files, git

FILES = {"README.md": b"# Begin\n", "lab/__init__.py": b"", ".github/workflows/checks.yml": b"name: checks\r\n"}


def write(folder: Path, files: Mapping[str, bytes] = FILES, *, replace: bool = False) -> str:
    return single_commit_repo.write(files, folder, title="Lines", author="a-course", replace=replace)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "template"


class TestCommit:
    def test_is_the_only_one_and_holds_these_files(self, folder: Path) -> None:
        write(folder)

        assert git(folder, "rev-list", "--all", "--count") == "1"
        assert git(folder, "for-each-ref", "--format=%(refname)") == "refs/heads/main"
        assert git(folder, "status", "--porcelain") == ""
        assert committed_files(folder) == FILES
        assert {name: (folder / name).read_bytes() for name in FILES} == FILES

    def test_is_the_same_for_the_same_files(self, tmp_path: Path) -> None:
        commits = [write(tmp_path / "one"), write(tmp_path / "two"), write(tmp_path / "one")]

        assert len(set(commits)) == 1

    def test_does_not_depend_on_the_user_the_clock_or_their_configuration(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        home = tmp_path / "home"
        (home / "hooks").mkdir(parents=True)
        (home / "hooks" / "post-checkout").write_text("#!/bin/sh\ntouch ran\n")
        (home / "hooks" / "post-checkout").chmod(0o755)
        settings = ["[user]", "name = Ada Lovelace", "email = ada@home", "signingkey = x", "[commit]", "gpgsign = true"]
        settings += ["[init]", "defaultBranch = trunk", f"templateDir = {home}", "[core]", f"hooksPath = {home}/hooks"]
        (home / ".gitconfig").write_text("\n".join(settings))
        for name, value in {"HOME": str(home), "GIT_AUTHOR_NAME": "Ada", "GIT_DIR": str(tmp_path / "other")}.items():
            monkeypatch.setenv(name, value)
        write(folder)
        monkeypatch.undo()
        log = git(folder, "log", "--all", "--format=%an %ae %cn %ce %ad %cd %B", "--date=iso-strict")
        repository = b"".join(path.read_bytes() for path in (folder / ".git").rglob("*") if path.is_file())

        assert log.startswith("a-course course@example.invalid a-course course@example.invalid 2000-01-01T00:00:00")
        assert log.endswith("Lines")
        assert not [word for word in (b"Ada", b"ada@home", str(home).encode()) if word in repository]
        assert not (folder / "ran").exists()
        assert not list((folder / ".git" / "hooks").glob("*"))
        assert git(folder, "branch", "--show-current") == "main"

    def test_replaces_an_earlier_one_and_keeps_the_remote(self, folder: Path) -> None:
        write(folder, {**FILES, "gradient.ipynb": b"{}"})
        git(folder, "remote", "add", "origin", "https://example.invalid/template.git")
        write(folder)

        assert git(folder, "rev-list", "--all", "--count") == "1"
        assert not (folder / "gradient.ipynb").exists()
        assert git(folder, "remote", "get-url", "origin") == "https://example.invalid/template.git"

    def test_leaves_ignored_files_out_and_in_place(self, folder: Path) -> None:
        write(folder, {**FILES, ".gitignore": b".venv/\n"})
        (folder / ".venv").mkdir()
        (folder / ".venv" / "mine.txt").write_text("x")
        write(folder, {**FILES, ".gitignore": b".venv/\n# more\n"})

        assert ".venv/mine.txt" not in committed_files(folder)
        assert (folder / ".venv" / "mine.txt").exists()


class TestRefuses:
    def test_a_folder_with_other_files(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.tex").write_text("x")
        for replace in (False, True):
            with pytest.raises(UsageError, match="not empty"):
                write(tmp_path, replace=replace)

        assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]

    def test_a_clone_unless_it_may_be_replaced_and_everything_is_committed(self, tmp_path: Path) -> None:
        clone = tmp_path / "clone"
        git(tmp_path, "init", "--quiet", clone)
        (clone / "notes.md").write_text("x")
        with pytest.raises(UsageError, match="not made by this command"):
            write(clone)
        with pytest.raises(UsageError, match="not committed"):
            write(clone, replace=True)
        git(clone, "add", "notes.md")
        git(clone, "commit", "--quiet", "--message", "mine")
        before = git(clone, "rev-parse", "HEAD")
        write(clone, replace=True)

        assert git(clone, "rev-list", "--count", "main") == "1"
        assert not (clone / "notes.md").exists()
        assert git(clone, "show", f"{before}:notes.md") == "x"

    def test_an_earlier_one_with_changes(self, folder: Path) -> None:
        write(folder)
        (folder / "README.md").write_text("better")
        with pytest.raises(UsageError, match="not committed"):
            write(folder)

        assert (folder / "README.md").read_text() == "better"
