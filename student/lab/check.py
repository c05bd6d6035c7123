"""`lab.check`: run the visible checks of an exercise at once, and say kindly what holds and what does not."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from lab.checking import exercises
from lab.checking.api import CheckFailed, CheckSkipped, NotAttempted, Student
from lab.checking.exercises import Exercise
from lab.checking.results import Finding, Verdict, remember
from lab.checking.timeout import SECONDS, CheckTimeout, wait_for
from lab.checking.tracing_caller import Witness, place
from lab.display import live_cards
from lab.display.cards import Card, Part, Preformatted, Paragraph, card, rows, show, unknown
from lab.predicting import unit_questions
from lab.predicting.prediction_file import PredictionFile
from lab.predicting.question_types import Question

MARKS = {"passed": "✓ passed", "failed": "✗ not yet", "not started": "– not started"}
MOST_LINES = 8


class Interrupted(KeyboardInterrupt):
    """A student's own interrupt: the cells after this one do not run, and the page shows one line instead of thirty."""

    def _render_traceback_(self) -> list[str]:
        return ["Interrupted: the cells that were to follow have not been run."]


def check(name: str, function: object = None) -> None:
    """Show what the visible checks say of an exercise, or how far a prediction has come."""
    asked = unit_questions.find(name)
    if asked is not None:
        live_cards.lay(f"check {name}", lambda: _state(asked))
        return
    exercise = exercises.find(name)
    if exercise is None:
        show(unknown("exercise", name, exercises.names()))
        return
    function = exercises.in_notebook(name) if function is None else function
    if not callable(function):
        show(_no_function(name, function))
        return
    verdict = judge(exercise, function)
    show(_card(verdict))
    live_cards.refresh()
    if verdict.interrupted:
        raise Interrupted


def judge(exercise: Exercise, function: object) -> Verdict:
    """Run the visible checks and remember how they ended."""
    found = findings(exercise.checks, exercise.name, function)
    return remember(Verdict(exercise.name, exercise.worth, tuple(found)))


def findings(checks: type, name: str, function: object) -> list[Finding]:
    """Run the visible checks of one class on a function; a wrong answer stops none of them, an endless loop does.

    They may ask for what stands beside the function, too: a method is written for a class.
    """
    beside = getattr(function, "__globals__", {})
    witness = Witness({**beside, name: function}, getattr(function, "__module__", None) or "__main__")
    student = Student(witness, {name: checks.__returns__})  # type: ignore[attr-defined]
    found: list[Finding] = []
    for method in [method for key, method in vars(checks).items() if key.startswith("test_")]:
        title = (inspect.getdoc(method) or method.__name__).split("\n")[0]
        worth: int = method.__points__
        if found and found[-1].outcome == "stopped":
            found.append(Finding(title, "stopped", worth, interrupted=found[-1].interrupted))
        else:
            found.append(_finding(partial(method, checks(), student), witness, title, worth))
    return found


def _finding(run: Callable[[], None], witness: Witness, title: str, worth: int) -> Finding:
    witness.place, witness.printed = "", ""
    try:
        wait_for(run)
    except NotAttempted:
        return Finding(title, "not started", worth)
    except CheckFailed as failure:
        where = witness.place if " raised " in failure.message else ""
        return Finding(title, "failed", worth, failure.message, failure.hint, where, witness.printed)
    except CheckSkipped as skipped:
        return Finding(title, "failed", worth, skipped.reason)
    except AssertionError:
        return Finding(title, "failed", worth, printed=witness.printed)
    except CheckTimeout as stop:
        message = f"your code was still running after {SECONDS:g} seconds, so it was stopped"
        hint = "What makes your loop end? Print what it waits for."
        where = place(stop.__traceback__, witness.module)
        return Finding(title, "stopped", worth, message, hint, where, witness.printed)
    except KeyboardInterrupt as stop:
        where = place(stop.__traceback__, witness.module)
        message = "you interrupted it while it was running"
        return Finding(title, "stopped", worth, message, None, where, witness.printed, interrupted=True)
    except SystemExit:
        return Finding(title, "failed", worth, "your code ends Python (`exit` or `quit`)", "Take that line out.")
    except Exception as error:  # noqa: BLE001 - an answer may be anything, and break what looks at it
        message = f"the check cannot read what came back ({type(error).__name__}: {error})"
        hint = "Is it what the docstring promises, each part of it?"
        return Finding(title, "failed", worth, message, hint, printed=witness.printed)
    return Finding(title, "passed", worth, printed=witness.printed)


def _card(verdict: Verdict) -> Card:
    name = verdict.exercise
    if verdict.state == "not started":
        words = (
            f"`{name}` is not started yet. Replace `raise NotImplementedError()` by your code and run the cell above."
        )
        return card(name, words, tone="waiting")
    waiting = f"{verdict.hidden} of this exercise's {verdict.worth} points wait for it"
    return card(
        f"{name}: {verdict.earned} of {verdict.visible} visible points",
        *(
            part
            for before, finding in pairwise((None, *verdict.findings))
            if finding
            for part in _lines(finding, before)
        ),
        *_printed("".join(finding.printed for finding in verdict.findings)),
        Paragraph(f"The grader checks more, on other data: {waiting}.", small=True),
        tone="good" if verdict.state == "passed" else "wrong",
    )


def _lines(finding: Finding, before: Finding | None) -> Iterator[Part]:
    """What one check says; the same exception in every check is told once."""
    mark = "■ stopped" if finding.message else "– not tried"
    yield rows([(MARKS.get(finding.outcome, mark), finding.title)])
    if before and finding.place and (finding.message, finding.place) == (before.message, before.place):
        yield Paragraph("The same again.", small=True)
        return
    if finding.message:
        yield Paragraph(f"{finding.message[0].upper()}{finding.message[1:]}.".replace("..", "."))
    if finding.place:
        yield Paragraph(f"In {finding.place}")
    if finding.hint and finding.outcome != "passed":
        yield Paragraph(f"Hint: {finding.hint}")


def _printed(text: str) -> Iterator[Part]:
    """What the student's code printed while it was checked: hints ask for prints, so they must be seen."""
    lines = text.rstrip().split("\n")
    if not text.strip():
        return
    more = [f"… and {len(lines) - MOST_LINES} lines more"] if len(lines) > MOST_LINES else []
    yield Paragraph("Printed by your code while it was checked:", small=True)
    yield Preformatted("\n".join([*(line[:200] for line in lines[:MOST_LINES]), *more]))


def _state(asked: Question) -> Card:
    """How far a prediction has come; never whether it is right."""
    kept = PredictionFile().get(asked)
    done = (kept is not None) + (kept is not None and kept.explanation is not None)
    lines = [
        ("locked in", asked.format(kept.answer) if kept else "not yet"),
        ("explanation", asked.explanations[kept.explanation] if kept and kept.explanation else "not yet"),
    ]
    return card(f"{asked.id}: {done} of 2 steps done", rows(lines), tone="kept" if done == 2 else "waiting")


def _no_function(name: str, value: object) -> Card:
    words = (
        f"There is no function `{name}` yet. Run the cell that defines it, then this one."
        if value is None
        else f"`{name}` should be a function here; it is {type(value).__name__}. Pass it without calling it: "
        f'`lab.check("{name}", {name})`. If the name has come to mean something else, run the cell that defines it.'
    )
    return card(f"{name}: nothing to check", words, tone="trouble")
