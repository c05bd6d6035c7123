"""Wrong and right ways to write `LinearRegressionGD`."""

import numpy as np

from autograder.checks.autodiff.mistakes import hints
from autograder.course.mistakes import mistake, right

STEPS = "test_takes_the_steps_it_is_told"
OPTIMA = "test_arrives_at_each_optimum"
AGAIN = "test_forgets_when_it_is_fitted_again"
SCORES = "test_predicts_and_scores_rows_it_has_not_seen"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
INTERFACE = (
    "Compare names and order with the stub: the constructor's, and the methods'. Whoever calls you knows only these."
)
UNITS = "In which units is this slope, and in which is the data?"
PLACE = "Predict at the mean of each column in both units: do they agree?"
BIAS = "Add 1000 to every y: which of your parameters should change? Does your penalty let it?"
SOFT = "How long was the gradient step before the threshold?"
ZEROS = "A slope of lam * sign(w) never lands on 0 exactly. Which step does?"
REFIT = "What does your model still hold when fit is called the second time?"
MEAN = "Predict the mean everywhere: what should R² be?"


@mistake("interface-differs", "LinearRegressionGD", hint=INTERFACE, fails=AGAIN)
class ModelWithAnotherKeyword:
    def __init__(self, learning_rate, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = learning_rate, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("interface-differs", "LinearRegressionGD", hint=INTERFACE, fails=SCORES)
class ModelWithForwardAlone:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def forward(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.forward(X) - y) ** 2) / np.var(y)


@mistake("left-in-standard-units", "LinearRegressionGD", hint=UNITS, fails=OPTIMA)
class ModelInStandardUnits:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_, self.intercept_ = w, b
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("left-in-standard-units", "LinearRegressionGD", hint=UNITS, fails=OPTIMA)
class ModelThatScalesAgainToPredict:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_, self.intercept_ = w, b
        self.mean, self.std = mean, std
        return self

    def predict(self, X):
        return (X - self.mean) / self.std @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("intercept-converted-wrongly", "LinearRegressionGD", hint=PLACE, fails=OPTIMA)
