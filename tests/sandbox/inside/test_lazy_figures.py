"""Figures are drawn at the end of their cell, if they are still displayed and images are kept."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from autograder.sandbox.host.results import CellResult
from autograder.sandbox.host.student_process import StudentProcess

RunNotebook = Callable[..., StudentProcess]

PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
ANIMATION = """
from IPython.display import clear_output
for frame in range(5):
    clear_output(wait=True)
    plt.figure(figsize=(1 + frame, 1))
    plt.plot([1, frame])
    plt.show()
"""


def images(result: CellResult) -> list[Any]:
    return [output["data"]["image/png"] for output in result.outputs if "image/png" in output.get("data", {})]


def test_a_figure_is_drawn_if_figures_are_kept(run_notebook: RunNotebook) -> None:
    (image,) = images(run_notebook(outputs="figures").run_cell(PLOT))

    assert base64.b64decode(image).startswith(b"\x89PNG")


def test_a_figure_is_a_text_otherwise(run_notebook: RunNotebook) -> None:
    result = run_notebook(outputs="text").run_cell(PLOT)

    assert not images(result)
    assert "Figure" in result.outputs[0]["data"]["text/plain"]


def test_of_an_animation_one_image_is_drawn(run_notebook: RunNotebook) -> None:
    process = run_notebook("import matplotlib.pyplot as plt", outputs="figures")

    assert len(images(process.run_cell(ANIMATION))) == 1


def test_a_figure_without_show_appears_at_the_end_of_its_cell_only(run_notebook: RunNotebook) -> None:
    process = run_notebook(outputs="figures")

    assert len(images(process.run_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]);"))) == 1
    assert not images(process.run_cell("1"))
