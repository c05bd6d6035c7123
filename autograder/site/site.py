"""The whole way to a site: what the units release, `lab` as a wheel, JupyterLite's build, a scan, the folder."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.course.configuration import Course, Unit
from autograder.errors import UsageError
from autograder.files import holds_something_else, replace_folder
from autograder.release import template_repo
from autograder.site import jupyterlite_build, leak_check, pages, wheels
from autograder.site.jupyterlite_build import Settings

MADE_HERE = ".made-by-autograder-site"
"""A file in a finished site: this command may replace the folder."""
NO_JEKYLL = ".nojekyll"
"""A file that makes GitHub Pages publish the folder as it is."""
NOT_IN_PYODIDE = ("jax", "tensorflow", "torch")
"""What a unit may need and no browser has."""
PACKAGES = ("numpy", "matplotlib")
"""What `lab` imports itself: Python in a browser installs only what a cell names."""
WIDGETS = ("comm", "ipywidgets")


@dataclass(frozen=True)
class Site:
    """A finished site: its first page, its units, and those that cannot run in a browser."""

    first_page: Path
    units: tuple[Unit, ...]
    left_out: tuple[Unit, ...]


def make_site(course: Course, units: Sequence[Unit], folder: Path, pyodide: str = "") -> Site:
    """Build the site of these units, as they are released, in a folder, which is replaced if an earlier site is in it.

    LeakError where a page or a wheel holds a secret line; the folder then stays as it is. UsageError where a tool or a
    release is missing, or the folder holds something else.
    """
    jupyterlite_build.require_tools()
    jupyterlite_build.require_pyodide(pyodide)
    _require_replaceable(course, folder)
    left_out = tuple(unit for unit in units if set(unit.needs) & set(NOT_IN_PYODIDE))
    present = tuple(unit for unit in units if unit not in left_out)
    _require_releases(present)
    with tempfile.TemporaryDirectory(prefix="autograder-site-") as temporary:
        work, site = Path(temporary), Path(temporary, "site")
        settings = _write_parts(course, present, left_out, work, pyodide)
        jupyterlite_build.build(settings, work, site)
        notebooks = {path.name: path.read_bytes() for path in settings.contents.iterdir()}
        (site / "index.html").write_bytes(pages.first_page(course, present, left_out, notebooks))
        leak_check.scan_site(course, site)
        (site / MADE_HERE).touch()
        (site / NO_JEKYLL).touch()
        replace_folder(site, folder)
    return Site(folder / "index.html", present, left_out)


def _write_parts(course: Course, units: Sequence[Unit], left_out: Sequence[Unit], work: Path, pyodide: str) -> Settings:
    """Write the notebooks and the wheels of the site into folders of their own."""
    files = template_repo.repository_files(course, units)
    notebooks = {path: data for path, data in files.items() if path.endswith(".ipynb") and "/" not in path}
    settings = Settings(work / "contents", work / "wheels", _packages(units, notebooks), pyodide)
    for path in (settings.contents, settings.wheels):
        path.mkdir()
    for name, data in pages.add_notes(notebooks, left_out).items():
        (settings.contents / name).write_bytes(data)
    lab_files = {path: data for path, data in files.items() if path.startswith("lab/")}
    wheels.make_lab_wheel(settings.wheels, course.id, _kit_version(), lab_files)
    for name in WIDGETS:
        wheels.pack_installed(settings.wheels, name)
    return settings


def _packages(units: Sequence[Unit], notebooks: dict[str, bytes]) -> list[str]:
    """Return the packages of Pyodide that a kernel loads when it starts; a name that it does not know would stop it.

    scikit-learn is large: only if it is used. Others are loaded when a cell imports them.
    """
    uses_sklearn = any(b"sklearn" in data for data in notebooks.values()) or any("sklearn" in u.needs for u in units)
    return [*PACKAGES, *(["scikit-learn"] if uses_sklearn else [])]


def _require_releases(units: Sequence[Unit]) -> None:
    if not units:
        raise UsageError("no unit of these can run in a browser")
    for unit in units:
        if not unit.release.is_file():
            raise UsageError(f"'{unit.id}' is not released", fix=f"run `autograder release {unit.id}` first")


def _require_replaceable(course: Course, folder: Path) -> None:
    """Raise UsageError where the folder holds anything but an earlier site, or parts of the course."""
    if course.root.resolve().is_relative_to(folder.resolve()):
        raise UsageError("the site would replace the course", where=str(folder), fix="name a folder of its own")
    if holds_something_else(folder, MADE_HERE):
        raise UsageError("the folder is in use, and by no earlier site", where=str(folder), fix="name another one")


def _kit_version() -> str:
    try:
        return version("gradient-descent-course-kit")
    except PackageNotFoundError:
        return "0"
