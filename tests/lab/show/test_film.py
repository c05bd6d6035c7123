"""A film is drawn once, plays in the page, and is a picture wherever no script runs."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from lab.show import film
from lab.show.film import Film
from PIL import Image

CAPTIONS = tuple(f"step {number} of 9" for number in range(10))


def png(shade: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", (30, 20), shade).save(file, format="png")
    return file.getvalue()


FILM = Film(tuple(png(20 * number) for number in range(10)), CAPTIONS, 'A "film" of <b>a line</b>')


def test_only_what_moves_is_drawn_again() -> None:
    figure, axes = plt.subplots()
    (line,) = axes.plot([0, 1], [0, 0])
    axes.set(ylim=(0, 3))
    pictures = list(film.draw_pictures(figure, [line], 3, lambda place: line.set_ydata([place, 1])))
    plt.close(figure)
    arrays = [np.asarray(Image.open(io.BytesIO(picture)).convert("L")) for picture in pictures]

    assert len(set(pictures)) == 3
    assert all((array == arrays[0]).mean() > 0.9 for array in arrays)


def test_the_text_of_a_film_ends_no_script() -> None:
    html = Film(FILM.pictures, ("</script><script>alert(1)</script>",), "</script>").player_html(0)

    assert html.count("</script>") == 1


def test_without_scripts_the_player_is_empty() -> None:
    html = re.sub(r"<script>.*</script>", "", FILM.player_html(0), flags=re.DOTALL)

    assert re.fullmatch(r'<div class="lab-film-\w+"></div>\s*', html)


@pytest.mark.browser
class TestThePlayer:
    """The player in a browser."""

    @pytest.fixture
    def open_page(self, browser: Any) -> Iterator[Any]:
        pages: list[Any] = []

        def open_page(start: float, **options: Any) -> Any:
            pages.append(browser.new_page(**options))
            picture = f'<img alt="other"><img src="data:image/png;base64,{FILM.picture_forms()["image/png"]}">'
            pages[-1].set_content(f"<body>{picture}{FILM.player_html(start)}</body>")
            return pages[-1]

        yield open_page
        for page in pages:
            page.close()

    def test_plays_by_itself_to_the_last_picture_and_can_be_played_again(self, open_page: Any) -> None:
        page = open_page(time.time())
        page.get_by_role("button", name="Pause").wait_for()
        page.get_by_role("button", name="Replay").wait_for()
        page.get_by_text(CAPTIONS[-1]).wait_for()
        page.get_by_role("button", name="Replay").click()
        page.get_by_role("button", name="Pause").wait_for()

    def test_can_be_paused_and_moved_by_single_pictures(self, open_page: Any) -> None:
        page = open_page(0)
        page.get_by_role("button", name="Replay").click()
        page.get_by_role("button", name="Pause").click()
        number = CAPTIONS.index(page.locator("span").text_content())
        page.get_by_role("button", name="One picture on").click()
        page.get_by_text(CAPTIONS[number + 1]).wait_for()
        page.get_by_role("slider").fill("2")

        assert page.locator("span").text_content() == CAPTIONS[2]

    def test_stands_still_where_it_was_saved_and_opened_again(self, open_page: Any) -> None:
        page = open_page(time.time() - 3600)

        assert page.locator("span").text_content() == CAPTIONS[-1]
        assert page.get_by_role("button", name="Replay").count() == 1

    def test_stands_still_where_motion_is_not_wanted(self, open_page: Any) -> None:
        page = open_page(time.time(), reduced_motion="reduce")

        assert page.get_by_role("button", name="Replay").count() == 1

    def test_takes_the_place_of_its_last_picture_and_of_no_other(self, open_page: Any) -> None:
        page = open_page(0)

        assert [image.is_visible() for image in page.locator("img").all()] == [True, False, True]

    def test_leaves_the_picture_where_scripts_do_not_run(self, open_page: Any) -> None:
        page = open_page(0, java_script_enabled=False)

        assert [image.is_visible() for image in page.locator("img").all()] == [True, True]
