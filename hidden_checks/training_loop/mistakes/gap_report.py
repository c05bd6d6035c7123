"""Wrong and right ways to write `gap_report`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.training_loop.mistakes import hints

TAKES = "test_takes_the_right_differences"
SIGN = "Which of the two comes first in each of your differences? Compare with the formula in the text."


@mistake("gap-with-opposite-sign", "gap_report", hint=SIGN, fails=TAKES)
def gaps_with_the_sign_turned(w_fit, b_fit, w_star, b_star, w_true, b_true):
    return {
        "opt_w": w_star - w_fit,
        "opt_b": b_star - b_fit,
        "stat_w": w_true - w_star,
        "stat_b": b_true - b_star,
    }


@mistake("gap-without-sign", "gap_report", hint="A gap has a direction: what did the sign tell you?", fails=TAKES)
def gaps_without_a_sign(w_fit, b_fit, w_star, b_star, w_true, b_true):
    return {
        "opt_w": abs(w_fit - w_star),
        "opt_b": abs(b_fit - b_star),
        "stat_w": abs(w_star - w_true),
        "stat_b": abs(b_star - b_true),
    }


@mistake("gaps-exchanged", "gap_report", hint="Which gap shrinks when you take more steps?", fails=TAKES)
def gaps_exchanged(w_fit, b_fit, w_star, b_star, w_true, b_true):
    return {
        "opt_w": w_star - w_true,
        "opt_b": b_star - b_true,
        "stat_w": w_fit - w_star,
        "stat_b": b_fit - b_star,
    }


WHOLE = "Together the two gaps should make the whole way from truth to fit. Do yours?"


@mistake("whole-gap-as-one-part", "gap_report", hint=WHOLE, fails=TAKES)
def gaps_with_the_whole_way_as_noise(w_fit, b_fit, w_star, b_star, w_true, b_true):
    return {
        "opt_w": w_fit - w_star,
        "opt_b": b_fit - b_star,
        "stat_w": w_fit - w_true,
        "stat_b": b_fit - b_true,
    }


@mistake("whole-gap-as-one-part", "gap_report", hint=WHOLE, fails=TAKES)
def gaps_with_the_whole_way_as_descent(w_fit, b_fit, w_star, b_star, w_true, b_true):
    return {
        "opt_w": w_fit - w_true,
        "opt_b": b_fit - b_true,
        "stat_w": w_star - w_true,
        "stat_b": b_star - b_true,
    }


@mistake(
    "returned-in-the-wrong-order", "gap_report", hint="Does a slope stand where an intercept belongs?", fails=TAKES
)
def gaps_with_w_and_b_exchanged(w_fit, b_fit, w_star, b_star, w_true, b_true):
    return {
        "opt_w": b_fit - b_star,
        "opt_b": w_fit - w_star,
        "stat_w": b_star - b_true,
        "stat_b": w_star - w_true,
    }


@mistake("digits-lost", "gap_report", hint=hints.ROUNDED, fails=TAKES)
def gaps_rounded(w_fit, b_fit, w_star, b_star, w_true, b_true):
    return {
        "opt_w": round(w_fit - w_star, 4),
        "opt_b": round(b_fit - b_star, 4),
        "stat_w": round(w_star - w_true, 4),
        "stat_b": round(b_star - b_true, 4),
    }


@mistake("nothing-returned", "gap_report", hint=hints.NO_RETURN, fails=TAKES)
def gaps_only_printed(w_fit, b_fit, w_star, b_star, w_true, b_true):
    print("optimisation", w_fit - w_star, b_fit - b_star)
    print("statistical", w_star - w_true, b_star - b_true)


@right("gap_report")
def gaps_by_vectors(w_fit, b_fit, w_star, b_star, w_true, b_true):
    fit, star, true = np.array([w_fit, b_fit]), np.array([w_star, b_star]), np.array([w_true, b_true])
    opt, stat = fit - star, star - true
    return {"stat_w": stat[0], "stat_b": stat[1], "opt_w": opt[0], "opt_b": opt[1]}


@right("gap_report")
def gaps_as_the_rest_of_the_whole(w_fit, b_fit, w_star, b_star, w_true, b_true):
    opt_w, opt_b = w_fit - w_star, b_fit - b_star
    return {
        "opt_w": opt_w,
        "opt_b": opt_b,
        "stat_w": w_fit - w_true - opt_w,
        "stat_b": b_fit - b_true - opt_b,
    }


@right("gap_report")
def gaps_as_arrays_without_axes(w_fit, b_fit, w_star, b_star, w_true, b_true):
    names, gaps = (
        ("opt_w", "opt_b", "stat_w", "stat_b"),
        (w_fit - w_star, b_fit - b_star, w_star - w_true, b_star - b_true),
    )
    return {name: np.array(gap) for name, gap in zip(names, gaps)}
