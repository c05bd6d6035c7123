"""Wrong and right ways to write `complex_step_gradient`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.gradient.mistakes import hints

EXACT = "test_is_exact_to_the_last_digits"
STEP = "test_works_with_any_small_step"
PLACE = "test_takes_any_place_and_leaves_it_alone"
PART = "Which part of the answer carries the slope: the one that barely moved, or the other?"
DIVIDE = "How often do you divide by h? Try h = 0.5 with f(t) = 3 t."


@mistake("real-part-instead-of-imaginary", "complex_step_gradient", hint=PART, fails=EXACT)
def real_part_divided_by_h(f, theta, h=1e-20):
    return np.array([np.real(f(theta + 1j * h * e)) / h for e in np.eye(len(theta))])


@mistake("real-part-instead-of-imaginary", "complex_step_gradient", hint=PART, fails=EXACT)
def real_part(f, theta, h=1e-20):
    return np.array([np.real(f(theta + 1j * h * e)) for e in np.eye(len(theta))])


@mistake("real-part-instead-of-imaginary", "complex_step_gradient", hint=PART, fails=EXACT)
def size_divided_by_h(f, theta, h=1e-20):
    return np.array([np.abs(f(theta + 1j * h * e)) / h for e in np.eye(len(theta))])


@mistake("not-divided-by-h-once", "complex_step_gradient", hint=DIVIDE, fails=EXACT)
def divided_by_h_twice(f, theta, h=1e-20):
    return np.array([np.imag(f(theta + 1j * h * e) / h) / h for e in np.eye(len(theta))])


@mistake("not-divided-by-h-once", "complex_step_gradient", hint=DIVIDE, fails=EXACT)
def divided_by_two_h(f, theta, h=1e-20):
    return np.array([np.imag(f(theta + 1j * h * e)) / (2 * h) for e in np.eye(len(theta))])


@mistake("not-divided-by-h-once", "complex_step_gradient", hint=DIVIDE, fails=EXACT)
def never_divided(f, theta, h=1e-20):
    return np.array([np.imag(f(theta + 1j * h * e)) for e in np.eye(len(theta))])


@mistake(
    "difference-instead-of-complex-step",
    "complex_step_gradient",
    hint="Nothing has to be subtracted here. What do you subtract?",
    fails=EXACT,
    agreement=1e-12,
)
def a_central_difference_after_all(f, theta, h=1e-20):
    h = 1e-5
    return np.array([np.real(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in np.eye(len(theta))])


@mistake("given-step-ignored", "complex_step_gradient", hint=hints.OWN_STEP, fails=EXACT)
def a_large_step_of_its_own(f, theta, h=1e-20):
    h = 1e-5
    return np.array([np.imag(f(theta + 1j * h * e)) / h for e in np.eye(len(theta))])


@mistake("given-step-ignored", "complex_step_gradient", hint=hints.OWN_STEP, fails=STEP)
def a_tiny_step_of_its_own(f, theta, h=1e-20):
    h = 1e-20
    return np.array([np.imag(f(theta + 1j * h * e)) / h for e in np.eye(len(theta))])


@mistake(
    "step-in-the-wrong-direction",
    "complex_step_gradient",
    hint="In which direction along the imaginary axis do you step? Look at the sign.",
    fails=EXACT,
)
def a_step_downwards(f, theta, h=1e-20):
    return np.array([np.imag(f(theta - 1j * h * e)) / h for e in np.eye(len(theta))])


@mistake("parameter-not-restored", "complex_step_gradient", hint=hints.RESTORE, fails=EXACT)
def one_copy_for_all(f, theta, h=1e-20):
    point = np.array(theta, dtype=complex)
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        point[i] += 1j * h
        gradient[i] = np.imag(f(point)) / h
    return gradient


@mistake("all-parameters-moved-at-once", "complex_step_gradient", hint=hints.TOGETHER, fails=EXACT)
def all_together(f, theta, h=1e-20):
    return np.array([np.imag(f(theta + 1j * h)) / h for _ in range(len(theta))])


@mistake("all-parameters-moved-at-once", "complex_step_gradient", hint=hints.TOGETHER, fails=EXACT)
def all_together_as_one_number(f, theta, h=1e-20):
    return np.imag(f(theta + 1j * h)) / h


LOST = "All your slopes are zero: where did the step get lost? What type is the array that holds it?"


@mistake("imaginary-step-lost", "complex_step_gradient", hint=LOST, fails=EXACT)
def a_copy_of_real_numbers(f, theta, h=1e-20):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        point = theta.copy()
        point[i] += 1j * h
        gradient[i] = np.imag(f(point)) / h
    return gradient


@mistake("imaginary-step-lost", "complex_step_gradient", hint=LOST, fails=EXACT)
def a_step_made_real(f, theta, h=1e-20):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = (1j * h).real
        gradient[i] = np.imag(f(theta + step)) / h
    return gradient


@mistake("imaginary-step-lost", "complex_step_gradient", hint=LOST, fails=EXACT)
def a_real_difference_with_the_given_step(f, theta, h=1e-20):
    return np.array([np.real(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in np.eye(len(theta))])


@mistake(
    "list-instead-of-array",
    "complex_step_gradient",
    hint="What is `type(...)` of what you return? The docstring asks for an array.",
    fails=EXACT,
)
def slopes_as_a_list(f, theta, h=1e-20):
    return [np.imag(f(theta + 1j * h * e)) / h for e in np.eye(len(theta))]


@mistake("array-of-whole-numbers", "complex_step_gradient", hint=hints.WHOLE, fails=PLACE)
def slopes_in_the_type_of_theta(f, theta, h=1e-20):
    gradient = np.zeros_like(theta)
    for i in range(len(theta)):
        step = np.zeros(len(theta), dtype=complex)
        step[i] = 1j * h
        gradient[i] = np.imag(f(theta + step)) / h
    return gradient


@mistake("digits-lost", "complex_step_gradient", hint=hints.ROUNDED, fails=EXACT)
def slopes_rounded_to_four_digits(f, theta, h=1e-20):
    return np.round([np.imag(f(theta + 1j * h * e)) / h for e in np.eye(len(theta))], 4)


@mistake("nothing-returned", "complex_step_gradient", hint=hints.NO_RETURN, fails=EXACT)
def complex_steps_only_printed(f, theta, h=1e-20):
    for e in np.eye(len(theta)):
        print(np.imag(f(theta + 1j * h * e)) / h)


@right("complex_step_gradient")
def one_parameter_after_the_other(f, theta, h=1e-20):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        point = np.array(theta, dtype=complex)
        point[i] += 1j * h
        gradient[i] = f(point).imag / h
    return gradient


@right("complex_step_gradient")
def one_copy_put_back(f, theta, h=1e-20):
    point = np.asarray(theta).astype(complex)
    slopes = []
    for i in range(len(point)):
        point[i] = complex(theta[i], h)
        slopes.append(np.imag(f(point)) / h)
        point[i] = theta[i]
    return np.array(slopes)


@right("complex_step_gradient")
def divided_before_the_part_is_taken(f, theta, h=1e-20):
    return np.array([(f(theta + 1j * h * e) / h).imag for e in np.eye(len(theta))])


@right("complex_step_gradient")
def a_central_difference_along_the_imaginary_axis(f, theta, h=1e-20):
    rows = 1j * h * np.eye(len(theta))
    return np.array([((f(theta + row) - f(theta - row)) / (2j * h)).real for row in rows])
