"""Wrong and right ways to write `measured_rate`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.learning_rate.mistakes import hints

THEORY = "test_agrees_with_theory"
EXCESS = "Does a loss that flattens out above zero shrink by a constant factor? What does?"
LATE = "Which part of a run tells the rate of its slowest direction: the beginning or the end?"


@mistake("loss-without-its-limit-subtracted", "measured_rate", hint=EXCESS, fails=THEORY)
def rate_of_the_plain_loss(losses, loss_star):
    return losses[-1] / losses[-2]


@mistake(
    "rate-of-the-parameters",
    "measured_rate",
    hint="Is it the loss that is asked for, or the error of the parameters?",
    fails=THEORY,
)
def rate_of_the_error(losses, loss_star):
    return np.sqrt((losses[-1] - loss_star) / (losses[-2] - loss_star))


@mistake("too-early-in-the-run", "measured_rate", hint=LATE, fails=THEORY)
def rate_of_the_first_step(losses, loss_star):
    return (losses[1] - loss_star) / (losses[0] - loss_star)


@mistake("too-early-in-the-run", "measured_rate", hint=LATE, fails=THEORY)
def rate_over_the_whole_run(losses, loss_star):
    return ((losses[-1] - loss_star) / (losses[0] - loss_star)) ** (1 / (len(losses) - 1))


@mistake("too-early-in-the-run", "measured_rate", hint=LATE, fails=THEORY)
def rate_as_the_mean_of_all_ratios(losses, loss_star):
    above = losses - loss_star
    return np.mean(above[1:] / above[:-1])


@mistake("ratio-upside-down", "measured_rate", hint="Does a run that converges have a factor above 1?", fails=THEORY)
def rate_upside_down(losses, loss_star):
    return (losses[-2] - loss_star) / (losses[-1] - loss_star)


@mistake(
    "difference-instead-of-ratio",
    "measured_rate",
    hint="A factor is asked for: what do you get from 4 and 2, and from 2 and 1?",
    fails=THEORY,
)
def rate_as_a_difference(losses, loss_star):
    return losses[-2] - losses[-1]


@mistake(
    "logarithm-of-the-rate",
    "measured_rate",
    hint="The slope on a logarithmic axis is not yet the factor itself.",
    fails=THEORY,
)
def rate_as_a_slope(losses, loss_star):
    above = np.log(losses - loss_star)
    return above[-1] - above[-2]


@mistake(
    "share-lost-instead-of-left",
    "measured_rate",
    hint="Is your number what is left of the excess, or what is gone?",
    fails=THEORY,
)
def rate_as_the_part_that_is_gone(losses, loss_star):
    return 1 - (losses[-1] - loss_star) / (losses[-2] - loss_star)


@mistake(
    "arguments-changed",
    "measured_rate",
    hint="Call it twice with the same `losses`: do both calls give the same rate?",
    fails=THEORY,
)
def rate_that_writes_into_losses(losses, loss_star):
    losses -= loss_star
    return losses[-1] / losses[-2]


@mistake("nothing-returned", "measured_rate", hint=hints.NO_RETURN, fails=THEORY)
def rate_that_is_only_printed(losses, loss_star):
    print((losses[-1] - loss_star) / (losses[-2] - loss_star))


@right("measured_rate")
def rate_over_the_last_ten_steps(losses, loss_star):
    above = np.asarray(losses) - loss_star
    return (above[-1] / above[-11]) ** (1 / 10) if len(above) > 11 else above[-1] / above[-2]


@right("measured_rate")
def rate_by_a_fitted_line(losses, loss_star):
    late = np.log(losses - loss_star)[-max(2, len(losses) // 4) :]
    return float(np.exp(np.polyfit(np.arange(len(late)), late, 1)[0]))


@right("measured_rate")
def rate_as_the_median_of_late_ratios(losses, loss_star):
    above = losses - loss_star
    return np.median((above[1:] / above[:-1])[-5:])
