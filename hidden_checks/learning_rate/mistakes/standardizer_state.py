"""Wrong ways for `Standardizer` to remember what it was fitted on."""

import numpy as np

from autograder.course.mistakes import mistake
from hidden_checks.learning_rate.mistakes import hints

TRAIN = "test_the_fitted_rows_get_mean_0_and_spread_1"
NEW = "test_new_rows_are_measured_with_the_fitted_numbers"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
LOOK = "Which rows may the scaler look at? Those it transforms, or those it was fitted on?"


@mistake("statistics-of-other-rows", "Standardizer", hint=LOOK, fails=NEW)
class ScalerThatMeasuresWhatItTransforms:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        mean, std = X.mean(axis=0), X.std(axis=0)
        std[std == 0] = 1
        return (X - mean) / std

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake("statistics-of-other-rows", "Standardizer", hint=LOOK, fails=NEW)
class ScalerThatFitsAgainWhenItTransforms:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        self.fit(X)
        return (X - self.mean) / self.std

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake("statistics-of-other-rows", "Standardizer", hint=LOOK, fails=NEW)
class ScalerThatPoolsAllItHasSeen:
    def fit(self, X):
        self.seen = np.array(X, dtype=float)
        return self

    def transform(self, X):
        pooled = np.vstack([self.seen, X])
        mean, std = pooled.mean(axis=0), pooled.std(axis=0)
        std[std == 0] = 1
        return (X - mean) / std

    def inverse_transform(self, Z):
        mean, std = self.seen.mean(axis=0), self.seen.std(axis=0)
        std[std == 0] = 1
        return Z * std + mean


@mistake(
    "state-shared-between-objects",
    "Standardizer",
    hint="Fit one scaler on one table, a second one on another. Does the first still transform as before?",
    fails=NEW,
)
class ScalerWithOneMemoryForAll:
    def fit(self, X):
        type(self).mean, type(self).std = X.mean(axis=0), X.std(axis=0)
        type(self).std[type(self).std == 0] = 1
        return self

    def transform(self, X):
        return (X - self.mean) / self.std

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake("first-fit-kept", "Standardizer", hint="Fit it twice, on two tables: which one does it remember?", fails=NEW)
class ScalerThatKeepsItsFirstFit:
    def __init__(self):
        self.mean = None

    def fit(self, X):
        if self.mean is None:
            self.mean, self.std = X.mean(axis=0), X.std(axis=0)
            self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        return (X - self.mean) / self.std

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake(
    "arguments-changed",
    "Standardizer",
    hint="Print `X` before and after fit, and before and after transform: where does it change?",
    fails=ANY,
)
class ScalerThatWritesIntoItsArgument:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        X -= self.mean
        X /= self.std
        return X

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake(
    "array-of-whole-numbers",
    "Standardizer",
    hint="An array that is made from whole numbers can hold only whole numbers. What type does yours have?",
    fails=ANY,
)
class ScalerThatKeepsTheTypeOfItsArgument:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        Z = np.zeros_like(X)
        Z[:] = (X - self.mean) / self.std
        return Z

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake("nothing-returned", "Standardizer", hint=hints.NO_RETURN, fails=TRAIN)
class ScalerThatKeepsItsResult:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1

    def transform(self, X):
        self.Z = (X - self.mean) / self.std

    def inverse_transform(self, Z):
        self.X = Z * self.std + self.mean
