"""Detects the program in front of the kernel: a notebook page that shows widgets, or one that only prints."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

DRIVE = Path("/drive")
"""Where JupyterLite shows Python the files of its page."""


def is_in_browser() -> bool:
    """Return whether Python itself runs in a browser: without processes, threads and a terminal."""
    return sys.platform == "emscripten"


def has_files_of_page() -> bool:
    """Return whether the current folder is one of the page's own, whose files stay; elsewhere always True.

    A private window has no such folder, and what is written there is gone with the page.
    """
    return not is_in_browser() or Path.cwd().is_relative_to(DRIVE)


def supports_widgets() -> bool:
    """Return whether widgets would reach a person: ipywidgets is installed, and a notebook page started this kernel.

    Jupyter's server sets JPY_SESSION_NAME, VS Code a variable of the notebook, and Colab imports its own module. In a
    browser there is always a page. nbconvert, nbclient and graders do none of these.
    """
    if "IPython" not in sys.modules:
        return False
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None or getattr(shell, "kernel", None) is None or importlib.util.find_spec("ipywidgets") is None:
        return False
    names = getattr(shell, "user_ns", {})
    return is_in_browser() or any(
        ("JPY_SESSION_NAME" in os.environ, "__vsc_ipynb_file__" in names, "google.colab" in sys.modules)
    )
