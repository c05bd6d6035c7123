"""Wrong and right ways to write `minibatches`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.stochastic_descent.mistakes import hints

ONCE = "test_deals_every_row_once"
ANEW = "test_deals_anew_each_time"
GIVEN = "test_draws_from_the_generator_it_is_given"
OWN = "Two generators in the same state should give the same batches, two others should not. Which one shuffles here?"
REPLACED = hints.REPLACED


@mistake("wrongly-shuffled", "minibatches", hint="Ask it twice: are the rows in the same order?", fails=ANEW)
def batches_in_order(n, batch_size, rng):
    order = np.arange(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@mistake("generator-of-its-own", "minibatches", hint=OWN, fails=GIVEN)
def batches_from_a_generator_of_its_own(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@mistake("global-generator", "minibatches", hint=OWN, fails=GIVEN)
def batches_from_the_global_generator(n, batch_size, rng):
    order = np.random.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@mistake("last-batch-dropped", "minibatches", hint="Seven rows in threes: which row is in no batch?", fails=ONCE)
def batches_without_the_last(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n - batch_size + 1, batch_size)]


@mistake("last-batch-dropped", "minibatches", hint="Seven rows in threes: which row is in no batch?", fails=ONCE)
def batches_that_are_full(n, batch_size, rng):
    order = rng.permutation(n)
    full = n // batch_size
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(full)]


@mistake("last-batch-filled-up", "minibatches", hint="Seven rows in threes: is a row in two batches?", fails=ONCE)
def batches_filled_up_from_the_front(n, batch_size, rng):
    order = rng.permutation(n)
    count = -(-n // batch_size)
    return [np.take(order, range(k * batch_size, (k + 1) * batch_size), mode="wrap") for k in range(count)]


@mistake(
    "batches-of-even-sizes",
    "minibatches",
    hint="Seven rows in threes should make 3, 3 and 1. What are your sizes?",
    fails=ONCE,
)
def batches_of_even_sizes(n, batch_size, rng):
    count = -(-n // batch_size)
    return np.array_split(rng.permutation(n), count)


@mistake(
    "batch-size-as-number-of-batches",
    "minibatches",
    hint="Is batch_size the number of rows in a batch, or the number of batches?",
    fails=ONCE,
)
def batches_as_many_as_asked(n, batch_size, rng):
    return np.array_split(rng.permutation(n), batch_size)


@mistake("drawn-with-replacement", "minibatches", hint=REPLACED, fails=ONCE)
def batches_drawn_with_replacement(n, batch_size, rng):
    return [rng.choice(n, size=min(batch_size, n - start)) for start in range(0, n, batch_size)]


@mistake("drawn-with-replacement", "minibatches", hint=REPLACED, fails=ONCE)
def batches_drawn_apart(n, batch_size, rng):
    return [rng.permutation(n)[: min(batch_size, n - start)] for start in range(0, n, batch_size)]


@mistake("only-one-batch", "minibatches", hint="Seven rows in threes: how many batches is that?", fails=ONCE)
def batches_of_which_one_comes_back(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        return [order[start : start + batch_size]]


@mistake(
    "rows-counted-from-one",
    "minibatches",
    hint="Row numbers begin at 0: which row does your largest number pick?",
    fails=ONCE,
)
def batches_counted_from_one(n, batch_size, rng):
    order = rng.permutation(np.arange(1, n + 1))
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@mistake(
    "overlapping-batches",
    "minibatches",
    hint="Is a row in two batches? With which row does each batch begin, and with which does it end?",
    fails=ONCE,
)
def batches_that_overlap(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size + 1] for start in range(0, n, batch_size)]


@mistake(
    "overlapping-batches",
    "minibatches",
    hint="Is a row in two batches? With which row does each batch begin, and with which does it end?",
    fails=ONCE,
)
def batches_at_every_row(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(n)]


@mistake(
    "not-cut-into-batches",
    "minibatches",
    hint="One array for all rows, or one for each batch: what was asked for?",
    fails=ONCE,
)
def batches_uncut(n, batch_size, rng):
    return rng.permutation(n)


@mistake(
    "generator-instead-of-list",
    "minibatches",
    hint="A list can be counted and read twice. Can what you hand back?",
    fails=ONCE,
)
def batches_yielded(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]


@mistake(
    "list-instead-of-array",
    "minibatches",
    hint="Print the type of one of your batches. Which type does the docstring ask for?",
    fails=ONCE,
)
def batches_as_lists(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size].tolist() for start in range(0, n, batch_size)]


@mistake(
    "copy-of-the-generator",
    "minibatches",
    hint="Call it twice with the same generator: should both calls give the same order?",
    fails=ANEW,
)
def batches_from_a_copy_of_the_generator(n, batch_size, rng):
    import copy

    order = copy.deepcopy(rng).permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@mistake("nothing-returned", "minibatches", hint=hints.NO_RETURN, fails=ONCE)
def batches_printed(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        print(order[start : start + batch_size])


@right("minibatches")
def batches_by_shuffling_in_place(n, batch_size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    batches = []
    while len(order) > 0:
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches


@right("minibatches")
def batches_by_sorting_random_numbers(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    return np.split(order, range(batch_size, n, batch_size))


@right("minibatches")
def batches_by_taking_all_without_replacement(n, batch_size, rng):
    order = rng.choice(n, size=n, replace=False)
    starts = np.arange(0, n, batch_size)
    return [np.sort(order[a : a + batch_size]) for a in starts]


@right("minibatches")
def batches_by_a_spawned_generator(n, batch_size, rng):
    order = rng.spawn(1)[0].permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]
