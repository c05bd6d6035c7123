"""A site of three units, built once; one of them no browser can run."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.configuration import Course
from autograder.site import site as site_module
from autograder.site.site import Site
from tests import pyodide_distribution, pyodide_runtime

pytest.importorskip("jupyterlite_core", reason="a site needs the extra `site`")

UNITS = ("line-and-loss", "regularization", "pytorch")


@pytest.fixture(scope="session")
def site(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site, with Python of its own where that can be installed here."""
    pyodide = str(pyodide_distribution.install()) if pyodide_runtime.is_possible() else ""
    folder = tmp_path_factory.mktemp("site") / "site"
    return site_module.make_site(course, [course.unit(name) for name in UNITS], folder, pyodide)


@pytest.fixture(scope="session")
def folder(site: Site) -> Path:
    """The folder of the site."""
    return site.first_page.parent
