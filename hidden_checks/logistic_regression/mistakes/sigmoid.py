"""Wrong and right ways to write `sigmoid`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.logistic_regression.mistakes import hints

SIGNS = "test_is_right_on_scores_of_both_signs"
FAR = "test_survives_scores_of_thousands"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
WHOLE = "return np.where(np.asarray(z) < 0, smaller, 1.0) / (1.0 + smaller)"

SIGMOID = mistakes("sigmoid")

SIGMOID.add(
    "opposite-sign",
    hint=hints.SIGN,
    fails=SIGNS,
    sigmoid_turned_around=replace("np.asarray(z) < 0", "np.asarray(z) > 0"),
)
SIGMOID.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=SIGNS,
    sigmoid_rounded=replace(WHOLE, f"{WHOLE.replace('return ', 'return np.round(')}, 4)"),
)
SIGMOID.add(
    "nothing-returned", hint=hints.NO_RETURN, fails=SIGNS, sigmoid_only_printed=replace("return ", "print(1) or ")
)


@mistake("exponential-overflows", "sigmoid", hint=hints.OVERFLOW, fails=FAR)
def sigmoid_of_two_large_numbers(z):
    return np.exp(z) / (1 + np.exp(z))


@mistake(
    "one-sided-sigmoid", "sigmoid", hint="Compare your answers for z = 2 and z = -2: what is their sum?", fails=SIGNS
)
def sigmoid_of_the_size(z):
    return 1 / (1 + np.exp(-np.abs(z)))


@mistake("scores-cut-off", "sigmoid", hint=hints.CUT, fails=SIGNS)
def sigmoid_of_scores_up_to_ten(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))


@mistake("probabilities-cut-off", "sigmoid", hint=hints.CUT, fails=SIGNS)
def sigmoid_away_from_the_ends(z):
    return np.clip(1 / (1 + np.exp(-np.clip(z, -500, 500))), 1e-6, 1 - 1e-6)


@mistake(
    "another-curve",
    "sigmoid",
    hint="Both curves look like an S. Which values do yours take at -100, 0 and 100?",
    fails=SIGNS,
)
def sigmoid_as_a_tangent(z):
    return np.tanh(z)


@mistake(
    "another-curve", "sigmoid", hint="The slope at a score of 0 should be 1/4. What is it in your curve?", fails=SIGNS
)
def sigmoid_twice_as_steep(z):
    return (1 + np.tanh(z)) / 2


@mistake(
    "classes-instead-of-probabilities",
    "sigmoid",
    hint="What should a score of 0.1 give: a 1, or a little more than one half?",
    fails=SIGNS,
)
def sigmoid_as_a_step(z):
    return np.where(np.asarray(z) >= 0, 1.0, 0.0)


@mistake("array-of-whole-numbers", "sigmoid", hint=hints.WHOLE, fails=ANY)
def sigmoid_into_whole_numbers(z):
    z = np.asarray(z)
    p = np.zeros_like(z)
    p[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    p[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return p if p.ndim else float(p)


@mistake("single-scores-refused", "sigmoid", hint="Call it with one number, not an array: what happens?", fails=ANY)
def sigmoid_of_arrays_alone(z):
    p = np.empty(len(z))
    for i in range(len(z)):
        p[i] = 1 / (1 + np.exp(-z[i])) if z[i] >= 0 else np.exp(z[i]) / (1 + np.exp(z[i]))
    return p


@mistake("arguments-changed", "sigmoid", hint="Print `z` before and after the call: is it the same?", fails=ANY)
def sigmoid_that_cuts_in_place(z):
    if isinstance(z, np.ndarray) and z.flags.writeable:
        z[z < -1] = -1
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) < 0, e, 1.0) / (1.0 + e)


@right("sigmoid")
def sigmoid_by_the_hyperbolic_tangent(z):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z)))


@right("sigmoid")
def sigmoid_of_scores_up_to_five_hundred(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


@right("sigmoid")
def sigmoid_by_logaddexp(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


@right("sigmoid")
def sigmoid_side_by_side(z):
    z = np.asarray(z, dtype=float)
    p = np.zeros(z.shape)
    right_side = z >= 0
    p[right_side] = 1 / (1 + np.exp(-z[right_side]))
    e = np.exp(z[~right_side])
    p[~right_side] = e / (1 + e)
    return p if p.ndim else float(p)
