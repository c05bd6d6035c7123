"""Wrong and right ways to write `tanh`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.small_network.mistakes import hints
from solutions.small_network import Value

ENTRIES = "test_entries_and_shares"
SLOPE = "(1 - result**2)"
AT_TWO = "Far from 0 tanh is flat. How large is your slope at x = 2?"

TANH = mistakes("tanh")

TANH.add(
    "factor-grad-missing", hint=hints.CHAIN, fails=ENTRIES, tanh_without_the_grad=replace(f"grad * {SLOPE}", SLOPE)
)
TANH.add(
    "slope-of-the-input",
    hint="In 1 - t², is t the number that goes in, or the one that comes out?",
    fails=ENTRIES,
    tanh_with_the_input_squared=replace(SLOPE, "(1 - self.data**2)"),
)
TANH.add(
    "square-forgotten",
    hint="Is your slope the same at x and at -x, as the curve demands?",
    fails=ENTRIES,
    tanh_without_the_square=replace(SLOPE, "(1 - result)"),
    tanh_with_cosh_not_squared=replace(f"grad * {SLOPE}", "grad / np.cosh(self.data)"),
)
TANH.add(
    "slope-of-the-sigmoid",
    hint="That is the slope of another curve with this form. What is the slope of tanh at 0?",
    fails=ENTRIES,
    tanh_with_the_slope_of_the_sigmoid=replace(SLOPE, "result * (1 - result)"),
)
TANH.add(
    "slope-of-the-tangent",
    hint=AT_TWO,
    fails=ENTRIES,
    tanh_with_the_slope_of_the_tangent=replace(SLOPE, "(1 + result**2)"),
)
TANH.add(
    "slope-missing",
    hint=AT_TWO,
    fails=ENTRIES,
    tanh_that_hands_on_the_grad=replace(f"grad * {SLOPE}", "grad"),
)
TANH.add(
    "opposite-sign",
    hint="The curve of tanh grows everywhere. Which sign should its slope be given?",
    fails=ENTRIES,
    tanh_that_falls=replace(SLOPE, "(result**2 - 1)"),
)
TANH.add(
    "another-function",
    hint="Which values can tanh take? What is your result at x = 3?",
    fails=ENTRIES,
    tanh_as_a_tangent=replace("np.tanh", "np.tan"),
    tanh_as_a_sigmoid=replace("np.tanh(self.data)", "1 / (1 + np.exp(-self.data))"),
    tanh_with_half_the_exponent=replace("np.tanh(self.data)", "np.tanh(self.data / 2)"),
)
TANH.add(
    "tanh-of-the-gradient",
    hint="At which number is the slope taken: at the data of the parent, or at the grad of the result?",
    fails=ENTRIES,
    tanh_of_the_grad=replace(f"grad * {SLOPE}", "1 - np.tanh(grad) ** 2"),
)
TANH.add(
    "shares-of-entries-added",
    hint=hints.SUMMED,
    fails=ENTRIES,
    tanh_with_one_share_for_all=replace(f"grad * {SLOPE}", f"np.sum(grad * {SLOPE})"),
)
TANH.add(
    "graph-cut-off",
    hint=hints.CUT,
    fails=ENTRIES,
    tanh_without_parents=replace("Value(result, (self,), (lambda grad: grad * (1 - result**2),))", "Value(result)"),
)
TANH.add(
    "numbers-without-a-graph",
    hint=hints.PLAIN,
    fails=ENTRIES,
    tanh_of_numbers=replace("Value(result, (self,), (lambda grad: grad * (1 - result**2),))", "result"),
)
TANH.add("nothing-returned", hint=hints.NO_RETURN, fails=ENTRIES, tanh_without_return=replace("return Value", "Value"))
TANH.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=ENTRIES,
    tanh_rounded=replace("np.tanh(self.data)", "np.round(np.tanh(self.data), 4)"),
)


@right("tanh")
def tanh_from_exponentials(self):
    e = np.exp(2 * self.data)
    result = (e - 1) / (e + 1)
    return Value(result, (self,), (lambda grad: grad * 4 * e / (e + 1) ** 2,))


@right("tanh")
def tanh_with_the_slope_from_cosh(self):
    return Value(np.tanh(self.data), (self,), (lambda grad: grad / np.cosh(self.data) ** 2,))
