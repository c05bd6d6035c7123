"""Detects the program in front of the kernel: a notebook page that shows widgets, or one that only prints."""

from __future__ import annotations

import importlib.util
import os
import sys


def supports_widgets() -> bool:
    """Return whether widgets would reach a person: ipywidgets is installed, and a notebook page started this kernel.

    Jupyter's server sets JPY_SESSION_NAME, VS Code a variable of the notebook, and Colab imports its own module.
    nbconvert, nbclient and graders do none of these.
    """
    if "IPython" not in sys.modules:
        return False
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None or getattr(shell, "kernel", None) is None or importlib.util.find_spec("ipywidgets") is None:
        return False
    names = getattr(shell, "user_ns", {})
    return "JPY_SESSION_NAME" in os.environ or "__vsc_ipynb_file__" in names or "google.colab" in sys.modules
