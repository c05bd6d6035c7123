"""Wrong and right ways to write `steps_needed`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.learning_rate.mistakes import hints

COUNTED = "test_agrees_with_a_run_that_is_counted"
WHOLE = "test_is_a_whole_number_for_narrow_and_for_round_valleys"
ERROR = "Is it the error that is to shrink to eps, or the loss?"
ROUND = "In a round valley the factor is 0: what is the logarithm of 0, and how many steps does it take?"


@mistake(
    "steps-not-a-whole-number",
    "steps_needed",
    hint="Can a run make half a step? Which type does the docstring ask for?",
    fails=WHOLE,
)
def steps_not_rounded(kappa, eps):
    if kappa == 1:
        return 1.0
    return np.log(eps) / np.log((kappa - 1) / (kappa + 1))


@mistake(
    "steps-not-a-whole-number",
    "steps_needed",
    hint="Can a run make half a step? Which type does the docstring ask for?",
    fails=WHOLE,
)
def steps_as_a_float(kappa, eps):
    if kappa == 1:
        return 1.0
    return np.ceil(np.log(eps) / np.log((kappa - 1) / (kappa + 1)))


@mistake("steps-of-the-loss", "steps_needed", hint=ERROR, fails=COUNTED)
def steps_of_the_loss(kappa, eps):
    if kappa == 1:
        return 1
    return int(np.ceil(np.log(eps) / (2 * np.log((kappa - 1) / (kappa + 1)))))


@mistake(
    "steps-at-a-slower-rate",
    "steps_needed",
    hint="That is the factor at 1 / lambda_max. Which one belongs to the best rate?",
    fails=COUNTED,
)
def steps_at_a_slower_rate(kappa, eps):
    if kappa == 1:
        return 1
    return int(np.ceil(np.log(eps) / np.log(1 - 1 / kappa)))


@mistake(
    "steps-of-heavy-ball",
    "steps_needed",
    hint="The root of kappa belongs to another method, with momentum.",
    fails=COUNTED,
)
def steps_of_heavy_ball(kappa, eps):
    root = np.sqrt(kappa)
    if kappa == 1:
        return 1
    return int(np.ceil(np.log(eps) / np.log((root - 1) / (root + 1))))


@mistake(
    "two-kinds-of-logarithm", "steps_needed", hint="Both logarithms need the same base: are yours alike?", fails=COUNTED
)
def steps_with_two_kinds_of_logarithm(kappa, eps):
    if kappa == 1:
        return 1
    return int(np.ceil(np.log10(eps) / np.log((kappa - 1) / (kappa + 1))))


@mistake(
    "kappa-as-the-number-of-steps",
    "steps_needed",
    hint="By which factor does a single step shrink the error, for kappa = 3?",
    fails=COUNTED,
)
def steps_as_kappa(kappa, eps):
    return int(np.ceil(kappa * np.log(1 / eps)))


@mistake("round-valley-forgotten", "steps_needed", hint=ROUND, fails=WHOLE)
def steps_without_thought_for_a_round_valley(kappa, eps):
    with np.errstate(divide="ignore"):
        return int(np.ceil(np.log(eps) / np.log((kappa - 1) / (kappa + 1))))


@mistake("round-valley-forgotten", "steps_needed", hint=ROUND, fails=WHOLE)
def steps_that_divide_by_zero(kappa, eps):
    import math

    return math.ceil(math.log(eps) / math.log((kappa - 1) / (kappa + 1)))


@mistake(
    "rule-of-thumb",
    "steps_needed",
    hint="Try it on a nearly round valley, kappa = 1.1: how many steps does it say?",
    fails=WHOLE,
)
def steps_by_the_rule_of_thumb(kappa, eps):
    return int(np.ceil(kappa / 2 * np.log(1 / eps)))


@mistake("nothing-returned", "steps_needed", hint=hints.NO_RETURN, fails=COUNTED)
def steps_only_printed(kappa, eps):
    print(int(np.ceil(np.log(eps) / np.log((kappa - 1) / (kappa + 1)))))


@right("steps_needed")
def steps_counted_in_a_loop(kappa, eps):
    left, steps = 1.0, 0
    while left > eps:
        left *= (kappa - 1) / (kappa + 1)
        steps += 1
    return steps


@right("steps_needed")
def steps_rounded_down_and_one_more(kappa, eps):
    if kappa == 1:
        return 1
    return int(np.log(1 / eps) / np.log((kappa + 1) / (kappa - 1))) + 1


@right("steps_needed")
def steps_as_an_array_without_axes(kappa, eps):
    if kappa <= 1:
        return np.array(1)
    factor = (kappa - 1) / (kappa + 1)
    return np.array(np.ceil(np.log(eps) / np.log(factor)), dtype=int)
