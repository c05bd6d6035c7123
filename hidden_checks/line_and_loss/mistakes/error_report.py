"""Wrong and right ways to write `error_report`."""

import numpy as np
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.line_and_loss.mistakes import hints

ALL = "test_gives_all_three_errors"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
ROOT = "Work out rmse for the residuals 1 and -7 on paper: how many roots do you take?"
KEYS = "Which keys were asked for, and which number belongs to each?"

line = data.line()


@mistake("another-error-measure", "error_report", hint=hints.UNIT, fails=ALL)
def report_without_a_root(y_true, y_pred):
    e = y_pred - y_true
    return {"mse": np.mean(e**2), "rmse": np.mean(e**2), "mae": np.mean(np.abs(e))}


@mistake("another-error-measure", "error_report", hint=hints.UNIT, fails=ALL)
def report_with_the_root_as_mse(y_true, y_pred):
    e = y_pred - y_true
    root = np.sqrt(np.mean(e**2))
    return {"mse": root, "rmse": root, "mae": np.mean(np.abs(e))}


@mistake("another-error-measure", "error_report", hint=hints.UNIT, fails=ALL)
def report_with_a_second_root(y_true, y_pred):
    e = y_pred - y_true
    root = np.sqrt(np.mean(e**2))
    return {"mse": root, "rmse": np.sqrt(root), "mae": np.mean(np.abs(e))}


@mistake("root-before-the-mean", "error_report", hint=ROOT, fails=ALL)
def report_with_the_root_of_each_square(y_true, y_pred):
    e = y_pred - y_true
    return {"mse": np.mean(e**2), "rmse": np.mean(np.sqrt(e**2)), "mae": np.mean(np.abs(e))}


@mistake("root-before-the-mean", "error_report", hint=ROOT, fails=ALL)
def report_with_the_root_of_mae(y_true, y_pred):
    e = y_pred - y_true
    mae = np.mean(np.abs(e))
    return {"mse": np.mean(e**2), "rmse": np.sqrt(mae), "mae": mae}


@mistake("wrong-keys", "error_report", hint=KEYS, fails=ALL)
def report_with_rmse_and_mae_exchanged(y_true, y_pred):
    e = y_pred - y_true
    return {"mse": np.mean(e**2), "rmse": np.mean(np.abs(e)), "mae": np.sqrt(np.mean(e**2))}


@mistake("wrong-keys", "error_report", hint=KEYS, fails=ALL)
def report_with_large_letters(y_true, y_pred):
    e = y_pred - y_true
    return {"MSE": np.mean(e**2), "RMSE": np.sqrt(np.mean(e**2)), "MAE": np.mean(np.abs(e))}


@mistake("wrong-keys", "error_report", hint=KEYS, fails=ALL)
def report_as_a_tuple(y_true, y_pred):
    e = y_pred - y_true
    return np.mean(e**2), np.sqrt(np.mean(e**2)), np.mean(np.abs(e))


@mistake("errors-cancel", "error_report", hint=hints.SIGN, fails=ALL)
def report_with_signs_in_mae(y_true, y_pred):
    e = y_pred - y_true
    return {"mse": np.mean(e**2), "rmse": np.sqrt(np.mean(e**2)), "mae": np.mean(e)}


@mistake("errors-cancel", "error_report", hint=hints.SIGN, fails=ALL)
def report_with_signs_in_mae_turned(y_true, y_pred):
    e = y_true - y_pred
    return {"mse": np.mean(e**2), "rmse": np.sqrt(np.mean(e**2)), "mae": np.mean(e)}


@mistake("errors-cancel", "error_report", hint=hints.SIGN, fails=ALL)
def report_with_the_size_of_the_mean(y_true, y_pred):
    e = y_pred - y_true
    return {"mse": np.mean(e**2), "rmse": np.sqrt(np.mean(e**2)), "mae": abs(np.mean(e))}


@mistake("n-by-n-residuals", "error_report", hint=hints.BROADCAST, fails=ALL)
def report_of_every_pair(y_true, y_pred):
    e = y_pred[:, None] - y_true
    return {"mse": np.mean(e**2), "rmse": np.sqrt(np.mean(e**2)), "mae": np.mean(np.abs(e))}


