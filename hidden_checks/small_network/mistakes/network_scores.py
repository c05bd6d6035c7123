"""Wrong and right ways to write `network_scores`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.small_network.mistakes import hints
from solutions.small_network import Value

SCORES = "test_scores_of_all_rows"
BACK = "test_goes_back_to_every_parameter"
FIRST = "Value(X).matmul(W1).add(b1).tanh()"
SECOND = "hidden.matmul(W2).add(b2)"

NETWORK = mistakes("network_scores")

NETWORK.add(
    "tanh-missing",
    hint="Without a bend between the two layers, what is a sum of sums? Compare your chain with the card.",
    fails=SCORES,
    network_without_tanh=replace(".tanh()", ""),
)
NETWORK.add(
    "tanh-of-the-scores",
    hint="Can your scores be larger than 1? How many times does tanh stand on the card?",
    fails=SCORES,
    network_with_tanh_at_the_end=replace(SECOND, f"{SECOND}.tanh()"),
    network_with_tanh_at_the_end_only=(replace(".tanh()", ""), replace(SECOND, f"{SECOND}.tanh()")),
)
NETWORK.add(
    "intercept-forgotten",
    hint="Change b1, then b2: do the scores change?",
    fails=SCORES,
    network_without_the_first_intercepts=replace(".add(b1)", ""),
    network_without_the_second_intercept=replace(".add(b2)", ""),
    network_without_intercepts=(replace(".add(b1)", ""), replace(".add(b2)", "")),
)
NETWORK.add(
    "intercept-after-tanh",
    hint="Is b1 added before tanh or after it?",
    fails=SCORES,
    network_with_the_intercepts_outside=replace(".add(b1).tanh()", ".tanh().add(b1)"),
)
NETWORK.add(
    "intercepts-exchanged",
    hint="Which intercepts belong to the hidden units, and how many are there?",
    fails=SCORES,
    network_with_the_intercept_of_the_score_in_the_units=replace(".add(b1)", ".add(b2)"),
)
NETWORK.add(
    "another-function-in-the-units",
    hint="Which function does the card name for the hidden units?",
    fails=SCORES,
    network_of_exponentials=replace(".tanh()", ".exp()"),
)
NETWORK.add(
    "probabilities-instead-of-scores",
    hint="Scores are asked for. Which range do your numbers have?",
    fails=SCORES,
    network_that_gives_probabilities=replace(f"return {SECOND}", f"s = {SECOND}\nreturn (s * 0.5).tanh() * 0.5"),
)
NETWORK.add(
    "graph-cut-off",
    hint="Which of your lines takes `.data`? From there on the way back is cut off.",
    fails=BACK,
    network_from_numbers=replace(FIRST, "Value(np.tanh(X @ W1.data + b1.data))"),
    network_with_the_second_layer_from_numbers=replace(SECOND, "Value(hidden.data @ W2.data + b2.data)"),
    network_with_fresh_intercepts=(
        replace(".add(b1)", ".add(Value(b1.data))"),
        replace(".add(b2)", ".add(Value(b2.data))"),
    ),
    network_with_fresh_weights=(
        replace(".matmul(W1)", ".matmul(Value(W1.data))"),
        replace(".matmul(W2)", ".matmul(Value(W2.data))"),
    ),
)
NETWORK.add(
    "scores-in-a-row",
    hint="Which shape should the scores have, and which shape do yours have?",
    fails=SCORES,
    network_with_flat_scores=replace(
        f"return {SECOND}",
        "scores = hidden.data @ W2.data[:, 0] + b2.data[0]\n"
        "return Value(scores, (W2,), (lambda grad: hidden.data.T @ grad[:, None],))",
    ),
)
NETWORK.add(
    "numbers-without-a-graph",
    hint=hints.PLAIN,
    fails=SCORES,
    network_that_gives_numbers=replace(SECOND, f"{SECOND}.data"),
)
NETWORK.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=SCORES,
    network_on_the_notebooks_rows=replace("Value(X)", "Value(np.resize(moons.X, X.shape))"),
)
NETWORK.add(
    "nothing-returned", hint=hints.NO_RETURN, fails=SCORES, network_without_return=replace("return hidden", "hidden")
)


@mistake(
    "arguments-changed",
    "network_scores",
    hint="Print `X` before and after the call: is the caller's table still the same?",
    fails=SCORES,
)
def network_that_scales_in_place(X, W1, b1, W2, b2):
    X *= 1.5
    hidden = Value(X / 1.5).matmul(W1).add(b1).tanh()
    return hidden.matmul(W2).add(b2)


@right("network_scores")
def network_in_five_lines(X, W1, b1, W2, b2):
    rows = Value(X)
    before = rows.matmul(W1)
    before = before.add(b1)
    hidden = before.tanh()
    return b2.add(hidden.matmul(W2))


@right("network_scores")
def network_with_intercepts_as_weights_of_ones(X, W1, b1, W2, b2):
    ones = Value(np.ones((len(X), 1)))
    row = Value(np.zeros((1, len(b1.data)))).add(b1)
    hidden = Value(X).matmul(W1).add(ones.matmul(row)).tanh()
    return hidden.matmul(W2).add(b2)
