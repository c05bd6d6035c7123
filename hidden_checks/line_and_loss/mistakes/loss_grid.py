"""Wrong and right ways to write `loss_grid`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.line_and_loss.mistakes import hints

CELL = "test_each_cell_is_the_loss_of_its_line"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
ROWS = "Which of your two loops makes the rows? Compare it with the docstring."

line = data.line()


@mistake("rows-and-columns-exchanged", "loss_grid", hint=ROWS, fails=CELL)
def grid_transposed(x, y, w_values, b_values):
    return np.array([[np.mean((w * x + b - y) ** 2) for b in b_values] for w in w_values])


@mistake("rows-and-columns-exchanged", "loss_grid", hint=ROWS, fails=CELL)
def grid_transposed_by_meshgrid(x, y, w_values, b_values):
    W, B = np.meshgrid(w_values, b_values, indexing="ij")
    return np.mean((W[..., None] * x + B[..., None] - y) ** 2, axis=-1)


@mistake("rows-and-columns-exchanged", "loss_grid", hint=ROWS, fails=CELL)
def grid_reshaped_from_the_wrong_order(x, y, w_values, b_values):
    losses = [np.mean((w * x + b - y) ** 2) for w in w_values for b in b_values]
    return np.array(losses).reshape(len(b_values), len(w_values))


@mistake("slope-and-intercept-exchanged", "loss_grid", hint=hints.SWAPPED, fails=CELL)
def grid_with_w_and_b_exchanged(x, y, w_values, b_values):
    return np.array([[np.mean((b * x + w - y) ** 2) for w in w_values] for b in b_values])


@mistake(
    "rows-upside-down", "loss_grid", hint="Row 0 belongs to the first entry of b_values. Whose is yours?", fails=CELL
)
def grid_upside_down(x, y, w_values, b_values):
    return np.array([[np.mean((w * x + b - y) ** 2) for w in w_values] for b in b_values])[::-1]


@mistake("n-by-n-residuals", "loss_grid", hint=hints.BROADCAST, fails=CELL)
def grid_of_every_pair(x, y, w_values, b_values):
    return np.array([[np.mean(((w * x + b)[:, None] - y) ** 2) for w in w_values] for b in b_values])


@mistake("sum-instead-of-mean", "loss_grid", hint=hints.SUM, fails=CELL)
def grid_of_sums(x, y, w_values, b_values):
    return np.array([[np.sum((w * x + b - y) ** 2) for w in w_values] for b in b_values])


@mistake("half-of-the-loss", "loss_grid", hint=hints.HALF, fails=CELL)
def grid_halved(x, y, w_values, b_values):
    return np.array([[np.mean((w * x + b - y) ** 2) / 2 for w in w_values] for b in b_values])


@mistake("another-error-measure", "loss_grid", hint=hints.UNIT, fails=CELL)
def grid_of_roots(x, y, w_values, b_values):
    return np.array([[np.sqrt(np.mean((w * x + b - y) ** 2)) for w in w_values] for b in b_values])


@mistake("another-error-measure", "loss_grid", hint=hints.UNIT, fails=CELL)
def grid_of_mean_sizes(x, y, w_values, b_values):
    return np.array([[np.mean(np.abs(w * x + b - y)) for w in w_values] for b in b_values])


@mistake("errors-cancel", "loss_grid", hint=hints.SIGN, fails=CELL)
def grid_squared_after_the_mean(x, y, w_values, b_values):
    return np.array([[np.mean(w * x + b - y) ** 2 for w in w_values] for b in b_values])


@mistake("variance-instead-of-mean-square", "loss_grid", hint=hints.VARIANCE, fails=CELL)
def grid_of_variances(x, y, w_values, b_values):
    return np.array([[np.var(w * x + b - y) for w in w_values] for b in b_values])


@mistake("intercept-forgotten", "loss_grid", hint=hints.NO_INTERCEPT, fails=CELL)
def grid_without_an_intercept(x, y, w_values, b_values):
    return np.array([[np.mean((w * x - y) ** 2) for w in w_values] for b in b_values])


@mistake("b-inside-the-brackets", "loss_grid", hint=hints.BRACKETS, fails=CELL)
def grid_with_b_inside_the_brackets(x, y, w_values, b_values):
    return np.array([[np.mean((w * (x + b) - y) ** 2) for w in w_values] for b in b_values])


@mistake(
    "overwritten-in-the-loop", "loss_grid", hint="What does your table hold after the first row is done?", fails=CELL
)
def grid_with_its_last_row_everywhere(x, y, w_values, b_values):
    grid = np.zeros((len(b_values), len(w_values)))
    for b in b_values:
        for j, w in enumerate(w_values):
            grid[:, j] = np.mean((w * x + b - y) ** 2)
    return grid


@mistake("loop-misses-a-row", "loss_grid", hint="Which rows and columns do your loops never visit?", fails=CELL)
def grid_with_an_empty_first_row(x, y, w_values, b_values):
    grid = np.zeros((len(b_values), len(w_values)))
    for i in range(1, len(b_values)):
        for j in range(1, len(w_values)):
            grid[i, j] = np.mean((w_values[j] * x + b_values[i] - y) ** 2)
    return grid


@mistake("only-the-diagonal", "loss_grid", hint="Every w meets every b. How many lines does yours try?", fails=CELL)
def grid_along_the_diagonal(x, y, w_values, b_values):
    return np.array([np.mean((w * x + b - y) ** 2) for w, b in zip(w_values, b_values)])


@mistake("array-of-whole-numbers", "loss_grid", hint=hints.WHOLE, fails=ANY)
def grid_in_the_type_of_its_slopes(x, y, w_values, b_values):
    grid = np.zeros((len(b_values), len(w_values)), dtype=w_values.dtype)
    for i, b in enumerate(b_values):
        for j, w in enumerate(w_values):
            grid[i, j] = np.mean((w * x + b - y) ** 2)
    return grid


@mistake("digits-lost", "loss_grid", hint=hints.ROUNDED, fails=CELL)
def grid_rounded(x, y, w_values, b_values):
    return np.array([[round(float(np.mean((w * x + b - y) ** 2)), 4) for w in w_values] for b in b_values])


@mistake("digits-lost", "loss_grid", hint=hints.ROUNDED, fails=CELL, agreement=1e-5)
def grid_in_float32(x, y, w_values, b_values):
    grid = np.zeros((len(b_values), len(w_values)), dtype=np.float32)
    for i, b in enumerate(b_values):
        for j, w in enumerate(w_values):
            grid[i, j] = np.mean((w * x + b - y) ** 2)
    return grid.astype(float)


@mistake(
    "arguments-changed",
    "loss_grid",
    hint="Print `x` and `y` at the beginning of every row of the grid: do they stay the same?",
    fails=ANY,
)
def grid_that_moves_y_instead_of_the_line(x, y, w_values, b_values):
    rows, before = [], 0
    for b in b_values:
        y -= b - before
        before = b
        rows.append([np.mean((w * x - y) ** 2) for w in w_values])
    return np.array(rows)


@mistake("notebook-variable-used", "loss_grid", hint=hints.GLOBAL, fails=CELL)
def grid_of_the_notebooks_data(x, y, w_values, b_values):
    return np.array([[np.mean((w * line.x + b - line.y) ** 2) for w in w_values] for b in b_values])


@mistake("nothing-returned", "loss_grid", hint=hints.NO_RETURN, fails=CELL)
def grid_only_printed(x, y, w_values, b_values):
    print(np.array([[np.mean((w * x + b - y) ** 2) for w in w_values] for b in b_values]))


@right("loss_grid")
def grid_by_broadcasting(x, y, w_values, b_values):
    lines = w_values[None, :, None] * x[None, None, :] + b_values[:, None, None]
    return ((lines - y) ** 2).mean(axis=2)


@right("loss_grid")
def grid_by_meshgrid(x, y, w_values, b_values):
    W, B = np.meshgrid(w_values, b_values)
    total = np.zeros(W.shape)
    for xi, yi in zip(x, y):
        total += (W * xi + B - yi) ** 2
    return total / len(x)


@right("loss_grid")
def grid_into_an_array(x, y, w_values, b_values):
    grid = np.empty((len(b_values), len(w_values)))
    for j, w in enumerate(w_values):
        for i, b in enumerate(b_values):
            r = y - w * x - b
            grid[i, j] = r @ r / len(r)
    return grid


@right("loss_grid")
def grid_by_moments(x, y, w_values, b_values):
    w, b = w_values.reshape(1, -1), b_values.reshape(-1, 1)
    square = w**2 * np.mean(x**2) + b**2 + np.mean(y**2)
    return square + 2 * w * b * np.mean(x) - 2 * w * np.mean(x * y) - 2 * b * np.mean(y)
