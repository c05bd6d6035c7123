"""The command `site`: the course for a browser, without an installation."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.course.configuration import Course


@click.command()
@click.argument("units", nargs=-1)
@click.option("--output", type=click.Path(path_type=Path), help="The folder of the site (default: build/site).")
@click.option("--pyodide", default="", help="Python for the browser: a folder, or the address of a pyodide.mjs.")
def site(units: tuple[str, ...], output: Path | None, pyodide: str) -> None:
    """Build a site on which students work in the browser, without an installation.

    Holds the released notebooks of UNITS (default: all that are released) and `lab` as a wheel, in JupyterLite. A scan
    confirms that no solution is in it. A unit that no browser can run is left out, and the site says so.
    """
    from autograder.site.site import make_site

    course = Course.load()
    selected = [course.unit(name) for name in units] or [unit for unit in course.units if unit.release.is_file()]
    result = make_site(course, selected, output or course.root / "build" / "site", pyodide)
    folder = result.first_page.parent
    click.echo(f"the site: {folder}, {len(result.units)} units")
    for unit in result.left_out:
        click.echo(f"left out: '{unit.id}' needs {', '.join(unit.needs)}, which no browser has", err=True)
    if not pyodide:
        click.echo("students' browsers load Python itself from cdn.jsdelivr.net; --pyodide names another place")
    click.echo(f"to look at it: python3 -m http.server --directory {folder}")
