"""A figure in two forms: one that turns under the mouse, where the page knows Plotly, and a picture everywhere else.

Both travel together, and the page picks the one it can show: VS Code and Colab the first, JupyterLab with Plotly's
extension the picture until the mouse enters it, a printed page and everything else the picture. Nothing is fetched.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import Any

from IPython.display import display
from matplotlib.figure import Figure

PLOTLY = "application/vnd.plotly.v1+json"
# A reader who comes past with the wheel would otherwise zoom the figure out of sight.
CONFIG: dict[str, object] = {"displaylogo": False, "scrollZoom": False}


@dataclass(frozen=True, eq=False)
class Turning:
    """Plotly's own description of a figure, the same drawn by Matplotlib, and a line for those who see neither."""

    drawing: dict[str, object]
    picture: Figure
    words: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        file = io.BytesIO()
        self.picture.savefig(file, format="png", dpi=96, bbox_inches="tight")
        return {
            PLOTLY: self.drawing,
            "image/png": base64.b64encode(file.getvalue()).decode("ascii"),
            "text/plain": self.words,
        }


def turn(figure: Turning) -> None:
    """Put the figure on the page."""
    display(figure)
