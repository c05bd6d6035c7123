"""Wrong and right ways to write `exp`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.small_network.mistakes import hints
from solutions.small_network import Value

ENTRIES = "test_entries_and_shares"
SHARE = "grad * result"

EXP = mistakes("exp")

EXP.add(
    "factor-grad-missing",
    hint=hints.CHAIN,
    fails=ENTRIES,
    exp_without_the_grad=replace(SHARE, "result"),
)
EXP.add(
    "slope-of-the-input",
    hint="Which number does the slope of the exponential equal: the one that goes in, or the one that comes out?",
    fails=ENTRIES,
    exp_with_the_input_as_slope=replace(SHARE, "grad * self.data"),
)
EXP.add(
    "slope-missing",
    hint="Does a step at a large x move the result as much as one at a small x?",
    fails=ENTRIES,
    exp_that_hands_on_the_grad=replace(SHARE, "grad"),
)
EXP.add(
    "wrong-slope-of-the-exponential",
    hint="The exponent is the variable here, not the base. Which rule of calculus is for that?",
    fails=ENTRIES,
    exp_by_the_rule_for_powers=replace(SHARE, "grad * self.data * np.exp(self.data - 1)"),
)
EXP.add(
    "wrong-slope-of-the-exponential",
    hint="Compare your slope with central differences, for a positive x and for a negative one.",
    fails=ENTRIES,
    exp_with_one_over_the_slope=replace(SHARE, "grad / result"),
    exp_with_a_sum_for_the_product=replace(SHARE, "grad + result"),
)
EXP.add(
    "exponential-of-the-gradient",
    hint="At which number is the slope taken: at the data of the parent, or at the grad of the result?",
    fails=ENTRIES,
    exp_of_the_grad=replace(SHARE, "np.exp(grad)"),
)
EXP.add(
    "shares-of-entries-added",
    hint=hints.SUMMED,
    fails=ENTRIES,
    exp_with_one_share_for_all=replace(SHARE, "np.sum(grad * result)"),
)
EXP.add(
    "graph-cut-off",
    hint=hints.CUT,
    fails=ENTRIES,
    exp_without_parents=replace("Value(result, (self,), (lambda grad: grad * result,))", "Value(result)"),
)
EXP.add(
    "numbers-without-a-graph",
    hint=hints.PLAIN,
    fails=ENTRIES,
    exp_of_numbers=replace("return Value(result, (self,), (lambda grad: grad * result,))", "return result"),
)
EXP.add(
    "operand-changed-in-place",
    hint=hints.IN_PLACE,
    fails=ENTRIES,
    exp_in_place=replace("result = np.exp(self.data)", "self.data = np.exp(self.data)\nresult = self.data"),
)
EXP.add(
    "another-base",
    hint="What should the result be at 1: 2.718..., 2 or 10?",
    fails=ENTRIES,
    exp_to_the_base_two=replace("np.exp(self.data)", "np.exp2(self.data)"),
    exp_to_the_base_ten=replace("np.exp(self.data)", "10.0 ** self.data"),
)
EXP.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=ENTRIES,
    exp_without_return=replace("return Value", "Value"),
)
EXP.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=ENTRIES,
    exp_rounded=replace("np.exp(self.data)", "np.round(np.exp(self.data), 4)"),
)


@mistake("single-precision", "exp", hint=hints.SINGLE, fails=ENTRIES)
def exp_in_single_precision(self):
    result = np.exp(self.data.astype(np.float32))
    return Value(result, (self,), (lambda grad: grad * result,))


@right("exp")
def exp_by_a_power(self):
    e = np.exp(1.0)
    return Value(e**self.data, [self], [lambda grad: e**self.data * grad])


@right("exp")
def exp_with_the_result_as_value(self):
    out = Value(np.exp(self.data), parents=(self,))

    def share(grad):
        return np.multiply(out.data, grad)

    out.shares = out.pullbacks = (share,)
    return out
