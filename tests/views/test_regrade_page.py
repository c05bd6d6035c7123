"""The page of a regrade: everything is on it, nothing in it runs or loads, and a browser can read it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from autograder.provenance import Provenance
from autograder.report import Report
from autograder.views.regrade_changes import GradebookMark, StudentChange, compare_reports
from autograder.views.regrade_page import StudentPages, regrade_page
from autograder.views.regrade_summary import RegradeSummary
from tests.browser_page import load_page
from tests.class_reports import MISTAKE, check, student_report
from tests.hostile_markdown import HOSTILE

TITLE = "The training loop"
DATE = datetime(2027, 3, 1, 12, 30, tzinfo=UTC)
LARGEST_PAGE = 5_000_000


def graded(report: Report, call_seconds: str) -> Report:
    """Return the report as graded with this limit."""
    return report.model_copy(update={"provenance": Provenance(limits={"call_seconds": call_seconds})})


def changes(*names: str) -> list[StudentChange]:
    """Return the changes of a class: one lower, one higher, one not publishable, one unchanged, one absent."""
    ada, blaise, carl, dorothy, emmy = names or ("ada", "blaise", "carl", "dorothy", "emmy")
    wrong = check("first", "passed"), check("second", "failed", MISTAKE, message="it is `not` so")
    broken = check("first", "passed"), check("second", "broken", message="NameError")
    before = [
        student_report(ada), student_report(blaise, *wrong), student_report(carl), student_report(dorothy),
        student_report(emmy),
    ]  # fmt: skip
    after = [
        student_report(ada, *wrong), student_report(blaise), student_report(carl, *broken, problems=("NameError",)),
        student_report(dorothy),
    ]  # fmt: skip
    return compare_reports(
        {report.student: graded(report, "5.0") for report in before},
        {report.student: graded(report, "2.0") for report in after},
        {ada: GradebookMark(9.5, 7.5, by_hand=5.5)},
    )


def page_of(summary: RegradeSummary, **pages: StudentPages) -> str:
    return regrade_page(TITLE, summary, pages, date=DATE)


def text_of(page: str) -> str:
    """Return the text of a page, without tags and with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main>")[2]).split())


def test_everything_is_on_the_page() -> None:
    text = text_of(page_of(RegradeSummary(changes())))

    assert "Nothing has been published. Graded again on 01 Mar 2027, 12:30 UTC" in text
    assert "2 students keep their earlier mark: a lower one is taken over only with --allow-lower" in text
    assert "students 5 lower 1 higher 1 same points, other results 0 unchanged 1 not publishable any more 1" in text
    assert "1 limits call_seconds 5.0 → 2.0 4" in text
    assert "ada 4 2 −2 9.5 → 7.5 5.5 by hand 1 keeps the earlier mark" in text
    assert "blaise 2 4 +2 – 1 would be taken over" in text
    assert "carl 4 2 −2 – 1 keeps the earlier mark: the new report is not publishable" in text
    assert "There is no submission now of emmy . This report stays as before." in text
    assert "It holds: second. train_step 2 1 0 −2" in text
    assert "before passed, 2 of 2 after failed, 0 of 2: recognised: Half of the gradient; it is not so" in text


def test_after_taking_over_it_says_so_with_the_note() -> None:
    text = text_of(page_of(RegradeSummary(changes(), accepted=True, allow_lower=True, note="It was <too> strict.")))

    assert "Taken over on 01 Mar 2027, 12:30 UTC. Note: It was &lt;too&gt; strict." in text
    assert "ada 4 2 −2 9.5 → 7.5 5.5 by hand 1 taken over" in text
    assert "1 student keeps the earlier mark. " in text


def test_a_student_has_links_to_the_feedback_before_and_after() -> None:
    page = page_of(RegradeSummary(changes()), ada=StudentPages("reports/ada.html", "reports/.regrade/ada.html"))

    assert '<a href="reports/ada.html">feedback before</a>' in page
    assert '<a href="reports/.regrade/ada.html">feedback after</a>' in page


def test_without_a_change_it_says_that_the_reports_are_the_same_to_the_byte() -> None:
    report = graded(student_report("ada"), "5.0")
    text = text_of(page_of(RegradeSummary(compare_reports({"ada": report}, {"ada": report}, {}))))

    assert "Nobody." in text
    assert "1 of 1 reports were made from the same inputs and are the same to the byte" in text


def test_no_text_of_a_student_runs(browser: Any, tmp_path: Path) -> None:
    before = {text: student_report(text) for text in HOSTILE.values()}
    after = {
        text: student_report(
            text, check("first", "failed", message=text), check("second", "skipped"), problems=(text,) * (text < "[")
        )
        for text in before
    }
    summary = RegradeSummary(compare_reports(before, after, {}), accepted=True, note=next(iter(before)))
    (tmp_path / "page.html").write_text(page_of(summary), encoding="utf-8")
    _, urls, scripts = load_page(browser, tmp_path / "page.html")

    assert not urls
    assert not scripts
    assert "script-src &#39;none&#39;" in page_of(summary)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1200])
def test_it_is_accessible_and_fits_the_screen(browser: Any, tmp_path: Path, scheme: str, width: int) -> None:
    (tmp_path / "page.html").write_text(page_of(RegradeSummary(changes())), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto((tmp_path / "page.html").as_uri())
    results = Axe().run(page).response
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.close()

    assert not [violation["id"] for violation in results["violations"]]
    assert overflow <= 0


def test_the_page_of_a_large_class_is_small_enough() -> None:
    wrong = check("first", "failed", message="x" * 200), check("second", "skipped", message="y" * 100)
    names = [f"student-{number}" for number in range(2400)]
    before = {name: graded(student_report(name), "5.0") for name in names}
    after = {name: graded(student_report(name, *wrong), "2.0") for name in names}

    assert len(page_of(RegradeSummary(compare_reports(before, after, {}))).encode()) < LARGEST_PAGE
