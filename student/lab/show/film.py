"""A film of pictures that were drawn once: it plays, pauses and winds in the page itself, and keeps no kernel busy.

A notebook gets two outputs: the last picture, which every program shows, and a player, which hides that picture once
its script runs. Where scripts do not run, as on GitHub or in an untrusted notebook, the picture is all there is.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from IPython import display as notebook
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from lab.display import console, frontend
from lab.show.style import alternative_text, display_figure

PIXELS_PER_INCH = 96
COLOURS = 64
"""Of each picture: lines and points need no more, and a film of 30 pictures then takes 300 kB in the notebook."""


@dataclass(frozen=True)
class Film:
    """PNG pictures in their order, a caption of each, and a text for all of them."""

    pictures: tuple[bytes, ...]
    captions: tuple[str, ...]
    text: str

    def picture_forms(self) -> dict[str, str]:
        """Return the last picture in the formats among which a program chooses."""
        return picture_forms(self.pictures[-1], self.text)

    def player_html(self, start: float) -> str:
        """Return the player, empty until its script runs. It plays by itself soon after `start`, a time in seconds."""
        name = hashlib.sha256(b"".join(self.pictures)).hexdigest()[:12]
        content = {
            "pictures": [f"data:image/png;base64,{_base64(picture)}" for picture in self.pictures],
            "captions": self.captions,
            "text": self.text,
            "start": round(start),
        }
        data = json.dumps(content).replace("<", "\\u003c")
        template = resources.files("lab.show").joinpath("film.html").read_text(encoding="utf-8")
        return template.replace("FILM_NAME", f"lab-film-{name}").replace("FILM_DATA", data)


def show_film(figure: Figure, moving: Sequence[Artist], captions: Sequence[str], update: Callable[[int], None]) -> None:
    """Show a film with a picture for each caption. `update` puts the moving artists into the state of a caption.

    Where no page plays it, the last picture alone is drawn.
    """
    update(len(captions) - 1)
    text = alternative_text(figure)
    if not plays_films():
        display_figure(figure, text)
        return
    film = Film(tuple(draw_pictures(figure, moving, len(captions), update)), tuple(captions), text)
    notebook.display(film.picture_forms(), raw=True, metadata={"image/png": {"alt": text}})
    forms = {"text/html": film.player_html(time.time()), "text/plain": "(While the page is open, a film plays here.)"}
    notebook.display(forms, raw=True)


def plays_films() -> bool:
    """Return whether a page is open that can play a film."""
    return not console.is_console() and frontend.supports_widgets()


def draw_pictures(
    figure: Figure, moving: Sequence[Artist], count: int, update: Callable[[int], None]
) -> Iterator[bytes]:
    """Yield a picture of each state. All but the moving artists is drawn once."""
    moving_figure = MovingFigure(figure, moving)
    for place in range(count):
        update(place)
        yield moving_figure.picture()


class MovingFigure:
    """A figure of which a few artists move: the rest, and the place of everything, is drawn once.

    One that is used after Pyplot has closed it needs `PIXELS_PER_INCH` from the start: Pyplot resets the resolution.
    """

    def __init__(self, figure: Figure, moving: Sequence[Artist]) -> None:
        canvas: Any = FigureCanvasAgg(figure)
        self._canvas, self._moving = canvas, moving
        figure.set_dpi(PIXELS_PER_INCH)
        for artist in moving:
            artist.set_animated(True)
        canvas.draw()
        self._background = canvas.copy_from_bbox(figure.bbox)

    def picture(self) -> bytes:
        """Return the present state as a PNG file."""
        self._canvas.restore_region(self._background)
        for artist in self._moving:
            artist.draw(self._canvas.get_renderer())
        return _png(np.asarray(self._canvas.buffer_rgba()))


def _png(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    file = io.BytesIO()
    picture = Image.fromarray(pixels[:, :, :3]).quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
    picture.save(file, format="png", optimize=False)
    return file.getvalue()


def picture_forms(picture: bytes, text: str) -> dict[str, str]:
    """Return a PNG file and its text in the formats among which a program chooses."""
    return {"image/png": _base64(picture), "text/plain": text}


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
