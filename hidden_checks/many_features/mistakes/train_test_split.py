"""Wrong and right ways to write `train_test_split`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.many_features.mistakes import hints

ONCE = "test_every_row_is_in_exactly_one_part"
PAIRS = "test_targets_stay_with_their_features"
DECIDES = "test_rng_decides"
ORDER = "Compare the order of your four parts with the order that was asked for."

plane = data.plane()


@mistake(
    "wrongly-shuffled",
    "train_test_split",
    hint="Are your rows dealt at random, or in the order they came?",
    fails=DECIDES,
)
def split_without_shuffling(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    return X[n_test:], X[:n_test], y[n_test:], y[:n_test]


@mistake(
    "wrongly-shuffled",
    "train_test_split",
    hint="Are your rows dealt at random, or in the order they came?",
    fails=DECIDES,
)
def split_with_the_last_rows_for_the_test(X, y, test_fraction, rng):
    n_train = len(y) - round(len(y) * test_fraction)
    return X[:n_train], X[n_train:], y[:n_train], y[n_train:]


@mistake("wrongly-shuffled", "train_test_split", hint="Do X[i] and y[i] still belong together?", fails=PAIRS)
def split_shuffled_apart(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    X, y = rng.permutation(X), rng.permutation(y)
    return X[n_test:], X[:n_test], y[n_test:], y[:n_test]


@mistake(
    "given-generator-ignored",
    "train_test_split",
    hint="Who decides which rows are dealt: the rng you are given?",
    fails=DECIDES,
)
def split_by_an_rng_of_its_own(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    order = np.random.default_rng(42).permutation(len(y))
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


@mistake(
    "given-generator-ignored",
    "train_test_split",
    hint="Who decides which rows are dealt: the rng you are given?",
    fails=DECIDES,
)
def split_by_the_global_seed(X, y, test_fraction, rng):
    np.random.seed(42)
    n_test = round(len(y) * test_fraction)
    order = np.random.permutation(len(y))
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


@mistake(
    "given-generator-ignored",
    "train_test_split",
    hint="Who decides which rows are dealt: the rng you are given?",
    fails=DECIDES,
)
def split_by_the_global_generator(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    order = np.random.permutation(len(y))
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


@mistake(
    "given-generator-ignored",
    "train_test_split",
    hint="Who decides which rows are dealt: the rng you are given?",
    fails=DECIDES,
)
def split_by_a_new_rng_each_time(X, y, test_fraction, rng):
    rng = np.random.default_rng()
    n_test = round(len(y) * test_fraction)
    order = rng.permutation(len(y))
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


@mistake("returned-in-the-wrong-order", "train_test_split", hint=ORDER, fails=ONCE)
def split_in_pairs(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    order = rng.permutation(len(y))
    test, train = order[:n_test], order[n_test:]
    return X[train], y[train], X[test], y[test]


@mistake(
    "share-of-the-wrong-part", "train_test_split", hint="Which part is to hold the given share of the rows?", fails=ONCE
)
def split_with_the_share_for_training(X, y, test_fraction, rng):
    n_train = round(len(y) * test_fraction)
    order = rng.permutation(len(y))
    train, test = order[:n_train], order[n_train:]
    return X[train], X[test], y[train], y[test]


@mistake(
    "training-and-test-overlap",
    "train_test_split",
    hint="Is a row that you test on also one you learn from?",
    fails=ONCE,
)
def split_that_learns_from_everything(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    test = rng.permutation(len(y))[:n_test]
    return X, X[test], y, y[test]


@mistake(
    "training-and-test-overlap",
    "train_test_split",
    hint="Is a row that you test on also one you learn from?",
    fails=ONCE,
)
def split_dealt_twice(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    test = rng.permutation(len(y))[:n_test]
    train = rng.permutation(len(y))[n_test:]
    return X[train], X[test], y[train], y[test]


@mistake(
    "drawn-with-replacement", "train_test_split", hint="Can your way of drawing give the same row twice?", fails=ONCE
)
def split_drawn_with_replacement(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    order = rng.integers(0, len(y), len(y))
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


@mistake(
    "row-lost", "train_test_split", hint="Count the rows of both parts together: is one of them missing?", fails=ONCE
)
def split_that_loses_a_row(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    order = rng.permutation(len(y))
    test, train = order[:n_test], order[n_test + 1 :]
    return X[train], X[test], y[train], y[test]


@mistake(
    "arguments-changed",
    "train_test_split",
    hint="Look at `X` and `y` after the call: are their rows in the same order as before?",
    fails=DECIDES,
)
def split_that_shuffles_its_arguments(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    both = np.column_stack([X, y])
    rng.shuffle(both)
    X[:], y[:] = both[:, :-1], both[:, -1]
    return X[n_test:], X[:n_test], y[n_test:], y[:n_test]


@mistake("notebook-variable-used", "train_test_split", hint=hints.GLOBAL, fails=ONCE)
def split_of_the_notebooks_data(X, y, test_fraction, rng):
    order = rng.permutation(100)
    test, train = order[:20], order[20:]
    return plane.X[train], plane.X[test], plane.y[train], plane.y[test]


@mistake("nothing-returned", "train_test_split", hint=hints.NO_RETURN, fails=ONCE)
def split_only_printed(X, y, test_fraction, rng):
    n_test = round(len(y) * test_fraction)
    order = rng.permutation(len(y))
    print(X[order[n_test:]], X[order[:n_test]])


@right("train_test_split")
def split_by_a_shuffled_index(X, y, test_fraction, rng):
    order = np.arange(len(y))
    rng.shuffle(order)
    n_train = len(y) - int(round(len(y) * test_fraction))
    return X[order[:n_train]], X[order[n_train:]], y[order[:n_train]], y[order[n_train:]]


@right("train_test_split")
def split_by_a_mask(X, y, test_fraction, rng):
    test = np.zeros(len(y), dtype=bool)
    test[rng.choice(len(y), size=round(len(y) * test_fraction), replace=False)] = True
    return X[~test], X[test], y[~test], y[test]


@right("train_test_split")
def split_by_sorting_random_numbers(X, y, test_fraction, rng):
    order = np.argsort(rng.random(len(y)))
    n_test = int(len(y) * test_fraction + 0.5)
    return [X[order[n_test:]], X[order[:n_test]], y[order[n_test:]], y[order[:n_test]]]


@right("train_test_split")
def split_of_one_shuffled_table(X, y, test_fraction, rng):
    both = rng.permutation(np.column_stack([X, y]))
    n_test = round(len(y) * test_fraction)
    return both[n_test:, :-1], both[:n_test, :-1], both[n_test:, -1], both[:n_test, -1]


@right("train_test_split")
def split_by_a_spawned_generator(X, y, test_fraction, rng):
    (child,) = rng.spawn(1)
    order = child.permutation(len(y))
    n_test = round(test_fraction * len(y))
    return X[order[n_test:]], X[order[:n_test]], y[order[n_test:]], y[order[:n_test]]
