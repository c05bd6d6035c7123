"""Wrong and right ways to write `kfold`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.generalization.mistakes import hints

ONCE = "test_every_row_is_validated_once_and_trains_otherwise"
ANEW = "test_rows_are_shuffled_anew_each_time"
GIVEN = "test_draws_from_the_generator_it_is_given"
OWN = "Two generators in the same state should give the same folds, two others should not. Which one shuffles here?"
SIZES = "Seven rows in three parts: how many rows does each part have, and is a row left over?"
TWICE = "Is every row a validation row in exactly one fold? Write down the validation parts of all folds."


@mistake("wrongly-shuffled", "kfold", hint="Call it twice: are the folds the same each time?", fails=ANEW)
def folds_in_order(n, k, rng):
    parts = np.array_split(np.arange(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


@mistake("wrongly-shuffled", "kfold", hint="Call it twice: are the folds the same each time?", fails=ANEW)
def folds_of_every_kth_row(n, k, rng):
    rows = np.arange(n)
    return [(rows[rows % k != i], rows[rows % k == i]) for i in range(k)]


@mistake("generator-of-its-own", "kfold", hint=OWN, fails=GIVEN)
def folds_from_a_generator_of_its_own(n, k, rng):
    parts = np.array_split(np.random.default_rng(0).permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


@mistake("global-generator", "kfold", hint=OWN, fails=GIVEN)
def folds_from_the_global_generator(n, k, rng):
    parts = np.array_split(np.random.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


@mistake(
    "copy-of-the-generator",
    "kfold",
    hint="Call it twice with the same generator: should both calls give the same folds?",
    fails=ANEW,
)
def folds_from_a_copy_of_the_generator(n, k, rng):
    import copy

    parts = np.array_split(copy.deepcopy(rng).permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


@mistake("rows-left-over", "kfold", hint=SIZES, fails=ONCE)
def folds_of_equal_size(n, k, rng):
    order, size = rng.permutation(n), n // k
    parts = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


@mistake("rows-left-over", "kfold", hint=SIZES, fails=ONCE)
def folds_that_never_validate_some_rows(n, k, rng):
    order, size = rng.permutation(n), n // k
    parts = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(np.setdiff1d(order, part), part) for part in parts]


@mistake(
    "uneven-parts",
    "kfold",
    hint="Print the sizes of the validation parts for 11 rows in 4 folds: is one much larger than another?",
    fails=ONCE,
)
def folds_with_a_large_last_part(n, k, rng):
    order, size = rng.permutation(n), n // k
    cuts = [i * size for i in range(1, k)]
    parts = np.split(order, cuts)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


@mistake(
    "parts-of-k-rows",
    "kfold",
    hint="Is k the number of folds, or the number of rows in a part?",
    fails=ONCE,
)
def folds_of_k_rows(n, k, rng):
    order = rng.permutation(n)
    parts = [order[start : start + k] for start in range(0, n, k)]
    return [(np.concatenate([order[:0], *parts[:i], *parts[i + 1 :]]), parts[i]) for i in range(len(parts))]


@mistake("shuffled-for-every-fold", "kfold", hint=TWICE, fails=ONCE)
def folds_shuffled_each(n, k, rng):
    folds = []
    for i in range(k):
        parts = np.array_split(rng.permutation(n), k)
        folds.append((np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]))
    return folds


@mistake("drawn-with-replacement", "kfold", hint=TWICE, fails=ONCE)
def folds_drawn_with_replacement(n, k, rng):
    parts = np.array_split(rng.integers(0, n, n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


@mistake(
    "training-and-validation-overlap",
    "kfold",
    hint="Is a row that a fold validates on also one that it trains on?",
    fails=ONCE,
)
def folds_that_train_on_everything(n, k, rng):
    order = rng.permutation(n)
    return [(order, part) for part in np.array_split(order, k)]


@mistake("training-and-validation-crossed", "kfold", hint=hints.CROSSED, fails=ONCE)
def folds_with_the_validation_rows_first(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(parts[i], np.concatenate(parts[:i] + parts[i + 1 :])) for i in range(k)]


@mistake("only-one-fold", "kfold", hint="How many pairs should come back for k = 3? Count yours.", fails=ONCE)
def the_first_fold_alone(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    for i in range(k):
        return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i])]


@mistake(
    "training-rows-missing",
    "kfold",
    hint="A fold needs two arrays: the rows to validate on, and the rows to train on. Which do you hand back?",
    fails=ONCE,
)
def parts_alone(n, k, rng):
    return np.array_split(rng.permutation(n), k)


@mistake(
    "training-rows-missing",
    "kfold",
    hint="Which rows train in a fold: one other part, or all other parts together?",
    fails=ONCE,
)
def folds_that_train_on_the_next_part(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(parts[(i + 1) % k], parts[i]) for i in range(k)]


@mistake(
    "rows-counted-from-one",
    "kfold",
    hint="Row numbers begin at 0: which row does your largest number pick?",
    fails=ONCE,
)
def folds_counted_from_one(n, k, rng):
    parts = np.array_split(rng.permutation(np.arange(1, n + 1)), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


@mistake(
    "list-instead-of-array",
    "kfold",
    hint="Print the type of one of your parts. Which type does the docstring ask for?",
    fails=ONCE,
)
def folds_of_lists(n, k, rng):
    order = rng.permutation(n).tolist()
    parts = [order[i::k] for i in range(k)]
    return [(sum(parts[:i] + parts[i + 1 :], []), parts[i]) for i in range(k)]


@mistake("nothing-returned", "kfold", hint=hints.NO_RETURN, fails=ONCE)
def folds_printed(n, k, rng):
    for part in np.array_split(rng.permutation(n), k):
        print(part)


@right("kfold")
def folds_by_remainders(n, k, rng):
    number = rng.permutation(np.arange(n) % k)
    rows = np.arange(n)
    return [(rows[number != i], rows[number == i]) for i in range(k)]


@right("kfold")
def folds_by_set_difference(n, k, rng):
    order = np.arange(n)
    rng.shuffle(order)
    return [(np.setdiff1d(order, order[i::k]), order[i::k]) for i in range(k)]


@right("kfold")
def folds_by_a_mask(n, k, rng):
    order = np.argsort(rng.random(n))
    folds = []
    for part in np.array_split(order, k):
        train = np.ones(n, dtype=bool)
        train[part] = False
        folds.append((np.flatnonzero(train), part))
    return folds


@right("kfold")
def folds_by_cuts(n, k, rng):
    order = rng.choice(n, size=n, replace=False)
    cuts = [round(i * n / k) for i in range(k + 1)]
    return [
        (np.append(order[:low], order[high:]), order[low:high]) for low, high in zip(cuts[:-1], cuts[1:], strict=True)
    ]
