"""Interactive figures carry a Plotly form, a picture and a text, and need no network."""

from __future__ import annotations

import base64
import json

import numpy as np
from lab.show import interactive

TRACE: interactive.Trace = {"type": "surface", "x": np.arange(2.0), "name": "a"}


def test_an_interactive_figure_offers_plotly_a_picture_and_a_text() -> None:
    plotly = interactive.plotly_figure([TRACE], "xyz", (1.0, 1.0, 1.0))
    with interactive.figure_3d("A title", "xyz", elevation=30, azimuth=10) as (picture, _):
        bundle, metadata = interactive.InteractiveFigure(plotly, picture, "a line of text")._repr_mimebundle_()

    assert bundle[interactive.PLOTLY_MIME_TYPE] is plotly
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert bundle["text/plain"] == "a line of text"
    assert metadata["image/png"]["alt"] == "a line of text"


def test_the_plotly_form_is_json() -> None:
    plotly = interactive.plotly_figure([TRACE], "xyz", (1.0, 1.0, 1.0))

    assert json.loads(json.dumps(plotly))["data"] == [{"type": "surface", "x": [0.0, 1.0], "name": "a"}]


def test_scrolling_past_a_figure_does_not_zoom_it() -> None:
    plotly = interactive.plotly_figure([TRACE], "xyz", (1.0, 1.0, 1.0))

    assert plotly["config"]["scrollZoom"] is False  # type: ignore[index]
