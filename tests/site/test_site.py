"""A site holds what its units release, `lab` as a wheel, and nothing else of the course."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.course.configuration import Course
from autograder.course.notebook import parse_notebook
from autograder.errors import LeakError, UsageError
from autograder.release import leak_scan, template_repo
from autograder.site import jupyterlite_build, leak_check, pages
from autograder.site import site as site_module
from autograder.site.site import Site

pytestmark = pytest.mark.slow

PRESENT = ("line-and-loss", "regularization")


def lab_wheel(folder: Path) -> Path:
    (path,) = folder.glob("pypi/gradient_descent_lab-*.whl")
    return path


def kernel_settings(folder: Path) -> dict[str, Any]:
    page = json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))
    settings: dict[str, Any] = page["jupyter-config-data"]["litePluginSettings"][jupyterlite_build.KERNEL_PLUGIN]
    return settings


def test_its_notebooks_are_those_of_the_release(course: Course, folder: Path) -> None:
    released = template_repo.repository_files(course, [course.unit(name) for name in PRESENT])
    names = {path.name for path in (folder / "files").iterdir()}
    listed = json.loads((folder / "api" / "contents" / "all.json").read_text(encoding="utf-8"))

    assert names == {"line-and-loss.ipynb", "regularization.ipynb", "start.ipynb", "refresher.ipynb", pages.NOTES_PAGE}
    assert names == {entry["name"] for entry in listed["content"]}
    for name in names - {"start.ipynb", pages.NOTES_PAGE}:
        assert (folder / "files" / name).read_bytes() == released[name]


def test_the_start_page_is_the_release_s_with_a_cell_of_notes(course: Course, folder: Path) -> None:
    released = template_repo.repository_files(course, [course.unit(name) for name in PRESENT])["start.ipynb"]
    cells = parse_notebook((folder / "files" / "start.ipynb").read_text(encoding="utf-8"), "start")["cells"]
    (notes,) = [cell for cell in cells if cell["id"] == "in-the-browser"]

    assert [cell for cell in cells if cell is not notes] == parse_notebook(released.decode(), "start")["cells"]
    assert "“The same, by PyTorch” is not here: no browser has torch." in "".join(notes["source"])


def test_the_unit_that_no_browser_can_run_is_named_and_left_out(site: Site, folder: Path) -> None:
    page = site.first_page.read_text(encoding="utf-8")

    assert [unit.id for unit in site.left_out] == ["pytorch"]
    assert "“The same, by PyTorch” is not here: no browser has torch." in page
    assert 'href="lab/index.html?path=start.ipynb"' in page
    assert 'href="lab/index.html?path=line-and-loss.ipynb"' in page
    assert "pytorch.ipynb" not in page


def test_the_wheel_holds_the_lab_of_the_release_and_nothing_else(course: Course, folder: Path) -> None:
    released = template_repo.repository_files(course, [course.unit(name) for name in PRESENT])
    with zipfile.ZipFile(lab_wheel(folder)) as wheel:
        files = {name: wheel.read(name) for name in wheel.namelist() if ".dist-info/" not in name}

    assert files == {name: data for name, data in released.items() if name.startswith("lab/")}
    assert "lab/checks/regularization.py" in files
    assert "lab/checks/pytorch.py" not in files


def test_a_kernel_first_loads_what_lab_imports(folder: Path) -> None:
    *names, comm, lab, widgets = kernel_settings(folder)["loadPyodideOptions"]["packages"]
    kernel = folder / "extensions" / "@jupyterlite" / "pyodide-kernel-extension" / "static"

    assert names == ["numpy", "matplotlib", "scikit-learn"]
    assert [(kernel / address).resolve().is_file() for address in (comm, lab, widgets)] == [True] * 3
    assert (kernel / lab).resolve() == lab_wheel(folder)
    assert list(kernel.glob("comlink.worker.*.js")), "the script from which these addresses lead to the wheels"


def test_the_index_of_wheels_has_lab(folder: Path) -> None:
    index = json.loads((folder / "pypi" / "all.json").read_text(encoding="utf-8"))

    assert {"gradient-descent-lab", "ipywidgets", "comm"} <= index.keys()


def test_its_extensions_show_widgets_and_figures_that_turn(folder: Path) -> None:
    page = json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))
    names = {extension["name"] for extension in page["jupyter-config-data"]["federated_extensions"]}

    assert names == {
        "@jupyterlite/pyodide-kernel-extension",
        "@jupyter-widgets/jupyterlab-manager",
        "jupyterlab-plotly",
    }


def test_no_secret_line_is_in_it(course: Course, folder: Path) -> None:
    """Search anew, by plain text: every file but the programs of others."""
    secrets = [secret for name in PRESENT for secret in leak_scan.find_secrets(course, course.unit(name))]
    public = "".join(b"".join(data for _, data in leak_check.text_files(folder)).decode(errors="replace").split())
    notebooks = "".join("".join(course.unit(name).release.read_text(encoding="utf-8").split()) for name in PRESENT)
    lines = {"".join(secret.text.split()) for secret in secrets}
    lines = {line for line in lines if not line.startswith(")")}  # the end of a signature, which others have, too

    assert len(lines) > 100
    assert not [line for line in lines if line in public and line not in notebooks]


@pytest.mark.parametrize("place", ["a wheel", "a page"])
def test_a_secret_line_is_found_wherever_it_is(course: Course, tmp_path: Path, place: str) -> None:
    secret = leak_scan.find_secrets(course, course.unit("regularization"))[5].text
    (tmp_path / "pypi").mkdir()
    (tmp_path / "files").mkdir()
    if place == "a wheel":
        with zipfile.ZipFile(tmp_path / "pypi" / "lab-0-py3-none-any.whl", "w") as wheel:
            wheel.writestr("lab/notes.py", f"x = 1\n{secret}\n")
    else:
        (tmp_path / "files" / "notes.md").write_text(secret, encoding="utf-8")
    with pytest.raises(LeakError) as leak:
        leak_check.scan_site(course, tmp_path)

    assert "notes" in leak.value.where


def test_an_earlier_site_is_replaced_and_nothing_else(course: Course, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(UsageError, match="in use, and by no earlier site"):
        site_module.make_site(course, [course.unit("line-and-loss")], tmp_path)

    assert (tmp_path / "mine.txt").read_text() == "keep"
