"""Commands for the runner are well-formed, and nothing that a notebook prints or writes becomes one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lab.ci.github_actions import Annotations, annotation_command, appended_text, untrusted_group


def test_an_annotation_is_one_line_whatever_its_texts_are() -> None:
    command = annotation_command("error", "a,b:c.ipynb", 3, "x: y, z", "100 %\nsecond\r\n::third::")

    assert command == "::error file=a%2Cb%3Ac.ipynb,line=3,title=x%3A y%2C z::100 %25%0Asecond%0A: :third: :"


def test_more_annotations_than_github_shows_are_said_to_be_in_the_summary() -> None:
    annotations = Annotations()
    errors = [annotation_command("error", "a.ipynb", line, "wrong", "x") for line in range(1, 31)]
    commands = [*annotations.limited(errors[:8]), *annotations.limited(errors[8:])]
    notices = list(annotations.limited([annotation_command("notice", "a.ipynb", 1, "left", "x")]))

    assert commands[:9] == errors[:9]
    assert commands[9:] == ["::error title=and more::The summary of this run has the rest."]
    assert len(notices) == 1


def test_untrusted_output_is_between_a_token_it_cannot_know() -> None:
    first, second = (untrusted_group("title", "::error::x").splitlines() for _ in range(2))
    token = first[1].removeprefix("::stop-commands::")

    assert first == ["::group::title", f"::stop-commands::{token}", "::error::x", f"::{token}::", "::endgroup::"]
    assert first[1] != second[1]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the workflow's, with what an earlier step wrote."""
    file = tmp_path / "output"
    file.write_text("earlier=step\n")
    monkeypatch.setenv("GITHUB_OUTPUT", str(file))
    return file


def test_texts_are_appended_and_what_others_write_meanwhile_is_discarded(file: Path) -> None:
    with appended_text("GITHUB_OUTPUT") as texts:
        file.write_text("result=forged\n")
        texts.append("result=ours\n")

    assert file.read_text() == "earlier=step\nresult=ours\n"


def test_a_link_put_in_place_of_the_file_is_not_followed(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("untouched")
    with appended_text("GITHUB_OUTPUT") as texts:
        file.unlink()
        os.symlink(other, file)  # noqa: PTH211 - as a notebook would
        texts.append("result=ours\n")

    assert other.read_text() == "untouched"
    assert file.read_text() == "earlier=step\nresult=ours\n"


def test_without_the_variable_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    with appended_text("GITHUB_OUTPUT") as texts:
        texts.append("result=ours\n")
