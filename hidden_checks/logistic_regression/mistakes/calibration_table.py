"""Wrong and right ways to write `calibration_table`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.logistic_regression.mistakes import hints

AGREES = "test_agrees_on_other_forecasts"
EDGE = "test_a_row_at_an_edge_belongs_to_the_upper_bin"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
NUMBER = "np.minimum((p * n_bins).astype(int), n_bins - 1)"
PREDICTED = 'table["predicted"][k] = np.mean(p[rows])'
OBSERVED = 'table["observed"][k] = np.mean(y[rows])'

TABLE = mistakes("calibration_table")

TABLE.add(
    "last-edge-forgotten",
    hint="To which bin does a row with p = 1 belong in your code?",
    fails=EDGE,
    table_without_the_ones=replace(NUMBER, "(p * n_bins).astype(int)"),
    table_with_ones_in_the_first_bin=replace(NUMBER, "(p * n_bins).astype(int) % n_bins"),
)
TABLE.add(
    "edges-in-the-lower-bin",
    hint="To which of two bins does a probability at their edge belong?",
    fails=EDGE,
    table_with_edges_below=replace(NUMBER, "np.maximum(np.ceil(p * n_bins).astype(int) - 1, 0)"),
)
TABLE.add(
    "bins-shifted",
    hint="Which bin has the smallest probabilities in your code?",
    fails=AGREES,
    table_with_rounded_numbers=replace(NUMBER, "np.minimum(np.round(p * n_bins).astype(int), n_bins - 1)"),
    table_from_the_second_bin_on=replace(NUMBER, "np.minimum(np.ceil(p * n_bins).astype(int), n_bins - 1)"),
    table_with_a_bin_less=replace(NUMBER, "(p * (n_bins - 1)).astype(int)"),
)
TABLE.add(
    "means-swapped",
    hint="Which of the two columns comes from the model, and which from the labels?",
    fails=AGREES,
    table_swapped=(
        replace("np.mean(p[rows])", "np.mean(y[rows]) + 0"),
        replace('table["observed"][k] = np.mean(y[rows])', 'table["observed"][k] = np.mean(p[rows])'),
    ),
)
TABLE.add(
    "middle-of-the-bin",
    hint="The mean of the predictions in a bin need not be its middle.",
    fails=AGREES,
    table_with_middles=replace("np.mean(p[rows])", "(k + 0.5) / n_bins"),
)
TABLE.add(
    "sum-instead-of-mean",
    hint="How many rows are in the bin? Is what you return a share?",
    fails=AGREES,
    table_of_sums=replace("np.mean(y[rows])", "np.sum(y[rows])"),
)
TABLE.add(
    "divided-by-all-rows",
    hint="By how many rows is the number of 1s in a bin divided?",
    fails=AGREES,
    table_of_shares_of_all=replace("np.mean(y[rows])", "np.sum(y[rows]) / len(y)"),
)
TABLE.add(
    "share-instead-of-count",
    hint="Should the counts add up to 1, or to the number of rows?",
    fails=AGREES,
    table_with_shares_as_counts=replace("np.sum(rows)", "np.mean(rows)"),
)
TABLE.add(
    "classes-instead-of-probabilities",
    hint="Is a prediction in your bins a probability, or a 0 or 1?",
    fails=AGREES,
    table_of_classes=replace("np.mean(p[rows])", "np.mean(p[rows] >= 0.5)"),
    table_of_right_rows=replace("np.mean(y[rows])", "np.mean((p[rows] >= 0.5) == y[rows])"),
)
TABLE.add(
    "empty-bin-not-nan",
    hint="What is the mean of no rows? What does the description ask for?",
    fails=EDGE,
    table_with_zeros=replace("np.nan", "0.0"),
)
TABLE.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=AGREES,
    table_rounded=replace("np.mean(p[rows])", "round(np.mean(p[rows]), 2)"),
)
TABLE.add(
    "nothing-returned", hint=hints.NO_RETURN, fails=AGREES, table_only_printed=replace("return table", "print(table)")
)
TABLE.add(
    "other-keys",
    hint="Which three keys should the dictionary have?",
    fails=AGREES,
    table_with_other_keys=replace(
        "return table", 'return {"count": table["count"], "mean_p": table["predicted"], "mean_y": table["observed"]}'
    ),
)
TABLE.add(
    "tuple-instead-of-dictionary",
    hint="Which type should your function return?",
    fails=AGREES,
    table_as_a_tuple=replace("return table", "return tuple(table.values())"),
)


@mistake("empty-bins-left-out", "calibration_table", hint="How many entries should every array have?", fails=EDGE)
def table_of_filled_bins(y, p, n_bins):
    number = np.minimum((p * n_bins).astype(int), n_bins - 1)
    filled = [number == k for k in range(n_bins) if np.any(number == k)]
    return {
        "count": np.array([np.sum(rows) for rows in filled]),
        "predicted": np.array([np.mean(p[rows]) for rows in filled]),
        "observed": np.array([np.mean(y[rows]) for rows in filled]),
    }


@mistake(
    "bins-of-equal-counts",
    "calibration_table",
    hint="Do all bins have the same width, or the same number of rows?",
    fails=AGREES,
)
def table_by_ranks(y, p, n_bins):
    parts = np.array_split(np.argsort(p), n_bins)
    return {
        "count": np.array([len(part) for part in parts]),
        "predicted": np.array([np.mean(p[part]) for part in parts]),
        "observed": np.array([np.mean(y[part]) for part in parts]),
    }


@mistake(
    "bins-from-the-data",
    "calibration_table",
    hint="From where to where do the bins go: from 0 to 1, or from the smallest p to the largest?",
    fails=AGREES,
)
def table_between_the_extremes(y, p, n_bins):
    edges = np.linspace(p.min(), p.max(), n_bins + 1)
    number = np.clip(np.searchsorted(edges, p, side="right") - 1, 0, n_bins - 1)
    count = np.bincount(number, minlength=n_bins)
    with np.errstate(all="ignore"):
        return {
            "count": count,
            "predicted": np.bincount(number, p, n_bins) / count,
            "observed": np.bincount(number, y, n_bins) / count,
        }


@mistake(
    "arguments-changed",
    "calibration_table",
    hint="Look at `y` and `p` after the call: are they in the same order as before?",
    fails=AGREES,
)
def table_that_sorts_in_place(y, p, n_bins):
    order = np.argsort(p, kind="stable")
    if p.flags.writeable:
        p[:], y[:] = p[order], y[order]
    number = np.minimum((p * n_bins).astype(int), n_bins - 1)
    count = np.bincount(number, minlength=n_bins)
    with np.errstate(all="ignore"):
        return {
            "count": count,
            "predicted": np.bincount(number, p, n_bins) / count,
            "observed": np.bincount(number, y, n_bins) / count,
        }


@mistake("array-of-whole-numbers", "calibration_table", hint=hints.WHOLE, fails=ANY)
def table_in_the_type_of_the_labels(y, p, n_bins):
    number = np.minimum((p * n_bins).astype(int), n_bins - 1)
    observed = np.zeros(n_bins, dtype=y.dtype)
    count, predicted = np.zeros(n_bins), np.full(n_bins, np.nan)
    for k in range(n_bins):
        rows = number == k
        count[k] = np.sum(rows)
        if count[k]:
            predicted[k], observed[k] = np.mean(p[rows]), np.mean(y[rows])
        elif observed.dtype.kind == "f":
            observed[k] = np.nan
    return {"count": count, "predicted": predicted, "observed": observed}


@right("calibration_table")
def table_by_bincount(y, p, n_bins):
    number = np.minimum(np.floor(p * n_bins).astype(int), n_bins - 1)
    count = np.bincount(number, minlength=n_bins)
    with np.errstate(all="ignore"):
        return {
            "count": count,
            "predicted": np.bincount(number, p, n_bins) / count,
            "observed": np.bincount(number, y, n_bins) / count,
        }


@right("calibration_table")
def table_by_edges(y, p, n_bins):
    edges = np.arange(n_bins + 1) / n_bins
    table = {"count": [], "predicted": [], "observed": []}
    for k in range(n_bins):
        inside = (p >= edges[k]) & ((p < edges[k + 1]) | (k == n_bins - 1))
        table["count"].append(inside.sum())
        table["predicted"].append(p[inside].mean() if inside.any() else np.nan)
        table["observed"].append(y[inside].mean() if inside.any() else np.nan)
    return {key: np.array(values) for key, values in table.items()}