class ModelWithTheInterceptLeftBehind:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("intercept-converted-wrongly", "LinearRegressionGD", hint=PLACE, fails=OPTIMA)
class ModelWithTheScaledWeightInTheIntercept:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(w * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "slopes-converted-wrongly",
    "LinearRegressionGD",
    hint="Units of y per unit of x: does the spread of x belong above or below?",
    fails=OPTIMA,
)
class ModelThatMultipliesByTheSpread:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w * std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("intercept-penalised", "LinearRegressionGD", hint=BIAS, fails=OPTIMA)
class ModelThatPenalisesItsInterceptByL2:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
                db = db + 2 * self.lam * b
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("intercept-penalised", "LinearRegressionGD", hint=BIAS, fails=STEPS)
class ModelThatThresholdsItsIntercept:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
                b = np.sign(b) * max(abs(b) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("half-of-the-penalty", "LinearRegressionGD", hint="Differentiate lam times w² once more.", fails=OPTIMA)
class ModelWithHalfTheRidgeGradient:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "penalty-scaled-by-a-count",
    "LinearRegressionGD",
    hint="Does the penalty depend on how many rows there are, in this course's objective?",
    fails=OPTIMA,
)
class ModelWithLamOverN:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam / len(y) * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "penalty-with-opposite-sign",
    "LinearRegressionGD",
    hint="In which direction should the penalty push w?",
    fails=OPTIMA,
)
class ModelThatPushesAway:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw - 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("threshold-of-the-wrong-size", "LinearRegressionGD", hint=SOFT, fails=OPTIMA)
class ModelThatThresholdsByLam:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("threshold-of-the-wrong-size", "LinearRegressionGD", hint=SOFT, fails=OPTIMA)
class ModelThatThresholdsByTwiceTheStep:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - 2 * self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("subgradient-instead-of-threshold", "LinearRegressionGD", hint=ZEROS, fails=OPTIMA)
class ModelWithSubgradients:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            if self.penalty == "l1":
                dw = dw + self.lam * np.sign(w)
            w, b = w - self.lr * dw, b - self.lr * db
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "penalty-forgotten",
    "LinearRegressionGD",
    hint="Fit twice, with lam = 0 and with a large lam: does anything change?",
    fails=OPTIMA,
)
class ModelThatForgetsItsPenalty:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            w, b = w - self.lr * dw, b - self.lr * db
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("half-of-the-gradient", "LinearRegressionGD", hint=hints.HALF, fails=STEPS)
class ModelWithHalfTheGradient:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = Z.T @ r / len(y), np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("gradient-of-the-sum", "LinearRegressionGD", hint=hints.SUM, fails=STEPS)
class ModelWithSums:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 * Z.T @ r, 2 * np.sum(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "divided-by-columns", "LinearRegressionGD", hint="Which of the two numbers in X.shape counts the rows?", fails=STEPS
)
class ModelThatDividesByTheFeatures:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / X.shape[1] * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("uphill-step", "LinearRegressionGD", hint=hints.UPHILL, fails=STEPS)
class ModelThatClimbs:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w + self.lr * dw, b + self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("learning-rate-ignored", "LinearRegressionGD", hint=hints.RATE, fails=STEPS)
class ModelWithARateOfItsOwn:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - 0.1 * dw, b - 0.1 * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("intercept-never-moves", "LinearRegressionGD", hint="Which parameter did not move?", fails=OPTIMA)
class ModelWithoutAnIntercept:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w = w - self.lr * dw
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "standard-deviation-with-ddof-1",
    "LinearRegressionGD",
    hint="Which standard deviation is NumPy's own, and which one is the card's?",
    fails=STEPS,
)
class ModelWithDdofOne:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0, ddof=1)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "one-mean-for-all-columns",
    "LinearRegressionGD",
    hint="One mean for the whole table, or one for each column?",
    fails=STEPS,
)
class ModelWithOneMeanForAll:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(), X.std()
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "not-standardised",
    "LinearRegressionGD",
    hint="Are all columns of the same size when descent meets them?",
    fails=STEPS,
)
class ModelThatDoesNotStandardise:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = np.zeros(X.shape[1]), np.ones(X.shape[1])
        Z = X
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "targets-standardised-too",
    "LinearRegressionGD",
    hint="The card leaves y as it is. What happens to lam when y shrinks?",
    fails=STEPS,
)
class ModelThatStandardisesYToo:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        y_mean, y_std = y.mean(), y.std()
        y = (y - y_mean) / y_std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std * y_std
        self.intercept_ = y_mean + y_std * b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("last-fit-remembered", "LinearRegressionGD", hint=REFIT, fails=AGAIN)
class ModelThatGoesOnFromItsLastFit:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.w, self.b = None, 0.0

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        if self.w is None:
            self.w = np.zeros(X.shape[1])
        w, b = self.w, self.b
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.w, self.b = w, b
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("last-fit-remembered", "LinearRegressionGD", hint=REFIT, fails=AGAIN)
class ModelThatKeepsItsFirstScaling:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.mean = None

    def fit(self, X, y):
        if self.mean is None:
            self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        mean, std = self.mean, np.where(self.std == 0, 1.0, self.std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "predicts-before-fit",
    "LinearRegressionGD",
    hint="What does a new model predict before it has seen any data? It should refuse.",
    fails=SCORES,
)
class ModelThatPredictsZerosBeforeFit:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_, self.intercept_ = np.zeros(3), 0.0

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "constant-column-divided-by-zero",
    "LinearRegressionGD",
    hint="A column that never changes has spread 0. What is 0 divided by 0?",
    fails=ANY,
)
class ModelThatDividesByZero:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("another-formula-for-r2", "LinearRegressionGD", hint=MEAN, fails=SCORES)
class ModelThatScoresWhatIsLeft:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("another-formula-for-r2", "LinearRegressionGD", hint=MEAN, fails=SCORES)
class ModelThatScoresWithDdofOne:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y, ddof=1)


