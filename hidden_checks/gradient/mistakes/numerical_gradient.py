"""Wrong and right ways to write `numerical_gradient`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.gradient.mistakes import hints

QUADRATIC = "test_is_exact_on_a_quadratic"
SQUARE = "test_errs_with_the_square_of_the_step"
ONE = "test_moves_one_parameter_at_a_time"
PLACE = "test_takes_any_place_and_leaves_it_alone"
APART = "How far apart are the two points that you compare?"
HALVE = "Halve h: by how much does the error fall, and by how much should it?"


@mistake("divided-by-the-wrong-distance", "numerical_gradient", hint=APART, fails=QUADRATIC)
def central_divided_by_h(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta - step)) / h
    return gradient


@mistake("divided-by-the-wrong-distance", "numerical_gradient", hint=APART, fails=QUADRATIC)
def forward_divided_by_two_h(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta)) / (2 * h)
    return gradient


@mistake("divided-by-the-wrong-distance", "numerical_gradient", hint=APART, fails=QUADRATIC)
def central_without_brackets_below(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta - step)) / 2 * h
    return gradient


@mistake("divided-by-the-wrong-distance", "numerical_gradient", hint=APART, fails=QUADRATIC)
def central_with_half_steps_divided_by_two_h(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h / 2
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@mistake("one-sided-difference", "numerical_gradient", hint=HALVE, fails=SQUARE)
def one_step_forward(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta)) / h
    return gradient


@mistake("one-sided-difference", "numerical_gradient", hint=HALVE, fails=SQUARE)
def one_step_forward_from_one_place(f, theta, h=1e-5):
    here, gradient = f(theta), np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - here) / h
    return gradient


@mistake("one-sided-difference", "numerical_gradient", hint=HALVE, fails=SQUARE)
def one_step_backward(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta) - f(theta - step)) / h
    return gradient


@mistake("parameter-not-restored", "numerical_gradient", hint=hints.RESTORE, fails=ONE)
def central_without_a_way_back(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        theta[i] += h
        above = f(theta)
        theta[i] -= 2 * h
        below = f(theta)
        gradient[i] = (above - below) / (2 * h)
    return gradient


@mistake("parameter-not-restored", "numerical_gradient", hint=hints.RESTORE, fails=ONE)
def central_with_two_copies_for_all(f, theta, h=1e-5):
    above, below = np.array(theta, dtype=float), np.array(theta, dtype=float)
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake("all-parameters-moved-at-once", "numerical_gradient", hint=hints.TOGETHER, fails=QUADRATIC)
def central_with_all_together(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        gradient[i] = (f(theta + h) - f(theta - h)) / (2 * h)
    return gradient


@mistake("all-parameters-moved-at-once", "numerical_gradient", hint=hints.TOGETHER, fails=QUADRATIC)
def central_as_one_number(f, theta, h=1e-5):
    return (f(theta + h) - f(theta - h)) / (2 * h)


@mistake("step-lost-in-rounding", "numerical_gradient", hint="What is 1 + 1e-15 in float64?", fails=SQUARE)
def central_with_a_step_of_1e_15(f, theta, h=1e-15):
    h = 1e-15
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@mistake("given-step-ignored", "numerical_gradient", hint=hints.OWN_STEP, fails=SQUARE)
def central_with_a_step_of_its_own(f, theta, h=1e-5):
    h = 1e-5
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@mistake(
    "step-in-the-wrong-direction",
    "numerical_gradient",
    hint="Which of the two values is taken away from which?",
    fails=QUADRATIC,
)
def central_turned(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta - step) - f(theta + step)) / (2 * h)
    return gradient


@mistake(
    "parameter-left-out", "numerical_gradient", hint="Which parameter does your loop never reach?", fails=QUADRATIC
)
def central_without_the_last_parameter(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta) - 1):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@mistake(
    "parameter-left-out", "numerical_gradient", hint="Which parameter does your loop never reach?", fails=QUADRATIC
)
def central_without_the_first_parameter(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(1, len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


FIVE = "How many times does your function call f for each parameter? Compare with the docstring."


@mistake("too-many-evaluations", "numerical_gradient", hint=FIVE, fails=ONE)
def central_with_five_points(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        near = f(theta + step) - f(theta - step)
        far = f(theta + 2 * step) - f(theta - 2 * step)
        gradient[i] = (8 * near - far) / (12 * h)
    return gradient


@mistake(
    "list-instead-of-array",
    "numerical_gradient",
    hint="What is `type(...)` of what you return? The docstring asks for an array.",
    fails=QUADRATIC,
)
def central_as_a_list(f, theta, h=1e-5):
    slopes = []
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        slopes.append((f(theta + step) - f(theta - step)) / (2 * h))
    return slopes


@mistake("array-of-whole-numbers", "numerical_gradient", hint=hints.WHOLE, fails=PLACE)
def central_in_the_type_of_theta(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        above, below = theta.copy(), theta.copy()
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake("array-of-whole-numbers", "numerical_gradient", hint=hints.WHOLE, fails=PLACE)
def central_into_the_type_of_theta(f, theta, h=1e-5):
    gradient = np.zeros_like(theta)
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@mistake(
    "arguments-changed",
    "numerical_gradient",
    hint="While you move one entry, what does the caller's `theta` hold?",
    fails=PLACE,
)
def central_that_moves_theta_itself(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        old = theta[i]
        theta[i] = old + h
        above = f(theta)
        theta[i] = old - h
        below = f(theta)
        theta[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient


@mistake("digits-lost", "numerical_gradient", hint=hints.ROUNDED, fails=QUADRATIC)
def central_rounded(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * h)
    return np.round(gradient, 4)


@mistake("nothing-returned", "numerical_gradient", hint=hints.NO_RETURN, fails=QUADRATIC)
def central_only_printed(f, theta, h=1e-5):
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        print((f(theta + step) - f(theta - step)) / (2 * h))


@right("numerical_gradient")
def central_by_rows_of_the_identity(f, theta, h=1e-5):
    return np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in np.eye(len(theta))])


@right("numerical_gradient")
def central_with_copies(f, theta, h=1e-5):
    gradient = np.empty(len(theta))
    for i in range(len(theta)):
        above, below = np.array(theta, dtype=float), np.array(theta, dtype=float)
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / h / 2
    return gradient


@right("numerical_gradient")
def central_with_one_copy_put_back(f, theta, h=1e-5):
    point = np.asarray(theta, dtype=float).copy()
    slopes = []
    for i in range(point.size):
        old = point[i]
        point[i] = old + h
        above = f(point)
        point[i] = old - h
        below = f(point)
        point[i] = old
        slopes.append(0.5 * (above - below) / h)
    return np.asarray(slopes)


@right("numerical_gradient")
def central_backwards_through_the_parameters(f, theta, h=1e-5):
    gradient = np.zeros(np.shape(theta))
    for i in reversed(range(len(theta))):
        step = np.zeros(len(theta))
        step[i] = h
        below = f(theta - step)
        gradient[i] = (f(theta + step) - below) / (2.0 * h)
    return gradient
