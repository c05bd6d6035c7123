"""Wrong and right ways to write `soft_threshold`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.regularization.mistakes import hints

TAKES = "test_what_it_takes_away_is_never_more_than_t"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
SMALL = "What happens to a value smaller than t? And to one just above it: does your result jump there?"
OPPOSITE = "Give it -v: what should come back?"


@mistake("threshold-not-soft", "soft_threshold", hint=SMALL, fails=TAKES)
def soft_but_hard(v, t):
    return np.where(np.abs(v) > t, v, 0.0)


@mistake("threshold-not-soft", "soft_threshold", hint=SMALL, fails=TAKES)
def soft_without_a_floor(v, t):
    return np.sign(v) * (np.abs(v) - t)


@mistake("threshold-not-soft", "soft_threshold", hint=SMALL, fails=TAKES)
def soft_that_keeps_small_values(v, t):
    return np.where(np.abs(v) > t, v - t * np.sign(v), v)


@mistake("threshold-keeps-the-wrong-part", "soft_threshold", hint=OPPOSITE, fails=TAKES)
def soft_on_one_side(v, t):
    return np.maximum(v - t, 0.0)


@mistake("threshold-keeps-the-wrong-part", "soft_threshold", hint=OPPOSITE, fails=TAKES)
def soft_without_a_sign(v, t):
    return np.maximum(np.abs(v) - t, 0.0)


@mistake(
    "threshold-keeps-the-wrong-part",
    "soft_threshold",
    hint="You kept the part that should be cut off. What is left of v without it?",
    fails=TAKES,
)
def soft_as_a_clip(v, t):
    return np.clip(v, -t, t)


@mistake(
    "threshold-of-the-wrong-size",
    "soft_threshold",
    hint="A value of 100 should lose t, not a share of itself.",
    fails=TAKES,
)
def soft_by_division(v, t):
    return v / (1 + t)


@mistake(
    "threshold-of-the-wrong-size",
    "soft_threshold",
    hint="A value of 100 should lose t, not a share of itself.",
    fails=TAKES,
)
def soft_as_a_ridge_step(v, t):
    return v / (1 + 2 * t)


@mistake(
    "away-from-zero", "soft_threshold", hint="Towards zero, or away from it? Look at v = 3 and t = 1.", fails=TAKES
)
def soft_outwards(v, t):
    return np.where(np.abs(v) > t, v + t * np.sign(v), 0.0)


@mistake(
    "always-to-the-left",
    "soft_threshold",
    hint="Towards zero is to the left for some values, and to the right for others.",
    fails=TAKES,
)
def soft_to_the_left(v, t):
    return np.where(np.abs(v) > t, v - t, 0.0)


@mistake(
    "half-of-the-threshold",
    "soft_threshold",
    hint="At the minimum the slope of (z - v)²/2 is z - v: by how much does z fall short?",
    fails=TAKES,
)
def soft_by_half_of_t(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t / 2, 0.0)


@mistake("array-of-whole-numbers", "soft_threshold", hint=hints.WHOLE, fails=ANY)
def soft_into_whole_numbers(v, t):
    out = np.zeros_like(v)
    out[...] = np.sign(v) * np.maximum(np.abs(v) - t, 0.0)
    return out


@mistake(
    "works-for-one-number-only",
    "soft_threshold",
    hint="How many answers does `v > t` have when v is an array? And how many does `if` need?",
    fails=TAKES,
)
def soft_for_one_number(v, t):
    if v > t:
        return v - t
    if v < -t:
        return v + t
    return 0.0


@mistake(
    "works-for-arrays-only",
    "soft_threshold",
    hint="Give it a single number: what comes back should be one, too.",
    fails=ANY,
)
def soft_for_arrays_alone(v, t):
    return np.array([np.sign(value) * max(abs(value) - t, 0.0) for value in v])


@mistake("digits-lost", "soft_threshold", hint=hints.ROUNDED, fails=TAKES)
def soft_rounded(v, t):
    return np.round(np.sign(v) * np.maximum(np.abs(v) - t, 0.0), 1)


@mistake("arguments-changed", "soft_threshold", hint="Print `v` before and after the call: is it the same?", fails=ANY)
def soft_written_into_v(v, t):
    if np.ndim(v) == 0:
        return np.sign(v) * max(abs(v) - t, 0.0)
    sign = np.sign(v)
    v *= sign
    v -= t
    v[v < 0] = 0
    return sign * v


@mistake("nothing-returned", "soft_threshold", hint=hints.NO_RETURN, fails=TAKES)
def soft_only_printed(v, t):
    print(np.sign(v) * np.maximum(np.abs(v) - t, 0.0))


@right("soft_threshold")
def soft_as_the_rest_of_a_clip(v, t):
    return v - np.clip(v, -t, t)


@right("soft_threshold")
def soft_in_two_halves(v, t):
    return np.maximum(v - t, 0.0) - np.maximum(-v - t, 0.0)


@right("soft_threshold")
def soft_by_cases(v, t):
    return np.where(v > t, v - t, np.where(v < -t, v + t, 0.0))


@right("soft_threshold")
def soft_by_a_factor(v, t):
    size = np.maximum(np.abs(v), 1e-300)
    return v * np.maximum(0.0, 1.0 - t / size)


@right("soft_threshold")
def soft_by_two_absolute_values(v, t):
    return v - (np.abs(v + t) - np.abs(v - t)) / 2
