"""Runs the visible checks of an exercise on a function. Whatever the function does becomes a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from lab.checking import cell_problems, exercises, results
from lab.checking.api import CheckFailed, CheckSkipped, NotAttempted, Student
from lab.checking.exercises import Exercise, VisibleCheck
from lab.checking.results import CheckResult, ExerciseResult
from lab.checking.timeout import DEFAULT_SECONDS, CheckTimeout, run_with_timeout
from lab.checking.tracing_caller import TracingCaller, error_location


class Interrupted(KeyboardInterrupt):
    """A student's own interrupt: stops the cells after this one, with one line in place of a traceback."""

    def _render_traceback_(self) -> list[str]:
        return ["Interrupted: the cells that were to follow have not been run."]


def check_exercise(exercise: Exercise, function: object, seconds: float = DEFAULT_SECONDS) -> ExerciseResult:
    """Run the visible checks; of the notebook's own function, store the result as the latest."""
    checks = tuple(run_checks(exercise, function, seconds))
    if exercises.notebook_value(exercise.name) is not function:
        return ExerciseResult(exercise.name, exercise.max_points, checks)
    problem = cell_problems.problem_of(exercise.name, checks)
    result = results.latest[exercise.name] = ExerciseResult(exercise.name, exercise.max_points, checks, problem)
    return result


def run_checks(exercise: Exercise, function: object, seconds: float = DEFAULT_SECONDS) -> list[CheckResult]:
    """Run each visible check for at most `seconds`. After one that had to be stopped, the others are not run.

    Checks may also call names from the function's module: a method needs its class.
    """
    namespace = getattr(function, "__globals__", {})
    module = getattr(function, "__module__", None) or "__main__"
    caller = TracingCaller({**namespace, exercise.name: function}, module)
    student = Student(caller, {exercise.name: exercise.check_class.__returns__})  # type: ignore[attr-defined]
    checks: list[CheckResult] = []
    for check in exercise.visible_checks:
        if checks and checks[-1].outcome == "stopped":
            checks.append(CheckResult(check.title, "stopped", check.points, interrupted=checks[-1].interrupted))
        else:
            run = partial(check.method, exercise.check_class(), student)
            result = _run_check(partial(run_with_timeout, run, seconds), caller, check, seconds)
            checks.append(replace(result, printed=caller.printed, printed_lines=caller.printed_lines))
    return checks


def _run_check(run: Callable[[], None], caller: TracingCaller, check: VisibleCheck, seconds: float) -> CheckResult:
    caller.forget()
    result = partial(CheckResult, check.title, points=check.points)
    try:
        run()
    except NotAttempted:
        return result("not started", function=caller.function)
    except CheckFailed as failure:
        location = caller.location if " raised " in failure.message else ""
        return result("failed", message=failure.message, hint=failure.hint, location=location)
    except CheckSkipped as skip:
        return result("failed", message=skip.reason)
    except AssertionError:
        return result("failed")
    except CheckTimeout as stop:
        message = f"your code was still running after {seconds:g} seconds, so it was stopped"
        hint = "What makes your loop end? Print what it waits for."
        location = error_location(stop.__traceback__, caller.module)
        return result("stopped", message=message, hint=hint, location=location)
    except KeyboardInterrupt as interrupt:
        location = error_location(interrupt.__traceback__, caller.module)
        message = "you interrupted it while it was running"
        return result("stopped", message=message, location=location, interrupted=True)
    except SystemExit:
        return result("failed", message="your code ends Python (`exit` or `quit`)", hint="Take that line out.")
    except Exception as error:  # noqa: BLE001 - a student's value may raise whatever it likes when it is used
        message = f"the check cannot read what came back ({type(error).__name__}: {error})"
        hint = "Is it what the docstring promises, each part of it?"
        return result("failed", message=message, hint=hint)
    return result("passed")
