"""A student works through a handout, in a real browser on a real JupyterLab, and the result is graded."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbgrader.api import Gradebook

from tests.commands import run_command
from tests.student.conftest import UNIT
from tests.student.jupyter_server import JupyterServer
from tests.student.notebook_page import CARD, NotebookPage

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WRONG = """def train_step(x, y, w, b, lr):
    r = w * x + b - y
    return float(w + lr * 2 * np.mean(r * x)), float(b - lr * 2 * np.mean(r)), float(np.mean(r**2))"""
RIGHT = WRONG.replace("w + lr", "w - lr")
ENDLESS = "def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):\n    while n_steps > 0:\n        w0 = w0 - lr"
STUB = "def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):\n    raise NotImplementedError()"
MISSPELT = "def gap_report(w_fit, b_fit, w_star, b_star, w_true, b_true):\n    return {'opt_w': w_fit - w_sta}"
STEP_CHECK, OUTCOME = 'lab.check("train_step"', '@lab.reveal("first-loss")'
WIDTHS = {"wide": 1280, "narrow": 480}


@dataclass
class Session:
    """The student's folder, the texts that were displayed at each step, and what else was observed."""

    folder: Path
    displayed: dict[str, str] = field(default_factory=dict)
    violations: dict[str, list[Any]] = field(default_factory=dict)
    external_requests: list[str] = field(default_factory=list)

    def read_json(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def output_types(self, name: str) -> list[str]:
        """Return the MIME types of a cell's outputs in the saved notebook."""
        cells = [cell for cell in self.read_json(f"{UNIT}.ipynb")["cells"] if cell["id"] == name]
        return [mime_type for output in cells[0]["outputs"] for mime_type in output.get("data", {})]


def check_accessibility(page: NotebookPage, session: Session, name: str) -> None:
    """Run axe on all cards and the widgets below them."""
    results = Axe().run(page.page, context=[[CARD], [".jupyter-widgets"]])
    session.violations[name] = [
        (violation["id"], node["html"]) for violation in results.response["violations"] for node in violation["nodes"]
    ]


def run_all_cells(page: NotebookPage, session: Session) -> None:
    page.choose_menu_entry("Run", "Run All Cells")
    session.displayed["start"] = page.wait_for_output("import lab", "40 points")
    session.displayed["stub"] = page.wait_for_output(STEP_CHECK, "not started")
    session.displayed["closed outcome"] = page.wait_for_output(OUTCOME, "waits for your prediction")
    page.wait_for_output("run = fit_line", "NotImplementedError")
    check_accessibility(page, session, "before any answer")
    page.take_screenshot("question", 'lab.predict("first-within-a-tenth")')
    page.take_screenshot("closed-outcome", OUTCOME)


def predict_with_the_mouse(page: NotebookPage, session: Session) -> None:
    answers = page.output('lab.predict("first-within-a-tenth")')
    answers.get_by_role("button", name="w", exact=True).click()
    answers.get_by_role("button", name="b", exact=True).click()
    answers.get_by_role("button", name="✓ b").wait_for()
    answers.get_by_role("button", name="Lock in").click()
    session.displayed["mouse"] = page.wait_for_output('lab.predict("first-within-a-tenth")', "locked in")


def predict_with_the_keyboard(page: NotebookPage, session: Session) -> None:
    page.move_to('lab.predict("first-loss")')
    page.tab_to("Your number")
    page.page.keyboard.type("22,25", delay=0)
    page.page.keyboard.press("Enter")
    session.displayed["number by keyboard"] = page.wait_for_output('lab.predict("first-loss")', "locked in")
    session.displayed["focus after Enter"] = page.focused_name()
    page.tab_to("✓ Lock in")
    page.move_to('lab.predict("b-close-to-truth")')
    page.tab_to("no")
    page.page.keyboard.press("Space")
    page.tab_to("Lock in")
    page.page.keyboard.press("Enter")
    session.displayed["choice by keyboard"] = page.wait_for_output('lab.predict("b-close-to-truth")', "locked in")
    session.displayed["outcome after the prediction"] = page.wait_for_output(OUTCOME, "Run this cell again")


def write_functions(page: NotebookPage, session: Session) -> None:
    page.replace_and_run("def train_step", WRONG)
    page.run(STEP_CHECK)
    session.displayed["wrong"] = page.wait_for_output(STEP_CHECK, "Hint")
    page.take_screenshot("hint", STEP_CHECK)
    page.replace_and_run("def train_step", RIGHT)
    page.run(STEP_CHECK)
    session.displayed["right"] = page.wait_for_output(STEP_CHECK, "2 of 2 visible points")
    page.take_screenshot("right", STEP_CHECK)
    page.replace_and_run("def gap_report", MISSPELT)
    page.run('lab.check("gap_report"')
    session.displayed["misspelt"] = page.wait_for_output('lab.check("gap_report"', "NameError")


def interrupt_an_endless_loop(page: NotebookPage, session: Session) -> None:
    page.replace_and_run("def fit_line", ENDLESS)
    page.run('lab.check("fit_line"')
    page.page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').wait_for()
    page.choose_menu_entry("Kernel", "Interrupt Kernel")
    session.displayed["interrupted"] = page.wait_for_output('lab.check("fit_line"', "You interrupted it")
    page.take_screenshot("interrupted", 'lab.check("fit_line"')
    page.replace_and_run("def fit_line", STUB)


def open_and_explain_the_outcome(page: NotebookPage, session: Session) -> None:
    page.run(OUTCOME)
    session.displayed["outcome"] = page.wait_for_output(OUTCOME, "what happened")
    page.run('lab.explain("first-loss")')
    explanations = page.output('lab.explain("first-loss")')
    explanations.get_by_role("button", name="new", exact=True).click()
    page.take_screenshot("question-why", 'lab.explain("first-loss")')
    explanations.get_by_role("button", name="Keep").click()
    session.displayed["explanation"] = page.wait_for_output('lab.explain("first-loss")', "which explanation holds")
    session.displayed["steps"] = page.wait_for_output('lab.check("first-loss")', "2 of 2 steps done")
    page.run('lab.explain("first-within-a-tenth")')
    page.wait_for_output('lab.explain("first-within-a-tenth")', "First look at the outcome")
    page.run('lab.predict("gap-of-b")')
    page.wait_for_output('lab.predict("gap-of-b")', "No buttons")
    code_cells = [cell for cell in session.read_json(f"{UNIT}.ipynb")["cells"] if cell["cell_type"] == "code"]
    last_cell = "".join(code_cells[-1]["source"])
    page.run(last_cell)
    session.displayed["progress"] = page.wait_for_output(last_cell, "what is done")
    page.take_screenshot("outcome", OUTCOME)
    page.take_screenshot("explanation", 'lab.explain("first-loss")')
    page.take_screenshot("progress", last_cell)


def restart_and_reload(page: NotebookPage, session: Session) -> None:
    page.save()
    page.restart_kernel()
    page.reload()
    for name, text in (("first-within-a-tenth", "locked in"), ("gap-of-b", "Run this cell again")):
        session.displayed[f"{name} after reload"] = page.wait_for_output(f'lab.predict("{name}")', text)
    session.displayed["check after reload"] = page.wait_for_output(STEP_CHECK, "2 of 2 visible points")
    page.take_screenshot("unanswered-after-restart", 'lab.predict("gap-of-b")')
    for source in ("import lab", "def train_step", STEP_CHECK, OUTCOME, 'lab.predict("gap-of-b")'):
        page.run(source)
    session.displayed["outcome after restart"] = page.wait_for_output(OUTCOME, "22.25")
    page.output('lab.predict("gap-of-b")').get_by_role("button", name="half").wait_for()
    page.save()


def view_in_all_themes_and_widths(page: NotebookPage, session: Session) -> None:
    for theme in ("Light", "Dark"):
        page.use_theme(f"JupyterLab {theme}")
        for name, width in WIDTHS.items():
            page.page.set_viewport_size({"width": width, "height": 2400})
            page.cell('lab.predict("first-loss")').evaluate("cell => cell.scrollIntoView({block: 'start'})")
            page.take_screenshot(f"notebook-{theme.lower()}-{name}")
            check_accessibility(page, session, f"{theme}, {name}")


@pytest.fixture(scope="module")
def session(handout: Path, server: JupyterServer, browser: Any, screenshots: Path | None) -> Session:
    """The whole session, in a folder of submissions."""
    folder = handout.parents[1] / "submitted" / "s001" / UNIT
    shutil.copytree(handout, folder)
    session = Session(folder)
    browser_page = browser.new_page()
    page = NotebookPage(browser_page, server.notebook_address(folder / f"{UNIT}.ipynb"), screenshots)
    for step in (
        run_all_cells,
        predict_with_the_mouse,
        predict_with_the_keyboard,
        write_functions,
        interrupt_an_endless_loop,
        open_and_explain_the_outcome,
        restart_and_reload,
        view_in_all_themes_and_widths,
    ):
        step(page, session)
    session.external_requests = page.external_requests
    browser_page.close()
    return session


def test_an_outcome_stays_closed_until_the_prediction(session: Session) -> None:
    assert "what happened" not in session.displayed["closed outcome"]
    assert "Run this cell again to see what happens" in session.displayed["outcome after the prediction"]


def test_predictions_are_locked_in_with_the_mouse_and_with_the_keyboard(session: Session) -> None:
    predictions = session.read_json("predictions.json")

    assert predictions.pop("schema") == "lab/predictions/v1"
    assert {name: entry["answer"] for name, entry in predictions.items()} == {
        "first-within-a-tenth": "b",
        "b-close-to-truth": "no",
        "first-loss": 22.25,
    }
    assert "you predictedb, the intercept" in session.displayed["mouse"]
    assert session.displayed["focus after Enter"] == "Your number", "Enter does not move the keyboard's focus"


def test_a_wrong_function_gets_a_hint_and_a_right_one_its_points(session: Session) -> None:
    assert "Hint: Write down the residuals" in session.displayed["wrong"]
    assert "4 of this exercise's 6 points wait for it" in session.displayed["right"]
    assert "In gap_report, line 2: return {'opt_w': w_fit - w_sta}" in session.displayed["misspelt"]


def test_an_interrupted_check_shows_a_card_and_no_traceback(session: Session) -> None:
    assert "In fit_line, line" in session.displayed["interrupted"]
    assert "Traceback" not in session.displayed["interrupted"]


def test_outcome_and_progress_show_what_was_done(session: Session) -> None:
    assert "you predicted22.25what happened22.16" in session.displayed["outcome"]
    assert "train_step✓ 2 of 2 visible points" in session.displayed["progress"]
    assert "explain first-within-a-tenth, explain b-close-to-truth, predict gap-of-b" in session.displayed["progress"]
    assert "training-loop.ipynb and predictions.json" in session.displayed["progress"]


def test_after_the_choice_the_card_tells_which_explanation_holds(session: Session) -> None:
    assert "✗ your choiceIt is the loss of the line to which" in session.displayed["explanation"]
    assert "✓ this one holdsIt is the loss of the flat line" in session.displayed["explanation"]
    assert session.displayed["explanation"].count("Why not:") == 3


def test_after_restart_and_reload_everything_is_still_there(session: Session) -> None:
    widgets = [
        mime_type
        for name in ("first-within-a-tenth", "first-loss")
        for mime_type in session.output_types(name)
        if "widget" in mime_type
    ]

    assert "b, the intercept" in session.displayed["first-within-a-tenth after reload"]
    assert "mostly noise" in session.displayed["gap-of-b after reload"], "a question without its buttons is readable"
    assert "you predicted22.25" in session.displayed["outcome after restart"]
    assert widgets == []


def test_cards_have_no_violation_that_axe_finds(session: Session) -> None:
    assert len(session.violations) == 5
    assert not {name: violations for name, violations in session.violations.items() if violations}


def test_nothing_is_requested_from_the_network(session: Session) -> None:
    assert session.external_requests == []


def test_autograder_and_nbgrader_give_the_folder_the_same_score(session: Session) -> None:
    course = session.folder.parents[2]
    graded = run_command(course, "autograder", "grade", UNIT, "submitted", "--json", "-")
    autograded = run_command(course, "nbgrader", "autograde", UNIT)
    content = json.loads(graded.stdout)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        score = gradebook.find_submission(UNIT, "s001").score

    assert (graded.returncode, autograded.returncode) == (0, 0), graded.stderr + autograded.stderr
    (report,) = content if isinstance(content, list) else content.get("reports", [content])
    assert report["score"] == score == 6 + 1 + 1 + 1, (
        "train_step, first-loss with an explanation that does not hold, first-within-a-tenth and b-close-to-truth"
    )
