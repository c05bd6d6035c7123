"""Wrong and right ways to write `logistic_c`."""

from autograder.course.mistakes import mistake, right

EXERCISE = "logistic_c"
SAME = "test_scikit_learn_finds_the_same_parameters"
HALF = "Look at the penalties of both objectives: is there a half in front of each?"
MEAN = "One objective has a mean of the losses, the other a sum. By what do they differ?"
UPSIDE_DOWN = "On which term does lam stand, and on which C? What becomes of C when lam grows?"


@mistake("factor-two-in-c", EXERCISE, hint=HALF, fails=SAME)
def c_without_the_two(lam, n):
    return 1 / (n * lam)


@mistake("factor-two-in-c", EXERCISE, hint=HALF, fails=SAME)
def c_with_the_two_above(lam, n):
    return 2 / (n * lam)


@mistake("factor-two-in-c", EXERCISE, hint=HALF, fails=SAME)
def c_with_two_twos(lam, n):
    return 1 / (4 * n * lam)


@mistake("rows-not-counted", EXERCISE, hint=MEAN, fails=SAME)
def c_of_a_sum(lam, n):
    return 1 / (2 * lam)


@mistake("rows-not-counted", EXERCISE, hint=MEAN, fails=SAME)
def c_of_a_sum_without_the_two(lam, n):
    return 1 / lam


@mistake(
    "rows-counted-on-the-wrong-side",
    EXERCISE,
    hint="Twice the rows: does the sum of the losses become larger or smaller?",
    fails=SAME,
)
def c_with_rows_above(lam, n):
    return n / (2 * lam)


@mistake("c-as-a-penalty", EXERCISE, hint=UPSIDE_DOWN, fails=SAME)
def c_upside_down(lam, n):
    return 2 * n * lam


@mistake("c-as-a-penalty", EXERCISE, hint=UPSIDE_DOWN, fails=SAME)
def c_as_alpha_of_ridge(lam, n):
    return n * lam


@mistake("c-as-a-penalty", EXERCISE, hint=UPSIDE_DOWN, fails=SAME)
def c_as_lam(lam, n):
    return lam


@mistake(
    "division-before-multiplication", EXERCISE, hint="In which order does Python compute 1 / 2 * n * lam?", fails=SAME
)
def c_without_brackets(lam, n):
    return 1 / 2 * n * lam


@mistake("whole-number-division", EXERCISE, hint="What does // do with what is left over?", fails=SAME)
def c_in_whole_numbers(lam, n):
    return 1 // (2 * n * lam)


@mistake("nothing-returned", EXERCISE, hint="Your function shows its result. What does it hand back?", fails=SAME)
def c_only_printed(lam, n):
    print(1 / (2 * n * lam))


@right(EXERCISE)
def c_by_halves(lam, n):
    return 0.5 / n / lam


@right(EXERCISE)
def c_by_a_power(lam, n):
    return (n * 2.0 * lam) ** -1