@mistake("sum-instead-of-mean", "error_report", hint=hints.SUM, fails=ALL)
def report_of_sums(y_true, y_pred):
    e = y_pred - y_true
    return {"mse": np.sum(e**2), "rmse": np.sqrt(np.sum(e**2)), "mae": np.sum(np.abs(e))}


@mistake("sum-instead-of-mean", "error_report", hint=hints.SUM, fails=ALL)
def report_with_a_norm_as_rmse(y_true, y_pred):
    e = y_pred - y_true
    return {"mse": np.mean(e**2), "rmse": np.linalg.norm(e), "mae": np.mean(np.abs(e))}


@mistake("variance-instead-of-mean-square", "error_report", hint=hints.VARIANCE, fails=ALL)
def report_with_a_standard_deviation(y_true, y_pred):
    e = y_pred - y_true
    return {"mse": np.mean(e**2), "rmse": np.std(e), "mae": np.mean(np.abs(e))}


@mistake("median-instead-of-mean", "error_report", hint="The m of mae is a mean. Is a median the same?", fails=ALL)
def report_with_a_median(y_true, y_pred):
    e = y_pred - y_true
    return {"mse": np.mean(e**2), "rmse": np.sqrt(np.mean(e**2)), "mae": np.median(np.abs(e))}


@mistake("digits-lost", "error_report", hint=hints.ROUNDED, fails=ALL)
def report_rounded(y_true, y_pred):
    e = y_pred - y_true
    errors = {"mse": np.mean(e**2), "rmse": np.sqrt(np.mean(e**2)), "mae": np.mean(np.abs(e))}
    return {name: round(float(value), 4) for name, value in errors.items()}


@mistake("digits-lost", "error_report", hint=hints.ROUNDED, fails=ALL, agreement=1e-5)
def report_in_float32(y_true, y_pred):
    e = np.asarray(y_pred, dtype=np.float32) - np.asarray(y_true, dtype=np.float32)
    errors = {"mse": np.mean(e**2), "rmse": np.sqrt(np.mean(e**2)), "mae": np.mean(np.abs(e))}
    return {name: float(value) for name, value in errors.items()}


@mistake(
    "arguments-changed",
    "error_report",
    hint="Print `y_true` and `y_pred` before and after the call: are both still the same?",
    fails=ANY,
)
def report_written_into_the_predictions(y_true, y_pred):
    y_pred -= y_true
    return {"mse": np.mean(y_pred**2), "rmse": np.sqrt(np.mean(y_pred**2)), "mae": np.mean(np.abs(y_pred))}


@mistake("notebook-variable-used", "error_report", hint=hints.GLOBAL, fails=ALL)
def report_on_the_notebooks_targets(y_true, y_pred):
    e = np.resize(y_pred, line.y.shape) - line.y
    return {"mse": np.mean(e**2), "rmse": np.sqrt(np.mean(e**2)), "mae": np.mean(np.abs(e))}


@mistake("nothing-returned", "error_report", hint=hints.NO_RETURN, fails=ALL)
def report_only_printed(y_true, y_pred):
    e = y_pred - y_true
    print(np.mean(e**2), np.sqrt(np.mean(e**2)), np.mean(np.abs(e)))


@right("error_report")
def report_with_loops(y_true, y_pred):
    n, square, size = len(y_true), 0.0, 0.0
    for target, prediction in zip(y_true, y_pred):
        square += (float(prediction) - float(target)) ** 2 / n
        size += abs(float(prediction) - float(target)) / n
    return {"mae": size, "mse": square, "rmse": square**0.5}


@right("error_report")
def report_by_norms(y_true, y_pred):
    e, n = y_true - y_pred, len(y_true)
    long, around = np.linalg.norm(e), np.linalg.norm(e, 1)
    return {"mse": long**2 / n, "rmse": long / np.sqrt(n), "mae": around / n}


@right("error_report")
def report_of_numpy_scalars(y_true, y_pred):
    e = np.subtract(y_true, y_pred, dtype=float)
    square = np.average(np.square(e))
    return dict(mse=square, rmse=np.sqrt(square), mae=np.average(np.fabs(e)))
