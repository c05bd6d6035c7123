"""JupyterLite's own build, with the settings of a course's site."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.site import wheels

TOOLS = ("jupyterlite_core", "jupyterlite_pyodide_kernel")
BUILDER = "jupyterlite_core"
KERNEL_PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
REQUIRED_EXTENSIONS = (
    ("jupyterlite-pyodide-kernel", "@jupyterlite/pyodide-kernel-extension"),
    ("jupyterlab_widgets", "@jupyter-widgets/jupyterlab-manager"),
)
OPTIONAL_EXTENSIONS = (("plotly", "jupyterlab-plotly"),)
"""Shows the figures that turn; without it they are still pictures."""
FROM_WORKER = "../../../.."
"""The way from the kernel's script, which loads the wheels, to the site's root: it holds at every address."""
PYODIDE_FILES = ("pyodide.mjs", "pyodide-lock.json")


@dataclass(frozen=True)
class Settings:
    """The parts of a site: folders of contents and wheels, what each kernel loads first, and where Python is from.

    `pyodide` is a folder with a distribution of Pyodide, the address of a `pyodide.mjs`, or "" for the default.
    """

    contents: Path
    wheels: Path
    packages: Sequence[str]
    pyodide: str = ""


def require_tools() -> None:
    """Raise UsageError where JupyterLite is not installed."""
    missing = [name.replace("_", "-") for name in TOOLS if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(
            f"a site needs {', '.join(missing)}, not installed here",
            fix="install the extra `site`: `pip install 'gradient-descent-course-kit[site]'`, in a clone "
            "`.venv/bin/pip install -e '.[site]'`",
        )


def require_pyodide(pyodide: str) -> None:
    """Raise UsageError where Python for the browser is neither an address nor a complete folder."""
    if not pyodide:
        return
    if pyodide.startswith(("https://", "http://")):
        if not pyodide.endswith("/pyodide.mjs"):
            raise UsageError("an address of Pyodide ends in /pyodide.mjs", where=pyodide)
        return
    missing = [name for name in PYODIDE_FILES if not (Path(pyodide) / name).is_file()]
    if missing:
        raise UsageError(
            f"this folder holds no Pyodide: {' and '.join(missing)} missing",
            where=pyodide,
            fix="name the folder `pyodide` that the full archive of a release of Pyodide unpacks to",
        )


def build(settings: Settings, work: Path, output: Path) -> None:
    """Build the site into `output`; `work` is an empty folder. UsageError where JupyterLite fails."""
    lite = work / "lite"
    lite.mkdir()
    if settings.pyodide and not settings.pyodide.startswith("http"):
        (lite / "static").mkdir()
        (lite / "static" / "pyodide").symlink_to(Path(settings.pyodide).resolve(), target_is_directory=True)
    (lite / "jupyter-lite.json").write_text(json.dumps(page_settings(settings)), encoding="utf-8")
    (lite / "jupyter_lite_config.json").write_text(json.dumps(build_settings(settings, output)), encoding="utf-8")
    command = [sys.executable, "-m", BUILDER, "build", "--lite-dir", str(lite)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTERLITE_")}
    process = subprocess.run(command, cwd=lite, env=environment, capture_output=True, text=True, check=False)
    if process.returncode or not (output / "lab" / "index.html").is_file():
        reason = "\n".join((process.stdout + process.stderr).strip().splitlines()[-12:])
        raise UsageError(f"JupyterLite could not build the site:\n{reason}")


def preloaded(settings: Settings) -> list[str]:
    """Return what a kernel loads when it starts: packages of Pyodide by name, then the site's wheels by address."""
    paths = sorted(path.name for path in settings.wheels.glob("*.whl"))
    return [*settings.packages, *(f"{FROM_WORKER}/pypi/{name}" for name in paths)]


def page_settings(settings: Settings) -> dict[str, object]:
    """Return the content of the site's `jupyter-lite.json`."""
    kernel: dict[str, object] = {"loadPyodideOptions": {"packages": preloaded(settings)}}
    if settings.pyodide.startswith("http"):
        kernel["pyodideUrl"] = settings.pyodide
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {"litePluginSettings": {KERNEL_PLUGIN: kernel}},
    }


def build_settings(settings: Settings, output: Path) -> dict[str, object]:
    """Return the content of the build's `jupyter_lite_config.json`."""
    return {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": [str(settings.contents)],
            "federated_extensions": [str(path) for path in _extensions()],
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str(output),
        },
        "PipliteAddon": {"piplite_urls": [str(settings.wheels)]},
    }


def _extensions() -> list[Path]:
    """Return the folders of the extensions of the page; of this environment's others none is built in."""
    paths = []
    for package, extension in REQUIRED_EXTENSIONS:
        path = wheels.find_labextension(package, extension)
        if path is None:
            raise UsageError(f"the extension {extension} is not here", fix=f"install it again: `pip install {package}`")
        paths.append(path)
    optional_paths = (wheels.find_labextension(package, extension) for package, extension in OPTIONAL_EXTENSIONS)
    return [*paths, *(path for path in optional_paths if path is not None)]
