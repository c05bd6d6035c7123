"""Wrong and right ways to write `fd_error_curve`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.gradient.mistakes import hints
from solutions.gradient import complex_step_gradient, numerical_gradient

FALLS = "test_falls_by_one_and_by_two_decades"
LARGEST = "test_takes_the_largest_difference_for_each_step"
KEYS = "Which error belongs under which key? On a quadratic, only one of the three is not zero."
HALVE = "By how many digits does 'central' improve when h falls to a tenth? Between which two points do you measure?"


@mistake("one-sided-difference", "fd_error_curve", hint=HALVE, fails=FALLS)
def central_one_sided_as_well(f, grad, theta, hs):
    errors = {"forward": [], "central": [], "complex": []}
    exact, eye = grad(theta), np.eye(len(theta))
    for h in hs:
        forward = np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
        imaginary = np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
        errors["forward"].append(np.max(np.abs(forward - exact)))
        errors["central"].append(np.max(np.abs(forward - exact)))
        errors["complex"].append(np.max(np.abs(imaginary - exact)))
    return {name: np.array(values) for name, values in errors.items()}


@mistake(
    "forward-steps-to-both-sides",
    "fd_error_curve",
    hint="At which two points does 'forward' ask f? And at which two does yours?",
    fails=FALLS,
)
def forward_two_sided_as_well(f, grad, theta, hs):
    errors = {"forward": [], "central": [], "complex": []}
    exact, eye = grad(theta), np.eye(len(theta))
    for h in hs:
        central = np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
        imaginary = np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
        errors["forward"].append(np.max(np.abs(central - exact)))
        errors["central"].append(np.max(np.abs(central - exact)))
        errors["complex"].append(np.max(np.abs(imaginary - exact)))
    return {name: np.array(values) for name, values in errors.items()}


@mistake(
    "divided-by-the-wrong-distance",
    "fd_error_curve",
    hint="How far apart are the two points of 'central'?",
    fails=FALLS,
)
def central_divided_by_h_alone(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / h for e in eye])
    imaginary = lambda h: np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": forward, "central": central, "complex": imaginary}
    return {name: np.array([np.max(np.abs(way(h) - exact)) for h in hs]) for name, way in ways.items()}


@mistake(
    "given-step-ignored",
    "fd_error_curve",
    hint="Every h of hs gives an error of its own: do yours differ?",
    fails=FALLS,
)
def central_with_its_default_step(f, grad, theta, hs):
    errors = {"forward": [], "central": [], "complex": []}
    exact = grad(theta)
    for h in hs:
        forward = np.array([(f(theta + h * e) - f(theta)) / h for e in np.eye(len(theta))])
        errors["forward"].append(np.max(np.abs(forward - exact)))
        errors["central"].append(np.max(np.abs(numerical_gradient(f, theta) - exact)))
        errors["complex"].append(np.max(np.abs(complex_step_gradient(f, theta, h) - exact)))
    return {name: np.array(values) for name, values in errors.items()}


@mistake("wrong-keys", "fd_error_curve", hint=KEYS, fails=FALLS)
def forward_and_central_exchanged(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = lambda h: np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": central, "central": forward, "complex": imaginary}
    return {name: np.array([np.max(np.abs(way(h) - exact)) for h in hs]) for name, way in ways.items()}


@mistake("wrong-keys", "fd_error_curve", hint=KEYS, fails=FALLS)
def curves_as_a_tuple(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = lambda h: np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    return tuple(np.array([np.max(np.abs(way(h) - exact)) for h in hs]) for way in (forward, central, imaginary))


@mistake(
    "relative-instead-of-absolute-error",
    "fd_error_curve",
    hint="An absolute difference was asked for. Is yours a share?",
    fails=LARGEST,
)
def errors_as_shares(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = lambda h: np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": forward, "central": central, "complex": imaginary}
    share = lambda g: np.max(np.abs(g - exact) / np.maximum(1e-12, np.abs(g) + np.abs(exact)))
    return {name: np.array([share(way(h)) for h in hs]) for name, way in ways.items()}


@mistake("not-the-largest-error", "fd_error_curve", hint=hints.LARGEST, fails=LARGEST)
def errors_averaged(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = lambda h: np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": forward, "central": central, "complex": imaginary}
    return {name: np.array([np.mean(np.abs(way(h) - exact)) for h in hs]) for name, way in ways.items()}


@mistake("not-the-largest-error", "fd_error_curve", hint=hints.LARGEST, fails=LARGEST)
def errors_as_a_norm(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = lambda h: np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": forward, "central": central, "complex": imaginary}
    return {name: np.array([np.linalg.norm(way(h) - exact) for h in hs]) for name, way in ways.items()}


@mistake(
    "error-with-a-sign", "fd_error_curve", hint="Is an error of -3 larger or smaller than one of 1?", fails=LARGEST
)
def errors_with_their_sign(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = lambda h: np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": forward, "central": central, "complex": imaginary}
    return {name: np.array([np.max(exact - way(h)) for h in hs]) for name, way in ways.items()}


@mistake(
    "input-order-changed", "fd_error_curve", hint="Entry k belongs to hs[k], in whatever order hs comes.", fails=LARGEST
)
def errors_in_another_order(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = lambda h: np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": forward, "central": central, "complex": imaginary}
    return {name: np.array([np.max(np.abs(way(h) - exact)) for h in sorted(hs)]) for name, way in ways.items()}


@mistake(
    "given-step-ignored",
    "fd_error_curve",
    hint="Every h of hs gives an error of its own: do yours differ?",
    fails=FALLS,
)
def errors_of_one_step(f, grad, theta, hs):
    exact, eye, h = grad(theta), np.eye(len(theta)), 1e-5
    forward = np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": forward, "central": central, "complex": imaginary}
    return {name: np.full(len(hs), np.max(np.abs(way - exact))) for name, way in ways.items()}


@mistake(
    "real-part-instead-of-imaginary",
    "fd_error_curve",
    hint="'complex' should be exact. Which part do you keep?",
    fails=LARGEST,
)
def errors_of_the_real_part(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = lambda h: np.array([np.real(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": forward, "central": central, "complex": imaginary}
    return {name: np.array([np.max(np.abs(way(h) - exact)) for h in hs]) for name, way in ways.items()}


@mistake(
    "list-instead-of-array",
    "fd_error_curve",
    hint="Lists came back. Which type does the docstring ask for?",
    fails=LARGEST,
)
def errors_as_lists(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    forward = lambda h: np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
    central = lambda h: np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
    imaginary = lambda h: np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
    ways = {"forward": forward, "central": central, "complex": imaginary}
    return {name: [float(np.max(np.abs(way(h) - exact))) for h in hs] for name, way in ways.items()}


@mistake(
    "array-of-whole-numbers",
    "fd_error_curve",
    hint="An array that is made like one of whole numbers can hold only whole numbers. What type does yours have?",
    fails=LARGEST,
)
def errors_in_the_type_of_hs(f, grad, theta, hs):
    errors = {"forward": np.zeros_like(hs), "central": np.zeros_like(hs), "complex": np.zeros_like(hs)}
    exact, eye = grad(theta), np.eye(len(theta))
    for k, h in enumerate(hs):
        forward = np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
        central = np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye])
        imaginary = np.array([np.imag(f(theta + 1j * h * e)) / h for e in eye])
        errors["forward"][k] = np.max(np.abs(forward - exact))
        errors["central"][k] = np.max(np.abs(central - exact))
        errors["complex"][k] = np.max(np.abs(imaginary - exact))
    return errors


@mistake("nothing-returned", "fd_error_curve", hint=hints.NO_RETURN, fails=LARGEST)
def errors_only_printed(f, grad, theta, hs):
    exact, eye = grad(theta), np.eye(len(theta))
    for h in hs:
        forward = np.array([(f(theta + h * e) - f(theta)) / h for e in eye])
        print(h, np.max(np.abs(forward - exact)))


@right("fd_error_curve")
def errors_with_loops(f, grad, theta, hs):
    errors = {name: np.zeros(len(hs)) for name in ("complex", "central", "forward")}
    exact, here = grad(theta), f(theta)
    for k in range(len(hs)):
        h = hs[k]
        for i in range(len(theta)):
            e = np.zeros(len(theta))
            e[i] = h
            above, below = f(theta + e), f(theta - e)
            across = f(theta + 1j * e)
            for name, slope in (
                ("forward", (above - here) / h),
                ("central", (above - below) / (2 * h)),
                ("complex", across.imag / h),
            ):
                errors[name][k] = max(errors[name][k], abs(slope - exact[i]))
    return errors


@right("fd_error_curve")
def errors_by_functions_of_h(f, grad, theta, hs):
    eye = np.eye(len(theta))
    slopes = dict(
        forward=lambda h: [(f(theta + h * e) - f(theta)) / h for e in eye],
        central=lambda h: [(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in eye],
        complex=lambda h: [np.imag(f(theta + 1j * h * e)) / h for e in eye],
    )
    exact = grad(theta)
    return {name: np.array([np.linalg.norm(way(h) - exact, np.inf) for h in hs]) for name, way in slopes.items()}


@right("fd_error_curve")
def errors_by_the_two_functions_above(f, grad, theta, hs):
    def forward_gradient(f, theta, h):
        return np.array([(f(theta + h * e) - f(theta)) / h for e in np.eye(len(theta))])

    ways = {"forward": forward_gradient, "central": numerical_gradient, "complex": complex_step_gradient}
    exact, errors = grad(theta), {}
    for name, way in ways.items():
        errors[name] = np.array([np.abs(way(f, theta, h) - exact).max() for h in hs])
    return errors
