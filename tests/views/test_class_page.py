"""The page about a class: what it shows, that nothing in it runs or loads, and that names can be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from autograder.report import Report
from autograder.views.class_page import class_page
from autograder.views.class_statistics import GradedSubmission
from tests.browser_page import load_page
from tests.class_reports import graded_class, large_class, small_class
from tests.hostile_markdown import HOSTILE

TITLE = "The training loop"
LARGEST_PAGE = 5_000_000
NAMES = ("qqada", "qqblaise", "qqcarl", "qqdorothy", "qqemmy")


def text_of(page: str) -> str:
    """Return the text of a page, without tags and with single spaces."""
    body = page.partition("<main>")[2].partition("<script>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def hostile_class(text: str, mistake: str = "") -> list[GradedSubmission]:
    """Return a class in which every text is this one; the catalogue's words about a mistake can be others."""
    words = mistake or text

    def spoil(report: Report) -> Report:
        checks = [
            check.model_copy(update={"message": text, "hint": words, "mistake_title": words, "mistake": "m"})
            for check in report.exercises[0].checks
        ]
        exercise = report.exercises[0].model_copy(update={"checks": tuple(checks), "note": text})
        predictions = [p.model_copy(update={"answer": text, "explanation": text}) for p in report.predictions]
        information = report.submission.model_copy(update={"repairs": (text,), "cell_errors": (text,)})
        changes = {"exercises": (exercise,), "predictions": tuple(predictions), "submission": information}
        return report.model_copy(update={**changes, "student": text, "problems": (text,), "publishable": False})

    return [replace(submission, report=spoil(submission.report)) for submission in small_class()]


def asking(submission: GradedSubmission, hints_asked: int, *, gave_up: bool = False) -> GradedSubmission:
    (exercise,) = submission.report.exercises
    exercise = exercise.model_copy(update={"hints_asked": hints_asked, "gave_up": gave_up})
    return replace(submission, report=submission.report.model_copy(update={"exercises": (exercise,)}))


def test_hints_are_counted_and_nobody_is_named() -> None:
    ada, blaise, *rest = small_class(*NAMES)
    page = class_page(TITLE, graded_class(asking(ada, 1), asking(blaise, 3, gave_up=True), *rest), anonymous=False)
    section = page.partition('<h2 id="hints">')[2].partition("</section>")[0]

    assert "train_step 40 % (2 of 5) 20 % (1 of 5) 20 % (1 of 5) 1" in text_of(f"<main>{section}")
    assert not [name for name in NAMES if name in section]
    assert 'href="#hints"' in page


def test_without_any_hint_asked_for_there_is_no_section_about_them() -> None:
    assert "hints" not in class_page(TITLE, graded_class(*small_class()), anonymous=False).partition("<main>")[2]


def test_every_part_of_the_class_is_on_the_page() -> None:
    text = text_of(class_page(TITLE, graded_class(*small_class()), anonymous=False))

    assert "submissions 5 mean score 4.4 of 8 median score 5 of 8" in text
    assert "train_step 80 % (4 of 5) 25 % (1 of 4) 1.6 of 4" in text
    assert "It holds: first. train_step 75 % (3 of 4) 1 1 0 0" in text
    assert "Half of the gradient train_step 20 % (1 of 5) What stands in front? 1 student blaise" in text
    assert "Before: 2 of 4 predicted what happened (50 %)." in text
    assert (
        "After: 4 of 4 chose the explanation that fits (100 %); of the 2 who had predicted something else, 2." in text
    )
    assert "NameError of emmy: 1 student emmy" in text
    assert "Due: Thu 04 Mar 2027, 00:00. Later: 2 students dorothy emmy" in text


def test_a_name_leads_to_the_page_of_the_student_where_there_is_one() -> None:
    submissions = [replace(submission, page="") for submission in small_class()]
    submissions[0] = replace(submissions[0], page="reports/a%252Fda.html")
    page = class_page(TITLE, graded_class(*submissions), anonymous=False)

    assert '<a href="reports/a%252Fda.html"><bdi>ada</bdi></a>' in page
    assert '<td class="name"><bdi>blaise</bdi></td>' in page


def test_equal_classes_give_the_same_bytes() -> None:
    pages = {class_page(TITLE, graded_class(*small_class()), anonymous=False) for _ in range(2)}

    assert len(pages) == 1


def test_a_reason_as_long_as_a_student_likes_is_shortened() -> None:
    submissions = small_class()
    long = submissions[-1].report.model_copy(update={"problems": ("x" * 1_000_000,)})
    page = class_page(TITLE, graded_class(*submissions[:-1], replace(submissions[-1], report=long)), anonymous=False)

    assert len(page) < 100_000


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_of_a_student_becomes_html(name: str) -> None:
    page = class_page(TITLE, graded_class(*hostile_class(HOSTILE[name])), anonymous=False)
    harmless = class_page(TITLE, graded_class(*hostile_class("harmless")), anonymous=False)
    codes = page.count("<code") - harmless.count("<code")

    assert page.count("<") - 2 * codes == harmless.count("<")


