"""Wrong and right ways to write `classify_run`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.learning_rate.mistakes import hints

EVERY = "test_knows_every_kind_of_run"
WHOLE = "Which entries can be inf or nan: only the last?"
RELATIVE = "Losses in millions, or in millionths: relative to what should 1e-6 be taken?"


@mistake(
    "blind-to-nan",
    "classify_run",
    hint="Is nan larger than 5? Ask Python, then think of your comparison.",
    fails=EVERY,
)
def run_judged_without_looking_for_nan(losses):
    if losses[-1] > losses[0] * (1 + 1e-6):
        return "diverging"
    if abs(losses[-1] - losses[0]) <= 1e-6 * losses[0]:
        return "stalled"
    return "converging"


@mistake("only-the-last-loss-checked", "classify_run", hint=WHOLE, fails=EVERY)
def run_judged_by_a_finite_end(losses):
    if not np.isfinite(losses[-1]) or losses[-1] > losses[0] * (1 + 1e-6):
        return "diverging"
    if abs(losses[-1] - losses[0]) <= 1e-6 * losses[0]:
        return "stalled"
    return "converging"


@mistake(
    "only-inf-checked",
    "classify_run",
    hint="What is np.isinf(np.nan)? Is there a function that finds both?",
    fails=EVERY,
)
def run_judged_by_inf_alone(losses):
    if np.any(np.isinf(losses)) or losses[-1] > losses[0] * (1 + 1e-6):
        return "diverging"
    if abs(losses[-1] - losses[0]) <= 1e-6 * losses[0]:
        return "stalled"
    return "converging"


@mistake(
    "any-rise-taken-for-divergence",
    "classify_run",
    hint="Can a run rise once and still end far below its start? Which two losses are compared?",
    fails=EVERY,
)
def run_judged_by_any_rise(losses):
    if not np.all(np.isfinite(losses)) or np.any(np.diff(losses) > 1e-6 * losses[0]):
        return "diverging"
    if abs(losses[-1] - losses[0]) <= 1e-6 * losses[0]:
        return "stalled"
    return "converging"


@mistake(
    "last-two-losses-compared",
    "classify_run",
    hint="You compare the last two losses. Which two are asked for?",
    fails=EVERY,
)
def run_judged_by_its_last_step(losses):
    if not np.all(np.isfinite(losses)) or losses[-1] > losses[-2] * (1 + 1e-6):
        return "diverging"
    if abs(losses[-1] - losses[-2]) <= 1e-6 * losses[-2]:
        return "stalled"
    return "converging"


@mistake("absolute-margin", "classify_run", hint=RELATIVE, fails=EVERY)
def run_judged_by_an_absolute_margin(losses):
    if not np.all(np.isfinite(losses)) or losses[-1] > losses[0] + 1e-6:
        return "diverging"
    if abs(losses[-1] - losses[0]) <= 1e-6:
        return "stalled"
    return "converging"


@mistake(
    "no-margin",
    "classify_run",
    hint="Two losses that agree to ten digits: is that a run that gets anywhere?",
    fails=EVERY,
)
def run_judged_without_any_margin(losses):
    if not np.all(np.isfinite(losses)) or losses[-1] > losses[0]:
        return "diverging"
    return "stalled" if losses[-1] == losses[0] else "converging"


@mistake("never-stalled", "classify_run", hint="What does yours say of a run that stays where it is?", fails=EVERY)
def run_judged_by_two_words(losses):
    if np.all(np.isfinite(losses)) and losses[-1] <= losses[0]:
        return "converging"
    return "diverging"


@mistake(
    "other-words",
    "classify_run",
    title="Other words than asked for",
    hint="Compare your three words with the ones in the docstring.",
    fails=EVERY,
)
def run_judged_in_other_words(losses):
    if not np.all(np.isfinite(losses)) or losses[-1] > losses[0] * (1 + 1e-6):
        return "diverged"
    if abs(losses[-1] - losses[0]) <= 1e-6 * losses[0]:
        return "stalled"
    return "converged"


@mistake("nothing-returned", "classify_run", hint=hints.NO_RETURN, fails=EVERY)
def run_judged_on_the_screen(losses):
    print("converging" if losses[-1] < losses[0] else "diverging")


@right("classify_run")
def run_judged_by_a_ratio(losses):
    ratio = losses[-1] / losses[0]
    if not np.isfinite(losses).all() or ratio - 1 > 1e-6:
        return "diverging"
    return "stalled" if np.isclose(ratio, 1, rtol=0, atol=1e-6) else "converging"


@right("classify_run")
def run_judged_with_a_loop(losses):
    for loss in losses:
        if loss != loss or loss in (float("inf"), float("-inf")):
            return "diverging"
    change = (losses[-1] - losses[0]) / losses[0]
    if change > 1e-6:
        return "diverging"
    if change < -1e-6:
        return "converging"
    return "stalled"
