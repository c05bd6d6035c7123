"""Wrong and right ways to write `predict_line`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.line_and_loss.mistakes import hints

LINEAR = "test_is_linear_in_w_and_b"
SINGLE = "test_takes_a_single_number"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
ONE = "Call it with a single number. What in your function needs an array?"

line = data.line()


@mistake("intercept-forgotten", "predict_line", hint=hints.NO_INTERCEPT, fails=LINEAR)
def heights_without_an_intercept(x, w, b):
    return w * x


@mistake("b-inside-the-brackets", "predict_line", hint=hints.BRACKETS, fails=LINEAR)
def heights_with_b_inside_the_brackets(x, w, b):
    return w * (x + b)


@mistake("slope-and-intercept-exchanged", "predict_line", hint=hints.SWAPPED, fails=LINEAR)
def heights_with_w_and_b_exchanged(x, w, b):
    return b * x + w


@mistake("intercept-subtracted", "predict_line", hint="Raise b by one: does your line go up or down?", fails=LINEAR)
def heights_with_b_taken_away(x, w, b):
    return w * x - b


@mistake("digits-lost", "predict_line", hint=hints.ROUNDED, fails=LINEAR)
def heights_rounded(x, w, b):
    return np.round(w * x + b, 4)


@mistake("digits-lost", "predict_line", hint=hints.ROUNDED, fails=LINEAR, agreement=1e-5)
def heights_in_float32(x, w, b):
    return np.asarray(np.float32(w) * np.asarray(x, dtype=np.float32) + np.float32(b), dtype=float)


@mistake("notebook-variable-used", "predict_line", hint=hints.GLOBAL, fails=LINEAR)
def heights_of_the_notebooks_data(x, w, b):
    return w * line.x + b


@mistake("notebook-variable-used", "predict_line", hint=hints.GLOBAL, fails=LINEAR)
def heights_of_the_notebooks_line(x, w, b):
    return line.true_w * x + line.true_b


@mistake("nothing-returned", "predict_line", hint=hints.NO_RETURN, fails=LINEAR)
def heights_only_printed(x, w, b):
    print(w * x + b)


@mistake("works-for-arrays-only", "predict_line", hint=ONE, fails=SINGLE)
def heights_one_by_one_of_arrays_only(x, w, b):
    heights = np.zeros(len(x))
    for i in range(len(x)):
        heights[i] = w * x[i] + b
    return heights


@mistake("works-for-arrays-only", "predict_line", hint=ONE, fails=SINGLE)
def heights_from_a_list_of_arrays_only(x, w, b):
    return np.array([w * value + b for value in x])


@mistake("array-for-a-single-number", "predict_line", hint="One x went in. How many heights came out?", fails=SINGLE)
def heights_always_as_an_array(x, w, b):
    return w * np.atleast_1d(x) + b


@mistake("array-of-whole-numbers", "predict_line", hint=hints.WHOLE, fails=ANY)
def heights_in_the_type_of_x(x, w, b):
    heights = np.zeros_like(x)
    heights[...] = w * np.asarray(x) + b
    return heights if heights.ndim else w * x + b


@mistake("arguments-changed", "predict_line", hint="Print `x` before and after the call: is it the same?", fails=ANY)
def heights_written_into_x(x, w, b):
    x *= w
    x += b
    return x


@mistake(
    "list-instead-of-array",
    "predict_line",
    hint="What is `type(...)` of what you return? The docstring asks for an array.",
    fails=LINEAR,
)
def heights_as_a_list(x, w, b):
    return [w * value + b for value in x] if np.ndim(x) else w * x + b


@right("predict_line")
def heights_by_polyval(x, w, b):
    return np.polyval([w, b], x)


@right("predict_line")
def heights_by_matrix(x, w, b):
    values = np.atleast_1d(np.asarray(x, dtype=float))
    heights = np.column_stack([values, np.ones(len(values))]) @ np.array([w, b])
    return heights.reshape(np.shape(x))


@right("predict_line")
def heights_with_a_loop(x, w, b):
    if np.ndim(x) == 0:
        return w * x + b
    return np.array([w * value + b for value in x])


@right("predict_line")
def heights_in_three_steps(x, w, b):
    heights = np.multiply(x, w, dtype=float)
    heights += b
    return heights