class TestWithoutNames:
    def test_no_name_and_no_link_to_a_student_is_anywhere_in_the_file(self) -> None:
        other = graded_class(*small_class(*(f"other-{name}" for name in NAMES)))
        page = class_page(TITLE, graded_class(*small_class(*NAMES)), other, anonymous=True)

        assert "qq" not in page
        assert ".html" not in page

    def test_the_figures_are_the_same(self) -> None:
        text = text_of(class_page(TITLE, graded_class(*small_class(*NAMES)), anonymous=True))

        assert "submissions 5 mean score 4.4 of 8 median score 5 of 8" in text
        assert "Half of the gradient train_step 20 % (1 of 5) What stands in front?" in text
        assert "a check crashed: 1" in text
        assert "Later: 2" in text

    def test_no_text_that_a_student_wrote_is_in_the_file(self) -> None:
        page = class_page(
            TITLE, graded_class(*hostile_class("qqsecret", mistake="Half of the gradient")), anonymous=True
        )

        assert "Half of the gradient" in page
        assert "qqsecret" not in page


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """The page of a class of 205, beside another class."""
    path = tmp_path / "class.html"
    other = graded_class(*small_class())
    path.write_text(class_page(TITLE, graded_class(*large_class(205)), other, anonymous=False), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Any, page_file: Path) -> Iterator[Any]:
    """The page in a browser."""
    page = browser.new_page()
    page.goto(page_file.as_uri())
    yield page
    page.close()


@pytest.mark.browser
class TestInABrowser:
    def test_it_loads_and_runs_nothing_of_a_student(self, browser: Any, tmp_path: Path) -> None:
        path = tmp_path / "class.html"
        hostile = graded_class(*hostile_class(" ".join(HOSTILE.values())))
        path.write_text(class_page(TITLE, hostile, anonymous=False), encoding="utf-8")
        _, urls, scripts = load_page(browser, path)

        assert (urls, scripts) == (set(), [])

    def test_its_policy_lets_only_its_own_script_run(self, browser: Any, page_file: Path) -> None:
        injected = "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\"></main>"
        page_file.write_text(page_file.read_text(encoding="utf-8").replace("</main>", injected), encoding="utf-8")
        page = browser.new_page()
        page.goto(page_file.as_uri())
        title, has_filters = page.title(), page.is_visible("#filters")
        page.close()

        assert title == f"{TITLE}: the class"
        assert has_filters

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing_and_nothing_is_wider_than_a_telephone(
        self, browser: Any, page_file: Path, scheme: str
    ) -> None:
        page = browser.new_page(viewport={"width": 400, "height": 900}, color_scheme=scheme, bypass_csp=True)
        page.goto(page_file.as_uri())
        page.add_style_tag(content="main > section { content-visibility: visible }")
        page.evaluate("document.querySelectorAll('tbody tr:nth-child(n + 12)').forEach(row => row.remove())")
        violations = Axe().run(page).response["violations"]
        width = page.evaluate("document.documentElement.scrollWidth")
        page.close()

        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in violations] == []
        assert width == 400

    def test_a_table_is_sorted_by_keyboard(self, page: Any) -> None:
        button = page.locator("#students th button", has_text="score")
        button.focus()
        page.keyboard.press("Enter")
        lowest = page.locator("#students tbody tr").first.inner_text().split("\t")[1]
        page.keyboard.press("Enter")
        highest = page.locator("#students tbody tr").first.inner_text().split("\t")[1]

        assert (lowest, highest) == ("0", "8")
        assert page.locator("#students th[aria-sort=descending]").inner_text().startswith("score")

    def test_students_are_filtered_by_name_and_by_state(self, page: Any) -> None:
        count = page.locator("#filter-count")
        first = count.text_content()
        page.click("#filter-all")
        every = count.inner_text()
        page.fill("#filter-text", "number 00003")
        match = count.inner_text()
        page.fill("#filter-text", "")
        page.select_option("#filter-state", "waiting")

        assert (first, every, match) == ("200 of 205 shown", "205 of 205 shown", "1 of 1 shown")
        assert count.inner_text() == "41 of 41 shown"
        assert page.locator("#students tbody tr:visible").count() == 41

    @pytest.mark.slow
    def test_a_class_of_2400_is_small_and_shows_200_first(self, browser: Any, tmp_path: Path) -> None:
        path = tmp_path / "class.html"
        path.write_text(class_page(TITLE, graded_class(*large_class(2400)), anonymous=False), encoding="utf-8")
        page = browser.new_page()
        page.goto(path.as_uri())
        rows = page.locator("#students tbody tr:visible").count()
        page.close()

        assert path.stat().st_size < LARGEST_PAGE
        assert rows == 200
