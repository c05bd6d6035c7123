"""Wrong and right answers to `find_bug`."""

from autograder.course.mistakes import mistake, right

LOOP_A = "test_names_the_mistake_in_a"
LOOP_B = "test_names_the_mistake_in_b"
LOOP_C = "test_names_the_mistake_in_c"
LOOP_D = "test_names_the_mistake_in_d"


@mistake(
    "loop-a-taken-for-forgotten-rate",
    "find_bug",
    hint="Look for lr in loop a: it is there. Then give it every row twice: do its steps stay as long?",
    fails=LOOP_A,
)
def a_read_as_a_forgotten_rate(name):
    return {
        "a": "learning-rate-forgotten",
        "b": "aliased-history",
        "c": "gradient-not-reset",
        "d": "sequential-update",
    }[name]


@mistake(
    "loop-a-taken-for-wrong-sign",
    "find_bug",
    hint="Take the first step of loop a on paper: does w move towards its best value, or away from it? And how far?",
    fails=LOOP_A,
)
def a_read_as_a_wrong_sign(name):
    return {"a": "gradient-sign", "b": "aliased-history", "c": "gradient-not-reset", "d": "sequential-update"}[name]


@mistake(
    "loop-b-taken-for-stale-gradient",
    "find_bug",
    hint="Print theta inside loop b: does it stand still there, too?",
    fails=LOOP_B,
)
def b_read_as_a_stale_gradient(name):
    return {"a": "sum-not-mean", "b": "stale-gradient", "c": "gradient-not-reset", "d": "sequential-update"}[name]


@mistake(
    "loop-b-taken-for-late-loss",
    "find_bug",
    hint="Compare the rows of loop b's history with each other: how many different ones are there?",
    fails=LOOP_B,
)
def b_read_as_a_late_loss(name):
    return {"a": "sum-not-mean", "b": "loss-after-update", "c": "gradient-not-reset", "d": "sequential-update"}[name]


@mistake(
    "loop-c-taken-for-wrong-sign",
    "find_bug",
    hint="Does the loss of loop c rise at the first step, or only later?",
    fails=LOOP_C,
)
def c_read_as_a_wrong_sign(name):
    return {"a": "sum-not-mean", "b": "aliased-history", "c": "gradient-sign", "d": "sequential-update"}[name]


@mistake(
    "loop-c-taken-for-stale-gradient",
    "find_bug",
    hint="Is the gradient of loop c worked out inside the loop? Then what is it added to?",
    fails=LOOP_C,
)
def c_read_as_a_stale_gradient(name):
    return {"a": "sum-not-mean", "b": "aliased-history", "c": "stale-gradient", "d": "sequential-update"}[name]


@mistake(
    "loop-c-taken-for-a-sum",
    "find_bug",
    hint="Does the first step of loop c have the right length? And the second?",
    fails=LOOP_C,
)
def c_read_as_a_sum(name):
    return {"a": "sum-not-mean", "b": "aliased-history", "c": "sum-not-mean", "d": "sequential-update"}[name]


@mistake(
    "loop-d-taken-for-late-loss",
    "find_bug",
    hint="Check the losses of loop d against its own w and b: they fit. Then check its first b.",
    fails=LOOP_D,
)
def d_read_as_a_late_loss(name):
    return {"a": "sum-not-mean", "b": "aliased-history", "c": "gradient-not-reset", "d": "loss-after-update"}[name]


@mistake(
    "loop-d-taken-for-wrong-sign",
    "find_bug",
    hint="Loop d arrives at the best line. Would it, with a wrong sign?",
    fails=LOOP_D,
)
def d_read_as_a_wrong_sign(name):
    return {"a": "sum-not-mean", "b": "aliased-history", "c": "gradient-not-reset", "d": "gradient-sign"}[name]


@right("find_bug")
def with_a_chain_of_ifs(name):
    if name == "a":
        return "sum-not-mean"
    if name == "b":
        return "aliased-history"
    return "gradient-not-reset" if name == "c" else "sequential-update"


@right("find_bug")
def with_two_lists(name):
    labels = ["sum-not-mean", "aliased-history", "gradient-not-reset", "sequential-update"]
    return labels["abcd".index(name)]
