"""What a console shows in place of figures and tables: a saved picture with its name, and plain text."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import Any

from lab.display import cards
from lab.display.plain_marks import use_plain_marks

_numbers = count(1)


def is_console() -> bool:
    """Return whether a person reads plain text: a Python script, or IPython in a terminal.

    A kernel of Jupyter and the shells of graders take figures as they are.
    """
    if "IPython" not in sys.modules:
        return True
    from IPython import get_ipython

    shell = get_ipython()
    return shell is None or type(shell).__name__ == "TerminalInteractiveShell"


def save_picture(figure: Any, text: str) -> None:
    """Save a Matplotlib figure in the current folder, and print the file's name and what it shows."""
    name = f"lab-figure-{next(_numbers)}.png"
    try:
        figure.savefig(Path.cwd() / name, dpi=120, bbox_inches="tight")
    except OSError as error:
        reason = error.strerror or "no reason given"
        cards.display_card(cards.card(f"The picture {name} could not be saved: {reason}", text, tone="problem"))
        return
    cards.display_card(cards.card(f"A picture is in the file {name}", text, tone="outcome"))


def print_text(text: str) -> None:
    """Print text that has its own line breaks."""
    use_plain_marks()
    sys.stdout.write(f"{text}\n")
