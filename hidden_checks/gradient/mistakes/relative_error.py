"""Wrong and right ways to write `relative_error`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.gradient.mistakes import hints

SHARE = "test_takes_the_largest_share"
NOTHING = "test_nothing_against_nothing_is_no_error"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
GUARD = "What is 0 divided by 0 in NumPy? What does the formula do about it?"
SIZES = "Compare 1 with 3: what stands above the line, what below it, and is it the same for 3 and 1?"


@mistake("zero-divided-by-zero", "relative_error", hint=GUARD, fails=NOTHING)
def error_without_a_guard(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b)))


@mistake("zero-divided-by-zero", "relative_error", hint=GUARD, fails=NOTHING)
def error_without_a_guard_quietly(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(all="ignore"):
        return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b)))


@mistake(
    "floor-added",
    "relative_error",
    hint="Compare 2e-13 with 1e-13 on paper: does 1e-12 get added in the formula, or does something else happen to it?",
    fails=NOTHING,
)
def error_with_the_guard_added(a, b):
    return np.max(np.abs(np.subtract(a, b)) / (np.abs(a) + np.abs(b) + 1e-12))


@mistake(
    "floor-around-the-fraction",
    "relative_error",
    hint="Compare your brackets with the formula: what exactly is inside the max?",
    fails=NOTHING,
)
def error_with_the_guard_around(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    sizes = np.abs(a) + np.abs(b)
    shares = np.divide(np.abs(a - b), sizes, out=np.zeros_like(sizes), where=sizes > 0)
    return max(1e-12, np.max(shares))


@mistake("wrong-denominator", "relative_error", hint=SIZES, fails=SHARE)
def error_as_a_share_of_b(a, b):
    return np.max(np.abs(np.subtract(a, b)) / np.maximum(1e-12, np.abs(b)))


@mistake("wrong-denominator", "relative_error", hint=SIZES, fails=SHARE)
def error_as_a_share_of_a(a, b):
    return np.max(np.abs(np.subtract(a, b)) / np.maximum(1e-12, np.abs(a)))


@mistake("wrong-denominator", "relative_error", hint=SIZES, fails=SHARE)
def error_as_a_share_of_the_larger(a, b):
    return np.max(np.abs(np.subtract(a, b)) / np.maximum(1e-12, np.maximum(np.abs(a), np.abs(b))))


@mistake("wrong-denominator", "relative_error", hint=SIZES, fails=SHARE)
def error_as_a_share_of_the_middle(a, b):
    return np.max(2 * np.abs(np.subtract(a, b)) / np.maximum(1e-12, np.abs(a) + np.abs(b)))


@mistake(
    "absolute-instead-of-relative-error",
    "relative_error",
    hint="1 against 3, 1001 against 1003: the same error?",
    fails=SHARE,
)
def error_without_a_scale(a, b):
    return np.max(np.abs(np.subtract(a, b)))


SIGNED = "Compare -2 with 6, then 6 with -2: is the error small, large, or below zero?"


@mistake("error-with-a-sign", "relative_error", hint=SIGNED, fails=SHARE)
def error_over_the_size_of_the_sum(a, b):
    return np.max(np.abs(np.subtract(a, b)) / np.maximum(1e-12, np.abs(np.add(a, b))))


@mistake("error-with-a-sign", "relative_error", hint=SIGNED, fails=SHARE)
def error_with_its_sign(a, b):
    return np.max(np.subtract(a, b) / np.maximum(1e-12, np.abs(a) + np.abs(b)))


@mistake("not-the-largest-error", "relative_error", hint=hints.LARGEST, fails=SHARE)
def error_averaged(a, b):
    return np.mean(np.abs(np.subtract(a, b)) / np.maximum(1e-12, np.abs(a) + np.abs(b)))


@mistake("not-the-largest-error", "relative_error", hint=hints.LARGEST, fails=SHARE)
def error_of_the_norms(a, b):
    return np.linalg.norm(np.subtract(a, b)) / max(1e-12, float(np.linalg.norm(a) + np.linalg.norm(b)))


@mistake("not-the-largest-error", "relative_error", hint=hints.LARGEST, fails=SHARE)
def error_of_the_largest_parts(a, b):
    return np.max(np.abs(np.subtract(a, b))) / max(1e-12, float(np.max(np.abs(a)) + np.max(np.abs(b))))


@mistake("not-the-largest-error", "relative_error", hint=hints.LARGEST, fails=SHARE)
def error_of_each_entry(a, b):
    return np.abs(np.subtract(a, b)) / np.maximum(1e-12, np.abs(a) + np.abs(b))


@mistake(
    "builtin-max-of-arrays",
    "relative_error",
    title="The built-in max of arrays",
    hint="What does Python's max do with two arrays? Which function of NumPy compares entry by entry?",
    fails=SHARE,
)
def error_with_pythons_max(a, b):
    return np.max(np.abs(a - b) / max(1e-12, np.abs(a) + np.abs(b)))


@mistake("digits-lost", "relative_error", hint=hints.ROUNDED, fails=SHARE)
def error_rounded(a, b):
    return round(float(np.max(np.abs(np.subtract(a, b)) / np.maximum(1e-12, np.abs(a) + np.abs(b)))), 4)


@mistake(
    "arguments-changed",
    "relative_error",
    hint="Print `a` and `b` before and after the call: are both still the same?",
    fails=ANY,
)
def error_written_into_its_argument(a, b):
    sizes = np.maximum(1e-12, np.abs(a) + np.abs(b))
    a -= b
    return np.max(np.abs(a) / sizes)


@mistake("nothing-returned", "relative_error", hint=hints.NO_RETURN, fails=SHARE)
def error_only_printed(a, b):
    print(np.max(np.abs(np.subtract(a, b)) / np.maximum(1e-12, np.abs(a) + np.abs(b))))


@right("relative_error")
def error_entry_by_entry(a, b):
    pairs = zip(np.ravel(a), np.ravel(b))
    return max(float(abs(p - q)) / max(1e-12, float(abs(p) + abs(q))) for p, q in pairs)


@right("relative_error")
def error_with_a_choice(a, b):
    sizes = np.abs(a) + np.abs(b)
    return (np.abs(np.asarray(a) - b) / np.where(sizes > 1e-12, sizes, 1e-12)).max()


@right("relative_error")
def error_with_clip(a, b):
    return float(np.amax(np.fabs(np.subtract(b, a)) / np.clip(np.fabs(a) + np.fabs(b), 1e-12, None)))


@right("relative_error")
def error_that_divides_first_and_chooses_then(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    sizes = np.abs(a) + np.abs(b)
    return np.max(np.where(sizes > 1e-12, np.abs(a - b) / sizes, np.abs(a - b) / 1e-12))
