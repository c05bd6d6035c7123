"""The command line as its users type it: its help, its errors and their exit codes."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from click import Command, Context
from click.testing import CliRunner

from autograder.cli.main import COMMANDS, main
from tests.cli.conftest import ROOT, UNIT, Run

PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_on_the_page_of_commands(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])

    assert result.exit_code == 0
    command = main.get_command(Context(main), name)
    assert command
    assert command.help
    assert f"autograder {name}" in PAGE


def test_every_function_of_a_command_is_in_the_list_of_commands() -> None:
    modules = [module.name for module in pkgutil.iter_modules([str(ROOT / "autograder" / "cli")])]
    functions = [vars(importlib.import_module(f"autograder.cli.{name}")).get(name) for name in modules]

    names = [name for name, function in zip(modules, functions, strict=True) if isinstance(function, Command)]

    assert sorted(names) == sorted([*COMMANDS, "main"])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("grade", "traning-loop", "."), 2, "did you mean 'training-loop'"),
        (("grade", UNIT, "nowhere"), 2, "there is no file or folder 'nowhere'"),
        (("grade", UNIT, "LICENSE"), 2, "'LICENSE' is not a notebook"),
        (("grade", UNIT, "docs"), 2, "no submission to 'training-loop' was found"),
        (("release", "nothing"), 2, "there is no unit 'nothing'"),
        (("grade", UNIT), 2, "Missing argument"),
        (("grade", UNIT, "source", "--student", "x", "--jobs", "0"), 2, "--jobs"),
        (("garde", UNIT), 2, "No such command 'garde'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_error_is_one_message_with_an_exit_code(
    run: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    process = run(*arguments)

    assert process.returncode == code
    assert message.lower() in process.stderr.lower()
    assert "Traceback" not in process.stderr


def test_outside_a_course_the_missing_file_is_named(run: Run, tmp_path: Path) -> None:
    process = run("grade", UNIT, ".", cwd=tmp_path)

    assert process.returncode == 2
    assert "course.yml" in process.stderr
