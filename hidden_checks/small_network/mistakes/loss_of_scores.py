"""Wrong and right ways to write `loss_of_scores`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.small_network.mistakes import hints
from solutions.small_network import Value

MEAN = "test_is_the_mean_of_all_losses"
SHARE = "test_share_of_every_score"
LARGE = "test_scores_of_any_size"
Y = "np.reshape(labels, s.shape)"
LOSSES = "np.logaddexp(0, s) - y * s"
PROBABILITIES = "np.exp(-np.logaddexp(0, -s))"
OVERFLOW = "What is np.exp(1000)? Which form of the formula never needs it?"

LOSS = mistakes("loss_of_scores")

LOSS.add(
    "n-by-n-losses",
    hint="Print the shape of `labels * s`. How many losses does your mean count?",
    fails=MEAN,
    loss_of_flat_labels=(replace(Y, "np.asarray(labels)"), replace("/ len(y)", "/ len(s)")),
)
LOSS.add(
    "overflow-in-the-loss",
    hint=OVERFLOW,
    fails=LARGE,
    loss_by_log_and_exp=replace(LOSSES, "np.log(1 + np.exp(s)) - y * s"),
    loss_and_derivative_by_exp=(
        replace(LOSSES, "np.log(1 + np.exp(s)) - y * s"),
        replace(PROBABILITIES, "1 / (1 + np.exp(-s))"),
    ),
    loss_by_the_negative_score=replace(LOSSES, "np.log(1 + np.exp(-s)) + (1 - y) * s"),
)
LOSS.add(
    "overflow-in-the-probability",
    hint="The loss is right for large scores. What about the probability, in the derivative?",
    fails=LARGE,
    loss_with_a_probability_that_overflows=replace(PROBABILITIES, "1 / (1 + np.exp(-s))"),
    loss_that_overflows_on_the_way_back=(
        replace(f"probabilities = {PROBABILITIES}\n", ""),
        replace("(probabilities - y)", "(1 / (1 + np.exp(-s)) - y)"),
    ),
    loss_with_a_ratio_of_exponentials=replace(PROBABILITIES, "np.exp(s) / (1 + np.exp(s))"),
)
LOSS.add(
    "logarithm-of-zero",
    hint="What is the probability of a score of -1000, and what is its logarithm?",
    fails=LARGE,
    loss_of_probabilities=(
        replace(
            f"losses = {LOSSES}\nprobabilities = {PROBABILITIES}",
            "probabilities = 1 / (1 + np.exp(-s))\n"
            "losses = -y * np.log(probabilities) - (1 - y) * np.log(1 - probabilities)",
        )
    ),
)
LOSS.add(
    "probability-clipped",
    hint="A guard changes the loss of large scores. Can the formula do without probabilities?",
    fails=LARGE,
    loss_of_clipped_probabilities=(
        replace(f"losses = {LOSSES}\n", ""),
        replace(
            PROBABILITIES,
            "np.clip(np.exp(-np.logaddexp(0, -s)), 1e-12, 1 - 1e-12)\n"
            "losses = -y * np.log(probabilities) - (1 - y) * np.log(1 - probabilities)",
        ),
    ),
    loss_of_clipped_scores=replace(LOSSES, "np.logaddexp(0, np.clip(s, -30, 30)) - y * np.clip(s, -30, 30)"),
)
LOSS.add(
    "sum-instead-of-mean",
    hint="Give it every row twice: should the loss double?",
    fails=MEAN,
    loss_as_a_sum=replace("np.mean(losses)", "np.sum(losses)"),
    loss_as_a_sum_with_its_derivative=(
        replace("np.mean(losses)", "np.sum(losses)"),
        replace(" / len(y)", ""),
    ),
)
LOSS.add(
    "derivatives-of-the-sum",
    hint="The loss is a mean over n rows. Where is this n in your derivative?",
    fails=SHARE,
    loss_with_the_derivative_of_the_sum=replace(" / len(y)", ""),
)
LOSS.add(
    "opposite-sign",
    hint="If a row with label 1 gets a larger score, should the loss fall or rise?",
    fails=SHARE,
    loss_with_the_derivative_turned_round=replace("(probabilities - y)", "(y - probabilities)"),
)
LOSS.add(
    "opposite-sign",
    hint="Which of your two terms should be small for a large score and label 1?",
    fails=MEAN,
    loss_with_a_plus=replace(LOSSES, "np.logaddexp(0, s) + y * s"),
    loss_of_a_good_fit_large=replace(LOSSES, "y * s - np.logaddexp(0, s)"),
)
LOSS.add(
    "scores-taken-for-probabilities",
    hint="In the derivative, is it the score or the probability that is compared with the label?",
    fails=SHARE,
    loss_with_scores_for_probabilities=replace("(probabilities - y)", "(s - y)"),
)
LOSS.add(
    "labels-of-plus-and-minus-one",
    hint="Which values do your labels have, and for which does your formula hold?",
    fails=MEAN,
    loss_for_labels_of_plus_and_minus_one=replace(LOSSES, "np.logaddexp(0, -y * s)"),
)
LOSS.add(
    "labels-forgotten",
    hint="Change a label: does the loss change?",
    fails=MEAN,
    loss_without_labels=replace(LOSSES, "np.logaddexp(0, s)"),
)
LOSS.add(
    "another-loss",
    hint="Which loss does the card name: that one, or the mean of squares?",
    fails=MEAN,
    loss_of_squares=(
        replace(
            f"losses = {LOSSES}\nprobabilities = {PROBABILITIES}",
            f"probabilities = {PROBABILITIES}\nlosses = (probabilities - y) ** 2",
        ),
    ),
)
LOSS.add(
    "factor-grad-missing",
    hint=hints.CHAIN,
    fails=SHARE,
    loss_without_the_grad=replace("grad * (probabilities - y)", "(probabilities - y)"),
)
LOSS.add(
    "slope-of-the-sigmoid-left",
    hint="In the derivative of this loss one factor cancels. Which one is it?",
    fails=SHARE,
    loss_with_one_factor_too_many=replace(
        "(probabilities - y)", "(probabilities - y) * probabilities * (1 - probabilities)"
    ),
)
LOSS.add(
    "graph-cut-off",
    hint=hints.CUT,
    fails=SHARE,
    loss_without_parents=replace(", (scores,), (lambda grad: grad * (probabilities - y) / len(y),)", ""),
)
LOSS.add(
    "numbers-without-a-graph",
    hint=hints.PLAIN,
    fails=MEAN,
    loss_as_a_number=replace(
        "Value(np.mean(losses), (scores,), (lambda grad: grad * (probabilities - y) / len(y),))",
        "float(np.mean(losses))",
    ),
)
LOSS.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=MEAN,
    loss_with_the_notebooks_number_of_rows=(
        replace("np.mean(losses)", "np.sum(losses) / len(X)"),
        replace("/ len(y)", "/ len(X)"),
    ),
)
LOSS.add("nothing-returned", hint=hints.NO_RETURN, fails=MEAN, loss_without_return=replace("return Value", "Value"))
LOSS.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=MEAN,
    loss_rounded=replace("np.mean(losses)", "np.round(np.mean(losses), 4)"),
)


@mistake(
    "arguments-changed",
    "loss_of_scores",
    hint="Print `labels` before and after the call: are they the same?",
    fails=SHARE,
)
def loss_with_labels_changed_in_place(scores, labels):
    s = scores.data
    labels *= -1.0
    y = -np.reshape(labels, s.shape)
    slopes = (np.exp(-np.logaddexp(0, -s)) - y) / len(y)
    return Value(np.mean(np.logaddexp(0, s) - y * s), (scores,), (lambda grad: grad * slopes,))


@right("loss_of_scores")
def loss_by_the_larger_part(scores, labels):
    s, y = scores.data, np.asarray(labels)[:, None]
    small = np.exp(-np.abs(s))
    losses = np.maximum(s, 0) + np.log1p(small) - s * y
    probabilities = np.where(s >= 0, 1, small) / (1 + small)
    return Value(losses.mean(), (scores,), (lambda grad: grad * (probabilities - y) / len(s),))


@right("loss_of_scores")
def loss_by_signed_scores(scores, labels):
    signs = np.where(np.reshape(labels, (-1, 1)) > 0, 1.0, -1.0)
    distances = signs * scores.data
    losses = np.logaddexp(0, -distances)

    def share(grad):
        return -grad * signs * np.exp(-np.logaddexp(0, distances)) / len(signs)

    return Value(losses.sum() / losses.size, [scores], [share])


@right("loss_of_scores")
def loss_row_by_row(scores, labels):
    flat = scores.data[:, 0]
    losses = [np.logaddexp(0.0, s) - y * s for s, y in zip(flat, labels)]
    slopes = [(0.5 + 0.5 * np.tanh(s / 2) - y) / len(flat) for s, y in zip(flat, labels)]
    return Value(sum(losses) / len(losses), (scores,), (lambda grad: grad * np.array(slopes)[:, None],))
