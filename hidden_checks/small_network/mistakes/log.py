"""Wrong and right ways to write `log`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.small_network.mistakes import hints
from solutions.small_network import Value

ENTRIES = "test_entries_and_shares"
SHARE = "grad / self.data"
RESULT = "np.log(self.data)"

LOG = mistakes("log")

LOG.add("factor-grad-missing", hint=hints.CHAIN, fails=ENTRIES, log_without_the_grad=replace(SHARE, "1 / self.data"))
LOG.add(
    "slope-upside-down",
    hint="The curve of the logarithm becomes flatter to the right. Does your slope become smaller there?",
    fails=ENTRIES,
    log_with_the_input_as_slope=replace(SHARE, "grad * self.data"),
)
LOG.add(
    "slope-with-the-result",
    hint="Is the slope of the logarithm written with the number that goes in, or with the one that comes out?",
    fails=ENTRIES,
    log_with_one_over_the_result=replace(SHARE, "grad / np.log(self.data)"),
    log_with_the_result_as_slope=replace(SHARE, "grad * np.log(self.data)"),
)
LOG.add(
    "slope-missing",
    hint="Does a step at a large x move the result as much as one at a small x?",
    fails=ENTRIES,
    log_that_hands_on_the_grad=replace(SHARE, "grad"),
)
LOG.add(
    "second-derivative",
    hint="How many times have you differentiated?",
    fails=ENTRIES,
    log_with_the_second_derivative=replace(SHARE, "-grad / self.data**2"),
)
LOG.add(
    "opposite-sign",
    hint="The logarithm grows with x. Which sign should its slope be given?",
    fails=ENTRIES,
    log_that_falls=replace(SHARE, "-grad / self.data"),
)
LOG.add(
    "another-base",
    hint="The result at e = 2.718... should be 1. What is yours?",
    fails=ENTRIES,
    log_to_the_base_ten=replace(RESULT, "np.log10(self.data)"),
    log_to_the_base_two=replace(RESULT, "np.log2(self.data)"),
)
LOG.add(
    "one-added-before-the-logarithm",
    hint="What is your result at x = 1?",
    fails=ENTRIES,
    log_of_one_more=replace(RESULT, "np.log1p(self.data)"),
)
LOG.add(
    "guard-added",
    hint="Compare your result at a small x with np.log, digit by digit.",
    fails=ENTRIES,
    log_with_a_guard=replace(RESULT, "np.log(self.data + 1e-6)"),
)
LOG.add(
    "shares-of-entries-added",
    hint=hints.SUMMED,
    fails=ENTRIES,
    log_with_one_share_for_all=replace(SHARE, "np.sum(grad / self.data)"),
)
LOG.add(
    "graph-cut-off",
    hint=hints.CUT,
    fails=ENTRIES,
    log_without_parents=replace(
        "Value(np.log(self.data), (self,), (lambda grad: grad / self.data,))", "Value(np.log(self.data))"
    ),
)
LOG.add(
    "numbers-without-a-graph",
    hint=hints.PLAIN,
    fails=ENTRIES,
    log_of_numbers=replace("Value(np.log(self.data), (self,), (lambda grad: grad / self.data,))", "np.log(self.data)"),
)
LOG.add("nothing-returned", hint=hints.NO_RETURN, fails=ENTRIES, log_without_return=replace("return Value", "Value"))
LOG.add("digits-lost", hint=hints.ROUNDED, fails=ENTRIES, log_rounded=replace(RESULT, "np.round(np.log(self.data), 4)"))


@right("log")
def log_with_a_power(self):
    return Value(np.log(self.data), (self,), (lambda grad: grad * self.data**-1.0,))


@right("log")
def log_by_way_of_the_inverse_function(self):
    result = np.log(self.data)
    return Value(result, (self,), (lambda grad: grad * np.exp(-result),))
