"""What a GitHub workflow's runner reads: commands in the output, and the files named by its variables.

See https://docs.github.com/actions/reference/workflow-commands-for-github-actions. The runner takes commands such as
`::error::` from every line of the output, so no text of a student's is printed as it is.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lab.ci.sanitize import plain_line, printable_lines

MOST_ANNOTATIONS = 10
"""GitHub shows that many annotations of each level for a step, and leaves the others out without a word."""


class Annotations:
    """Counts the annotations of a step, and says where the others are once there are too many of a level."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def limited(self, commands: Iterable[str]) -> Iterator[str]:
        """Yield the commands that GitHub shows; in place of the last one, that the summary has them all."""
        for command in commands:
            level = command.split(" ", 1)[0].strip(":")
            self._count[level] += 1
            if self._count[level] < MOST_ANNOTATIONS:
                yield command
            elif self._count[level] == MOST_ANNOTATIONS:
                yield f"::{level} title=and more::The summary of this run has the rest."


def annotation_command(level: str, file: str, line: int, title: str, message: str) -> str:
    """Return the command that shows a message at a line of a file; `level` is "error", "warning" or "notice"."""
    properties = f"file={_property(file)},line={line},title={_property(plain_line(title))}"
    return f"::{level} {properties}::{_data(chr(10).join(plain_line(row) for row in message.split(chr(10))))}"


def untrusted_group(title: str, output: str) -> str:
    """Return a folded group with what a notebook printed.

    It stands between two lines with a token that the notebook cannot know: between them the runner takes no commands.
    """
    token = secrets.token_hex(16)
    start = f"::group::{plain_line(title)}\n::stop-commands::{token}\n"
    return f"{start}{printable_lines(output)}\n::{token}::\n::endgroup::\n"


@contextmanager
def appended_text(variable: str) -> Iterator[list[str]]:
    """Yield a list of texts, which are appended at the end to the file that the variable names, if it is set.

    What anything else writes to the file meanwhile is discarded: it may be the notebook.
    """
    name = os.environ.get(variable)
    texts: list[str] = []
    if not name:
        yield texts
        return
    path = Path(name)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        yield texts
    finally:
        path.unlink(missing_ok=True)
        path.write_text(before + "".join(texts), encoding="utf-8")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
