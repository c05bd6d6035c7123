"""A student's evening with the handout, in a real browser on a real JupyterLab, and the marks for it afterwards."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbgrader.api import Gradebook

from tests.student.conftest import UNIT
from tests.student.desk import CARD, Desk
from tests.student.jupyter import Jupyter, serving

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WRONG = """def train_step(x, y, w, b, lr):
    r = w * x + b - y
    return float(w + lr * 2 * np.mean(r * x)), float(b - lr * 2 * np.mean(r)), float(np.mean(r**2))"""
RIGHT = WRONG.replace("w + lr", "w - lr")
ENDLESS = "def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):\n    while n_steps > 0:\n        w0 = w0 - lr"
SLIP = "def gap_report(w_fit, b_fit, w_star, b_star, w_true, b_true):\n    return {'opt_w': w_fit - w_sta}"
STEP, DRAWN = 'lab.check("train_step"', '@lab.reveal("first-loss")'
WIDTHS = {"wide": 1280, "narrow": 480}


@dataclass
class Evening:
    """What was seen, in the order it was seen; the student's folder; what axe found."""

    folder: Path
    seen: dict[str, str] = field(default_factory=dict)
    faults: dict[str, list[Any]] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)

    def file(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def views(self, name: str) -> list[str]:
        """What the saved notebook holds as outputs of the cell, by kind."""
        cells = [cell for cell in self.file(f"{UNIT}.ipynb")["cells"] if cell["id"] == name]
        return [kind for output in cells[0]["outputs"] for kind in output.get("data", {})]


def accessible(desk: Desk, evening: Evening, name: str) -> None:
    """Ask axe about all cards and the buttons below them."""
    found = Axe().run(desk.page, context=[[CARD], [".jupyter-widgets"]])
    evening.faults[name] = [
        (fault["id"], node["html"]) for fault in found.response["violations"] for node in fault["nodes"]
    ]


def meet_the_gate(desk: Desk, evening: Evening) -> None:
    desk.menu("Run", "Run All Cells")
    evening.seen["start"] = desk.says("import lab", "40 points")
    evening.seen["stub"] = desk.says(STEP, "not started")
    evening.seen["gate"] = desk.says(DRAWN, "waits for your prediction")
    desk.says("run = fit_line", "NotImplementedError")
    accessible(desk, evening, "before any answer")
    desk.picture("question", 'lab.predict("first-within-a-tenth")')
    desk.picture("gate", DRAWN)


def predict_by_mouse(desk: Desk, evening: Evening) -> None:
    answers = desk.output('lab.predict("first-within-a-tenth")')
    answers.get_by_role("button", name="w", exact=True).click()
    answers.get_by_role("button", name="b", exact=True).click()
    answers.get_by_role("button", name="✓ b").wait_for()
    answers.get_by_role("button", name="Lock in").click()
    evening.seen["mouse"] = desk.says('lab.predict("first-within-a-tenth")', "locked in")


def predict_by_keyboard(desk: Desk, evening: Evening) -> None:
    desk.go_to('lab.predict("first-loss")')
    desk.tab_to("Your number")
    desk.page.keyboard.type("22,25", delay=0)
    desk.page.keyboard.press("Enter")
    evening.seen["number by keyboard"] = desk.says('lab.predict("first-loss")', "locked in")
    evening.seen["focus after Enter"] = desk.focus()
    desk.tab_to("✓ Lock in")
    desk.go_to('lab.predict("b-close-to-truth")')
    desk.tab_to("no")
    desk.page.keyboard.press("Space")
    desk.tab_to("Lock in")
    desk.page.keyboard.press("Enter")
    evening.seen["choice by keyboard"] = desk.says('lab.predict("b-close-to-truth")', "locked in")
    evening.seen["gate after the answer"] = desk.says(DRAWN, "Run this cell again")


def write_code(desk: Desk, evening: Evening) -> None:
    desk.write("def train_step", WRONG)
    desk.run(STEP)
    evening.seen["wrong"] = desk.says(STEP, "Hint")
    desk.picture("hint", STEP)
    desk.write("def train_step", RIGHT)
    desk.run(STEP)
    evening.seen["right"] = desk.says(STEP, "2 of 2 visible points")
    desk.picture("right", STEP)
    desk.write("def gap_report", SLIP)
    desk.run('lab.check("gap_report"')
    evening.seen["slip"] = desk.says('lab.check("gap_report"', "NameError")


def stop_a_loop(desk: Desk, evening: Evening) -> None:
    desk.write("def fit_line", ENDLESS)
    desk.run('lab.check("fit_line"')
    desk.page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').wait_for()
    desk.menu("Kernel", "Interrupt Kernel")
    evening.seen["loop"] = desk.says('lab.check("fit_line"', "You interrupted it")
    desk.picture("interrupted", 'lab.check("fit_line"')
    desk.write("def fit_line", "def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):\n    raise NotImplementedError()")


def see_and_say_why(desk: Desk, evening: Evening) -> None:
    desk.run(DRAWN)
    evening.seen["outcome"] = desk.says(DRAWN, "what happened")
    desk.run('lab.explain("first-loss")')
    reasons = desk.output('lab.explain("first-loss")')
    reasons.get_by_role("button", name="old", exact=True).click()
    reasons.get_by_role("button", name="Keep").click()
    evening.seen["why"] = desk.says('lab.explain("first-loss")', "your explanation")
    evening.seen["steps"] = desk.says('lab.check("first-loss")', "2 of 2 steps done")
    desk.run('lab.explain("first-within-a-tenth")')
    desk.run('lab.predict("gap-of-b")')
    desk.says('lab.predict("gap-of-b")', "No buttons")
    last = "".join(evening.file(f"{UNIT}.ipynb")["cells"][-1]["source"])
    desk.run(last)
    evening.seen["progress"] = desk.says(last, "what is done")
    desk.picture("outcome", DRAWN)
    desk.picture("why", 'lab.explain("first-within-a-tenth")')
    desk.picture("progress", last)


def close_and_come_back(desk: Desk, evening: Evening) -> None:
    desk.save()
    desk.restart()
    desk.reload()
    evening.seen["first-within-a-tenth on return"] = desk.says('lab.predict("first-within-a-tenth")', "locked in")
    evening.seen["gap-of-b on return"] = desk.says('lab.predict("gap-of-b")', "Run this cell again")
    evening.seen["check on return"] = desk.says(STEP, "2 of 2 visible points")
    desk.picture("unanswered-after-restart", 'lab.predict("gap-of-b")')
    for source in ("import lab", "def train_step", STEP, DRAWN, 'lab.predict("gap-of-b")'):
        desk.run(source)
    evening.seen["outcome after restart"] = desk.says(DRAWN, "22.25")
    desk.output('lab.predict("gap-of-b")').get_by_role("button", name="half").wait_for()
    desk.save()


def look(desk: Desk, server: Jupyter, evening: Evening) -> None:
    """Light and dark, wide and narrow: pictures for people, and axe."""
    for theme in ("Light", "Dark"):
        if theme == "Dark":
            server.use_theme("JupyterLab Dark")
            desk.reload()
        for name, width in WIDTHS.items():
            desk.page.set_viewport_size({"width": width, "height": 2400})
            desk.cell('lab.predict("first-loss")').evaluate("cell => cell.scrollIntoView({block: 'start'})")
            desk.picture(f"notebook-{theme.lower()}-{name}")
            accessible(desk, evening, f"{theme}, {name}")


@pytest.fixture(scope="module")
def evening(handed_out: Path, browser: Any, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    course = handed_out.parents[1]
    mine = course / "submitted" / "s001" / UNIT
    shutil.copytree(handed_out, mine)
    evening = Evening(mine)
    with serving(mine, tmp_path_factory.mktemp("home")) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        desk = Desk(page, server.page_of(f"{UNIT}.ipynb"), pictures)
        for act in (meet_the_gate, predict_by_mouse, predict_by_keyboard, write_code, stop_a_loop, see_and_say_why):
            act(desk, evening)
        close_and_come_back(desk, evening)
        look(desk, server, evening)
        evening.strangers = desk.strangers
        page.close()
    return evening


def test_an_outcome_stays_closed_until_something_is_predicted(evening: Evening) -> None:
    assert "what happened" not in evening.seen["gate"]
    assert "Run this cell again to see what happens" in evening.seen["gate after the answer"]


def test_a_prediction_is_locked_in_by_mouse_and_by_keyboard_alone(evening: Evening) -> None:
    kept = evening.file("predictions.json")["predictions"]

    assert {name: entry["answer"] for name, entry in kept.items()} == {
        "first-within-a-tenth": "b",
        "b-close-to-truth": "no",
        "first-loss": 22.25,
    }
    assert "you predictedb, the intercept" in evening.seen["mouse"]
    assert evening.seen["focus after Enter"] == "Your number", "the keyboard stays where it was"


def test_a_wrong_step_gets_its_hint_and_the_mended_one_its_points(evening: Evening) -> None:
    assert "Hint: Write down r" in evening.seen["wrong"]
    assert "4 of this exercise's 6 points wait for it" in evening.seen["right"]
    assert "In gap_report, line 2: return {'opt_w': w_fit - w_sta}" in evening.seen["slip"]


def test_an_interrupted_check_is_a_card_and_not_a_traceback(evening: Evening) -> None:
    assert "In fit_line, line" in evening.seen["loop"]
    assert "Traceback" not in evening.seen["loop"]


def test_outcome_reason_and_progress_follow_each_other(evening: Evening) -> None:
    assert "you predicted22.25what happened22.16" in evening.seen["outcome"]
    assert "train_step✓ 2 of 2 visible points" in evening.seen["progress"]
    assert "explain first-within-a-tenth, explain b-close-to-truth, predict gap-of-b" in evening.seen["progress"]
    assert "training-loop.ipynb and predictions.json" in evening.seen["progress"]


def test_after_restart_and_reload_everything_is_still_there(evening: Evening) -> None:
    assert "b, the intercept" in evening.seen["first-within-a-tenth on return"]
    assert "mostly noise" in evening.seen["gap-of-b on return"], (
        "a question whose buttons are gone can be read and answered"
    )
    assert "you predicted22.25" in evening.seen["outcome after restart"]
    assert not [
        view for view in evening.views("first-within-a-tenth") + evening.views("first-loss") if "widget" in view
    ]


def test_cards_have_no_fault_that_axe_knows(evening: Evening) -> None:
    assert len(evening.faults) == 5
    assert not {name: found for name, found in evening.faults.items() if found}


def test_nothing_is_fetched_from_elsewhere(evening: Evening) -> None:
    assert evening.strangers == []


def test_both_roads_give_that_very_folder_the_same_marks(evening: Evening) -> None:
    course = evening.folder.parents[2]
    line = [sys.executable, "-m", "autograder", "grade", UNIT, "submitted", "--json", "-"]
    direct = subprocess.run(line, cwd=course, capture_output=True, text=True, check=False)
    line = [sys.executable, "-m", "nbgrader", "autograde", UNIT]
    stock = subprocess.run(line, cwd=course, capture_output=True, text=True, check=False)
    report = json.loads(direct.stdout)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        stored = gradebook.find_submission(UNIT, "s001").score

    assert (direct.returncode, stock.returncode) == (0, 0), direct.stderr + stock.stderr
    (one,) = report if isinstance(report, list) else report.get("reports", [report])
    assert one["score"] == stored == 6 + 2 + 1 + 1, (
        "train_step, first-loss with its reason, first-within-a-tenth and b-close-to-truth without"
    )
