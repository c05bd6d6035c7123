"""Wrong and right ways to write `fit_adam`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.small_network.mistakes import hints

FIRST = "test_first_steps_have_the_length_of_the_rate"
PATH = "test_follows_the_exact_path"
ANEW = "test_every_run_begins_anew"
CORRECTED = "m_hat, q_hat = m / (1 - beta1**t), q / (1 - beta2**t)"
SQUARES = "q = beta2 * q + (1 - beta2) * g**2"
MEAN = "m = beta1 * m + (1 - beta1) * g"
STEP = "lr * m_hat / (np.sqrt(q_hat) + eps)"
CORRECTION = "How long is your first step, and how long should it be? Both means start at 0."

ADAM = mistakes("fit_adam")

ADAM.add(
    "correction-forgotten",
    hint=CORRECTION,
    fails=FIRST,
    adam_without_correction=replace(CORRECTED, "m_hat, q_hat = m, q"),
    adam_with_the_squares_not_corrected=replace(", q / (1 - beta2**t)", ", q"),
    adam_with_the_mean_not_corrected=replace("= m / (1 - beta1**t)", "= m"),
)
ADAM.add(
    "correction-without-the-count",
    hint="Does your correction become weaker from step to step?",
    fails=PATH,
    adam_with_the_correction_of_the_first_step=replace(CORRECTED, "m_hat, q_hat = m / (1 - beta1), q / (1 - beta2)"),
)
ADAM.add(
    "correction-with-exchanged-betas",
    hint="Which beta belongs to which mean?",
    fails=FIRST,
    adam_with_exchanged_corrections=replace(CORRECTED, "m_hat, q_hat = m / (1 - beta2**t), q / (1 - beta1**t)"),
)
ADAM.add(
    "correction-multiplied",
    hint="Are the two means too small at first, or too large? Which way does your correction change them?",
    fails=FIRST,
    adam_with_the_correction_multiplied=replace(CORRECTED, "m_hat, q_hat = m * (1 - beta1**t), q * (1 - beta2**t)"),
)
ADAM.add(
    "correction-applied-again-and-again",
    hint="Which numbers do you keep for the next step: the corrected means, or the means themselves?",
    fails=PATH,
    adam_that_keeps_the_corrected_means=replace(
        CORRECTED, "m, q = m / (1 - beta1**t), q / (1 - beta2**t)\nm_hat, q_hat = m, q"
    ),
)
ADAM.add(
    "step-count-from-zero",
    hint="How large is 1 - beta1**t in your first step?",
    fails=FIRST,
    adam_counted_from_zero=replace("range(1, n_steps + 1)", "range(n_steps)"),
)
ADAM.add(
    "step-count-one-too-large",
    hint="Which t do you use in the first step?",
    fails=FIRST,
    adam_counted_from_two=replace("range(1, n_steps + 1)", "range(2, n_steps + 2)"),
)
ADAM.add(
    "eps-inside-the-root",
    hint="Try eps = 0.5. Is it added to the root, or under it?",
    fails=PATH,
    adam_with_eps_in_the_root=replace("(np.sqrt(q_hat) + eps)", "np.sqrt(q_hat + eps)"),
)
ADAM.add(
    "eps-ignored",
    hint="Try eps = 0.5: do the steps become shorter?",
    fails=PATH,
    adam_without_eps=replace(" + eps", ""),
    adam_with_an_eps_of_its_own=replace(" + eps", " + 1e-8"),
)
ADAM.add(
    "eps-before-the-correction",
    hint="Is the root taken of q or of q_hat? And where is eps added?",
    fails=PATH,
    adam_with_eps_added_before_the_correction=replace(STEP, "lr * m_hat * np.sqrt(1 - beta2**t) / (np.sqrt(q) + eps)"),
)
ADAM.add(
    "root-forgotten",
    hint="If the gradient is ten times larger, should the first step be ten times shorter?",
    fails=FIRST,
    adam_without_the_root=replace("np.sqrt(q_hat)", "q_hat"),
)
ADAM.add(
    "square-forgotten",
    hint="What do you average in q? Can it be negative?",
    fails=FIRST,
    adam_without_the_square=replace("g**2", "g"),
    adam_with_absolute_values=replace("g**2", "np.abs(g)"),
)
ADAM.add(
    "square-of-the-mean",
    hint="In q, is it the gradient or the mean of gradients that is squared?",
    fails=PATH,
    adam_with_the_square_of_the_mean=replace("g**2", "(m / (1 - beta1**t)) ** 2"),
)
ADAM.add(
    "mean-of-gradients-forgotten",
    hint="Change beta1: does anything change?",
    fails=PATH,
    adam_with_the_gradient_itself=replace(STEP, "lr * g / (np.sqrt(q_hat) + eps)"),
)
ADAM.add(
    "squares-forgotten",
    hint="Change beta2: does anything change?",
    fails=FIRST,
    adam_without_the_division=replace(STEP, "lr * m_hat"),
)
ADAM.add(
    "only-the-sign-kept",
    hint="After the first step a coordinate may move by less than lr. When?",
    fails=PATH,
    adam_with_signs=replace(STEP, "lr * np.sign(m_hat)"),
)
ADAM.add(
    "sum-instead-of-mean",
    hint="A mean with the weights beta and 1 - beta: is each of them there?",
    fails=FIRST,
    adam_with_a_sum_of_gradients=replace(MEAN, "m = beta1 * m + g"),
    adam_with_a_sum_of_squares=replace(SQUARES, "q = beta2 * q + g**2"),
)
ADAM.add(
    "sum-instead-of-mean",
    hint="Do old squares ever fade in your q?",
    fails=FIRST,
    adam_with_all_squares=replace(SQUARES, "q = q + g**2"),
)
ADAM.add(
    "betas-exchanged",
    hint="Which of the two means should remember longer, and which beta does it have?",
    fails=PATH,
    adam_with_exchanged_betas=(
        replace(MEAN, "m = beta2 * m + (1 - beta2) * g"),
        replace(SQUARES, "q = beta1 * q + (1 - beta1) * g**2"),
        replace(CORRECTED, "m_hat, q_hat = m / (1 - beta2**t), q / (1 - beta1**t)"),
    ),
)
ADAM.add(
    "weights-of-the-mean-exchanged",
    hint="With beta1 = 0.9, which share of the old mean is kept?",
    fails=FIRST,
    adam_with_exchanged_weights_of_gradients=replace(MEAN, "m = (1 - beta1) * m + beta1 * g"),
    adam_with_exchanged_weights_of_squares=replace(SQUARES, "q = (1 - beta2) * q + beta2 * g**2"),
)
ADAM.add(
    "betas-ignored",
    hint="Call it with another beta1 and another beta2: does the path change?",
    fails=PATH,
    adam_with_betas_of_its_own=replace("m_hat, q_hat", "beta1, beta2 = 0.9, 0.999\nm_hat, q_hat"),
)
ADAM.add(
    "uphill-step",
    hint="Does the loss fall after your step? The gradient points to where it grows.",
    fails=FIRST,
    adam_uphill=replace("theta - lr", "theta + lr"),
)
ADAM.add(
    "learning-rate-ignored",
    hint="Call it with another learning rate: does the size of the step follow?",
    fails=FIRST,
    adam_without_a_rate=replace("lr * m_hat", "m_hat"),
    adam_with_a_rate_of_its_own=replace("lr * m_hat", "0.001 * m_hat"),
)
ADAM.add(
    "learning-rate-falls",
    hint="Does lr stay the same in all steps, as the formulas say?",
    fails=PATH,
    adam_with_a_falling_rate=replace("lr * m_hat", "lr / np.sqrt(t) * m_hat"),
)
ADAM.add(
    "gradient-computed-once",
    hint="As theta moves, does your gradient change with it?",
    fails=PATH,
    adam_with_the_first_gradient=(
        replace("g = gradient(theta)\n", "g = first\n"),
        replace("thetas = [theta]", "first, thetas = gradient(theta), [theta]"),
    ),
)
ADAM.add(
    "one-number-for-all-coordinates",
    hint="Does every coordinate have a mean square of its own in your q?",
    fails=FIRST,
    adam_with_the_norm=replace("g**2", "np.sum(g**2)"),
    adam_with_the_mean_of_all_squares=replace("g**2", "np.mean(g**2)"),
)
ADAM.add(
    "start-ignored",
    hint="Call it with another start: is row 0 that start?",
    fails=PATH,
    adam_from_zeros=replace("np.array(theta, dtype=float)", "np.zeros(len(theta))"),
)
ADAM.add(
    "first-or-last-state-missing",
    hint=hints.COUNT,
    fails=FIRST,
    adam_without_the_start=replace("[theta]", "[]"),
    adam_without_the_end=replace("np.array(thetas)", "np.array(thetas[:-1])"),
)
ADAM.add(
    "one-state-too-many",
    hint=hints.COUNT,
    fails=FIRST,
    adam_with_a_step_too_many=replace("n_steps + 1", "n_steps + 2"),
)
ADAM.add(
    "history-missing",
    hint="A history was asked for: one row per step, and the start.",
    fails=FIRST,
    adam_that_gives_only_the_end=replace("return np.array(thetas)", "return theta"),
)
ADAM.add(
    "history-of-one-array",
    hint="Why are all rows equal? In how many places of your list is the same array?",
    fails=FIRST,
    adam_of_one_array=replace("theta = theta - lr", "theta -= lr"),
)
ADAM.add(
    "arguments-changed",
    hint="Print `theta` before and after the run: is the start that you were given the same?",
    fails=ANEW,
    adam_that_moves_the_start=(
        replace("theta = np.array(theta, dtype=float)", "start, theta = theta, np.array(theta, dtype=float)"),
        replace("thetas.append(theta)", "thetas.append(theta)\nstart[:] = theta"),
    ),
)
ADAM.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=PATH,
    adam_rounded=replace("np.array(thetas)", "np.round(thetas, 4)"),
)
ADAM.add(
    "single-precision",
    hint=hints.SINGLE,
    fails=PATH,
    adam_in_single_precision=replace("np.array(thetas)", "np.array(thetas, dtype=np.float32).astype(float)"),
)
ADAM.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=FIRST,
    adam_only_printed=replace("return np.array(thetas)", "print(thetas)"),
)
ADAM.add(
    "plain-descent-instead-of-adam",
    hint="Where in your step do m and q appear?",
    fails=FIRST,
    adam_without_means=replace(STEP, "lr * g"),
)


@right("fit_adam")
def adam_with_the_correction_in_the_rate(gradient, theta, lr, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    thetas = np.zeros((n_steps + 1, len(theta)))
    thetas[0] = theta
    m = q = 0.0
    for t in range(1, n_steps + 1):
        g = gradient(thetas[t - 1])
        m, q = m + (1 - beta1) * (g - m), q + (1 - beta2) * (g * g - q)
        root = np.sqrt(1 - beta2**t)
        thetas[t] = thetas[t - 1] - lr * root / (1 - beta1**t) * m / (np.sqrt(q) + eps * root)
    return thetas


@right("fit_adam")
def adam_coordinate_by_coordinate(gradient, theta, lr, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    state = [float(number) for number in theta]
    m, q = [0.0] * len(state), [0.0] * len(state)
    rows = [list(state)]
    for t in range(n_steps):
        g = gradient(np.array(state))
        for j in range(len(state)):
            m[j] = beta1 * m[j] + (1 - beta1) * g[j]
            q[j] = beta2 * q[j] + (1 - beta2) * g[j] ** 2
            state[j] -= lr * (m[j] / (1 - beta1 ** (t + 1))) / (np.sqrt(q[j] / (1 - beta2 ** (t + 1))) + eps)
        rows.append(list(state))
    return np.array(rows)
