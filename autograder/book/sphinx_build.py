"""Sphinx on a folder of MyST pages: without scripts, fonts or styles from elsewhere, and usable from file://."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.errors import CourseError, UsageError

TOOLS = ("sphinx", "furo", "myst_parser", "latex2mathml", "plotly")
ASSETS = Path(__file__).parent / "assets"
SETTINGS: Mapping[str, Any] = {
    "extensions": ["myst_parser", "autograder.book.mathml"],
    "exclude_patterns": [],
    "html_theme": "furo",
    "html_math_renderer": "mathml",
    "html_static_path": ["_static"],
    "html_css_files": ["book.css"],
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_show_copyright": False,
    "html_show_search_summary": False,  # the browser may not read other files of a folder: file:// has no fetch
    "html_use_index": False,
    "myst_enable_extensions": ["attrs_inline", "colon_fence", "deflist", "dollarmath"],
    "myst_dmath_double_inline": True,
    "suppress_warnings": ["misc.highlighting_failure", "myst.header"],
    "pygments_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


def require_tools() -> None:
    """Raise UsageError where Sphinx or one of its extensions is not installed."""
    missing = [name for name in TOOLS if importlib.util.find_spec(name) is None]
    if missing:
        names = ", ".join(missing)
        raise UsageError(
            f"a book needs {names}, not installed here",
            fix="install it: `pip install sphinx furo myst-parser latex2mathml`",
        )


def write_settings(folder: Path, settings: Mapping[str, Any]) -> None:
    """Write conf.py."""
    lines = [f"{name} = {value!r}" for name, value in {**SETTINGS, **settings}.items()]
    (folder / "conf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(sources: Path, target: Path, *, builder: str = "html") -> None:
    """Build a site, or one page for all. CourseError where Sphinx warns of anything, such as a broken link."""
    doctrees = sources.parent / "doctrees"
    command = [sys.executable, "-m", "sphinx", "--builder", builder, "--fail-on-warning", "--keep-going", "--quiet"]
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    process = subprocess.run(
        [*command, "--doctree-dir", str(doctrees), str(sources), str(target)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONWARNINGS": "ignore"},
    )
    if process.returncode:
        lines = [line for line in process.stderr.replace(f"{sources}/", "").splitlines() if line.strip()]
        raise CourseError("Sphinx cannot build the book: " + " / ".join(lines[:3]), where="the pages of the book")
