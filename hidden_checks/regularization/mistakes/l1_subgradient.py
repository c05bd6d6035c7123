"""Wrong and right ways to write `l1_subgradient`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.regularization.mistakes import hints

SIGN = "test_is_a_sign_and_nothing_at_zero"
ZERO = "Which slopes touch abs(w) from below at 0? Which of them lies in the middle?"


@mistake("slope-at-zero-not-zero", "l1_subgradient", hint=ZERO, fails=SIGN)
def slope_by_division(w):
    return w / np.abs(w)


@mistake("slope-at-zero-not-zero", "l1_subgradient", hint=ZERO, fails=SIGN)
def slope_of_one_at_zero(w):
    return np.where(w >= 0, 1.0, -1.0)


@mistake("slope-at-zero-not-zero", "l1_subgradient", hint=ZERO, fails=SIGN)
def slope_of_minus_one_at_zero(w):
    return np.where(w > 0, 1.0, -1.0)


@mistake(
    "another-penalty",
    "l1_subgradient",
    hint="That is the slope of the squared penalty. How steep is abs(w)?",
    fails=SIGN,
)
def slope_of_the_square(w):
    return 2 * w


@mistake(
    "penalty-instead-of-its-slope",
    "l1_subgradient",
    hint="The penalty, or its slope? One number per weight should come back.",
    fails=SIGN,
)
def slope_as_the_penalty(w):
    return np.sum(np.abs(w))


@mistake(
    "penalty-instead-of-its-slope",
    "l1_subgradient",
    hint="The penalty, or its slope? How steep is abs(w) at 20?",
    fails=SIGN,
)
def slope_as_the_size(w):
    return np.abs(w)


@mistake("opposite-sign", "l1_subgradient", hint="Right of zero, does abs(w) rise or fall?", fails=SIGN)
def slope_turned(w):
    return -np.sign(w)


@mistake("tiny-taken-for-zero", "l1_subgradient", hint="Try a weight of 1e-9: small, but is it zero?", fails=SIGN)
def slope_with_tiny_as_zero(w):
    return np.where(np.abs(w) < 1e-6, 0.0, np.sign(w))


@mistake(
    "tiny-taken-for-zero",
    "l1_subgradient",
    hint="What is your slope at w = 1e-5? And what is the slope of abs(w) there?",
    fails=SIGN,
)
def slope_made_smooth(w):
    return w / np.sqrt(w**2 + 1e-8)


@mistake("arguments-changed", "l1_subgradient", hint="Print `w` before and after the call: is it the same?", fails=SIGN)
def slope_written_into_w(w):
    w[w > 0] = 1
    w[w < 0] = -1
    return w


@mistake("nothing-returned", "l1_subgradient", hint=hints.NO_RETURN, fails=SIGN)
def slope_only_printed(w):
    print(np.sign(w))


@right("l1_subgradient")
def slope_by_a_loop(w):
    slopes = []
    for value in w:
        if value > 0:
            slopes.append(1.0)
        elif value < 0:
            slopes.append(-1.0)
        else:
            slopes.append(0.0)
    return np.array(slopes)


@right("l1_subgradient")
def slope_by_comparison(w):
    return (w > 0).astype(int) - (w < 0).astype(int)
