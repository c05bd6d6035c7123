"""The page of feedback: it says what the cards say, loads nothing, and runs nothing, whatever a student wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from autograder.authoring.sample_submissions import predictions_file
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import ungraded_report
from autograder.provenance import Regrade
from autograder.report import CheckResult, ExerciseResult, PredictionResult, Report
from autograder.views.feedback_cards import result_card
from autograder.views.feedback_page import feedback_page
from tests.browser_page import load_page
from tests.conftest import Grade
from tests.hostile_markdown import HOSTILE
from tests.test_report import report

TITLE = "The training loop"
HIDDEN_MARKS = "\u202e\u2066\u200b\x00\x1b\ud800"


def hostile_report(text: str) -> Report:
    """Return a report in which everything that a student can influence is this text."""
    check = CheckResult(
        name="test",
        title="It holds.",
        visible=True,
        outcome="failed",
        points=0,
        max_points=4,
        message=text,
        public_message=text,
        hint=text,
        mistake_title=text,
        mistake="mistake",
    )
    plain = check.model_copy(update={"mistake": None})
    exercise = ExerciseResult(id="mse", score=0, max_score=4, attempted=True, note=text, checks=(check, plain))
    prediction = PredictionResult(id="q", committed=True, answer=text, right=False, explained=False, score=1)
    changes = {"exercises": (exercise,), "predictions": (prediction,), "problems": (text,), "publishable": False}
    return report(text, 0).model_copy(update=changes)


def test_it_has_the_cards_of_nbgraders_feedback(grade: Grade, content: UnitContent) -> None:
    graded = grade(predictions=predictions_file(content))
    page = feedback_page(graded, TITLE)
    names = [*(exercise.id for exercise in graded.exercises), *(prediction.id for prediction in graded.predictions)]

    assert names
    assert all(result_card(graded, name).html() in page for name in names)
    assert f"<strong>{graded.score} of {graded.max_score}</strong>" in page
    assert "Not final yet" not in page


def test_what_was_not_graded_says_why_and_who_will_look(course: Course, content: UnitContent) -> None:
    page = feedback_page(ungraded_report(course, content.unit, "eve", "the file is not a notebook"), TITLE)

    assert "The file is not a notebook. Your instructor will look at it." in page


def test_a_report_that_waits_for_a_person_says_that_it_is_not_final() -> None:
    waiting = report("ada", 4)
    exercise = waiting.exercises[0]
    check = exercise.checks[0].model_copy(update={"outcome": "broken", "message": "test_x: NameError"})
    problems = ("test_x: NameError", "'predictions.json' cannot be read")
    changes = {
        "publishable": False,
        "problems": problems,
        "exercises": (exercise.model_copy(update={"checks": (check,)}),),
    }
    page = feedback_page(waiting.model_copy(update=changes), TITLE)

    assert "Not final yet" in page
    assert "&#x27;predictions.json&#x27; cannot be read." in page
    assert "NameError" not in page, "a problem of the check is for the instructor"


def test_what_was_repaired_in_a_file_is_told(grade: Grade) -> None:
    page = feedback_page(grade().with_repairs(["cell 'mse' stood twice: the last one was graded"]), TITLE)

    assert "About your file" in page
    assert "Cell &#x27;mse&#x27; stood twice: the last one was graded." in page
    assert "No predictions.json was handed in" in page
    assert "Not final yet" not in page


def test_equal_reports_give_the_same_bytes() -> None:
    assert feedback_page(report("ada", 4), TITLE) == feedback_page(report("ada", 4), TITLE)


def test_marks_that_turn_or_hide_text_are_replaced() -> None:
    page = feedback_page(hostile_report(f"a{HIDDEN_MARKS}b"), TITLE)

    assert not set(HIDDEN_MARKS) & set(page)
    assert page.encode()


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_of_a_student_becomes_html(name: str) -> None:
    page = feedback_page(hostile_report(HOSTILE[name]), TITLE)
    harmless = feedback_page(hostile_report("harmless"), TITLE)

    assert "<code" not in harmless
    assert page.count("<") - page.count("<code") - page.count("</code") == harmless.count("<")


@pytest.mark.browser
def test_it_loads_and_runs_nothing_and_axe_finds_nothing(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(feedback_page(hostile_report(" ".join(HOSTILE.values())), TITLE), encoding="utf-8")
    _, urls, scripts = load_page(browser, path)

    assert (urls, scripts) == (set(), [])
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": 400, "height": 900}, color_scheme=scheme)
        page.goto(path.as_uri())
        violations = Axe().run(page).response["violations"]
        width = page.evaluate("document.documentElement.scrollWidth")
        page.close()

        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in violations] == []
        assert width <= 400


@pytest.mark.browser
def test_its_policy_runs_no_script_even_if_one_gets_in(browser: Any, tmp_path: Path) -> None:
    injected = "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\"></main>"
    path = tmp_path / "page.html"
    path.write_text(feedback_page(report("ada", 4), TITLE).replace("</main>", injected), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    title = page.title()
    page.close()

    assert title == f"{TITLE}: feedback for ada"


def test_a_mark_that_was_changed_by_a_regrade_says_so_with_the_note() -> None:
    texts = {"date": "2027-03-01T12:00:00+00:00", "reason": "checks: secret.py", "note": "<b>Too strict.</b>"}
    replaced = Regrade(score_before=3, score_after=4, max_score=6, accepted=True, **texts)
    other_words = replaced.model_copy(update={"score_before": 4})
    refused = Regrade(score_before=4, score_after=2, max_score=6, accepted=False, **texts)
    history = (replaced, other_words, refused)
    page = feedback_page(report("ada", 4).model_copy(update={"history": history}), TITLE)

    assert "Graded again on 2027-03-01: 3 → 4 points. &lt;b&gt;Too strict.&lt;/b&gt;" in page
    assert page.count("Graded again") == 1
    assert "secret.py" not in page


def test_worked_solutions_stand_at_the_end_and_nothing_in_them_runs() -> None:
    code = "def mse(y_hat, y):\n    return '<script>alert(1)</script>'"
    page = feedback_page(report("ada", 4), TITLE, {"mse": code})

    assert "<h2>Worked solutions</h2>" in page
    assert page.index("<h2>Exercises</h2>") < page.index("mse: a worked solution")
    assert "<script>alert" not in page
    assert "Compare this one with yours" in page
    assert "Worked solutions" not in feedback_page(report("ada", 4), TITLE)