@mistake(
    "correlation-instead-of-r2", "LinearRegressionGD", hint="Predict y + 100: is that still perfect?", fails=SCORES
)
class ModelThatScoresByCorrelation:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return np.corrcoef(self.predict(X), y)[0, 1] ** 2


@mistake(
    "another-error-measure",
    "LinearRegressionGD",
    hint="Name the quantity your score is: in which units is it? R² has none.",
    fails=SCORES,
)
class ModelThatScoresByMse:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return np.mean((self.predict(X) - y) ** 2)


@mistake(
    "fit-returns-nothing",
    "LinearRegressionGD",
    hint="What does `model.fit(X, y).predict(X)` need fit to hand back?",
    fails=SCORES,
)
class ModelThatHandsBackNothing:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake(
    "score-against-the-training-mean",
    "LinearRegressionGD",
    hint="Which y belongs into the score: those given now, or those of fit?",
    fails=SCORES,
)
class ModelThatScoresAgainstTheTrainingMean:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        self.y_mean = np.mean(y)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.sum((self.predict(X) - y) ** 2) / np.sum((y - self.y_mean) ** 2)


@mistake("arguments-changed", "LinearRegressionGD", hint=hints.IN_PLACE, fails=ANY)
class ModelThatWritesIntoItsArgument:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        X -= mean
        X /= std
        Z = X
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("digits-lost", "LinearRegressionGD", hint=hints.ROUNDED, fails=STEPS)
class ModelThatRounds:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = np.round(w / std, 4)
        self.intercept_ = round(b - np.sum(self.coef_ * mean), 4)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@mistake("digits-lost", "LinearRegressionGD", hint=hints.ROUNDED, fails=STEPS, agreement=1e-5)
class ModelInFloat32:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        X, y = np.float32(X), np.float32(y)
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1], dtype=np.float32), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@right("LinearRegressionGD")
class ModelInOnePiece:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / std
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@right("LinearRegressionGD")
class ModelWithADesignMatrix:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr = lr
        self.n_steps = n_steps
        self.penalty = penalty
        self.lam = lam

    def _standardise(self, X):
        self.x_mean = np.mean(X, axis=0)
        spread = np.std(X, axis=0)
        self.x_std = np.array([s if s > 0 else 1.0 for s in spread])
        return np.column_stack([np.ones(len(X)), (X - self.x_mean) / self.x_std])

    def _gradient(self, A, y, theta):
        gradient = 2 * np.mean((A @ theta - y)[:, None] * A, axis=0)
        if self.penalty == "l2":
            gradient[1:] += 2 * self.lam * theta[1:]
        return gradient

    def fit(self, X, y):
        A = self._standardise(X)
        theta = np.zeros(A.shape[1])
        for _ in range(self.n_steps):
            theta = theta - self.lr * self._gradient(A, y, theta)
            if self.penalty == "l1":
                t = self.lr * self.lam
                theta[1:] = theta[1:] - np.clip(theta[1:], -t, t)
        self.coef_ = theta[1:] / self.x_std
        self.intercept_ = float(theta[0] - self.x_mean @ self.coef_)
        return self

    def predict(self, X):
        if not hasattr(self, "coef_"):
            raise ValueError("call fit first")
        return self.intercept_ + np.dot(X, self.coef_)

    def score(self, X, y):
        left = y - self.predict(X)
        around = y - np.mean(y)
        return float(1 - left @ left / (around @ around))


@right("LinearRegressionGD")
class ModelThatStoresItsScaling:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        Z = (X - mean) / std
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.w, self.b, self.mean, self.std = w, b, mean, std
        return self

    @property
    def coef_(self):
        return self.w / self.std

    @property
    def intercept_(self):
        return float(self.b - self.coef_ @ self.mean)

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)


@right("LinearRegressionGD")
class ModelWithAGuard:
    def __init__(self, lr, n_steps, penalty=None, lam=0.0):
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam
        self.coef_ = None

    def fit(self, X, y):
        mean, std = X.mean(axis=0), X.std(axis=0)
        Z = (X - mean) / (std + 1e-12)
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / (std + 1e-12)
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)
