"""Wrong and right ways for `Standardizer` to compute."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.learning_rate.mistakes import hints

TRAIN = "test_the_fitted_rows_get_mean_0_and_spread_1"
BACK = "test_there_and_back_also_with_a_constant_column"
CHECK_IT = "What mean and spread should each training column have afterwards? Print them."
WAY_BACK = "Undo the last thing first: in which order were the two done?"


@mistake(
    "standard-deviation-with-ddof-1",
    "Standardizer",
    hint="Which spread does NumPy compute by default, and which does the card ask for?",
    fails=TRAIN,
)
class ScalerWithDdof1:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0, ddof=1)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        return (X - self.mean) / self.std

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake(
    "one-mean-for-all-columns",
    "Standardizer",
    hint="One mean for the whole table, or one for each column?",
    fails=TRAIN,
)
class ScalerOfTheWholeTable:
    def fit(self, X):
        self.mean, self.std = X.mean(), X.std()
        return self

    def transform(self, X):
        return (X - self.mean) / self.std

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake("another-scaling", "Standardizer", hint=CHECK_IT, fails=TRAIN)
class ScalerByTheVariance:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.var(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        return (X - self.mean) / self.std

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake("another-scaling", "Standardizer", hint=CHECK_IT, fails=TRAIN)
class ScalerThatOnlyCentres:
    def fit(self, X):
        self.mean = X.mean(axis=0)
        return self

    def transform(self, X):
        return X - self.mean

    def inverse_transform(self, Z):
        return Z + self.mean


@mistake("another-scaling", "Standardizer", hint=CHECK_IT, fails=TRAIN)
class ScalerThatOnlyDivides:
    def fit(self, X):
        self.std = X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        return X / self.std

    def inverse_transform(self, Z):
        return Z * self.std


@mistake("another-scaling", "Standardizer", hint=CHECK_IT, fails=TRAIN)
class ScalerWithoutBrackets:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        return X - self.mean / self.std

    def inverse_transform(self, Z):
        return Z + self.mean / self.std


@mistake("another-scaling", "Standardizer", hint=CHECK_IT, fails=TRAIN)
class ScalerToTheUnitInterval:
    def fit(self, X):
        self.low, self.range = X.min(axis=0), X.max(axis=0) - X.min(axis=0)
        self.range[self.range == 0] = 1
        return self

    def transform(self, X):
        return (X - self.low) / self.range

    def inverse_transform(self, Z):
        return Z * self.range + self.low


@mistake(
    "constant-column-divided-by-zero",
    "Standardizer",
    hint="What is 0 divided by 0? Try a column that never changes.",
    fails=BACK,
)
class ScalerThatDividesByZero:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        return self

    def transform(self, X):
        return (X - self.mean) / self.std

    def inverse_transform(self, Z):
        return Z * self.std + self.mean


@mistake("wrong-inverse-transform", "Standardizer", hint=WAY_BACK, fails=BACK)
class ScalerThatComesBackInTheWrongOrder:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        return (X - self.mean) / self.std

    def inverse_transform(self, Z):
        return (Z + self.mean) * self.std


@mistake("wrong-inverse-transform", "Standardizer", hint=WAY_BACK, fails=BACK)
class ScalerThatForgetsTheMeanOnTheWayBack:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        return (X - self.mean) / self.std

    def inverse_transform(self, Z):
        return Z * self.std


@mistake("digits-lost", "Standardizer", hint=hints.ROUNDED, fails=TRAIN)
class ScalerThatRounds:
    def fit(self, X):
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        return np.round((X - self.mean) / self.std, 4)

    def inverse_transform(self, Z):
        return np.round(Z * self.std + self.mean, 4)


@mistake("digits-lost", "Standardizer", hint=hints.ROUNDED, fails=TRAIN, agreement=1e-5)
class ScalerInFloat32:
    def fit(self, X):
        X = np.asarray(X, dtype=np.float32)
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        return self

    def transform(self, X):
        return (np.asarray(X, dtype=np.float32) - self.mean) / self.std

    def inverse_transform(self, Z):
        return np.asarray(Z, dtype=np.float32) * self.std + self.mean


@right("Standardizer")
class ScalerWithAGuard:
    def fit(self, X):
        self.mean_ = np.mean(X, axis=0)
        self.scale_ = np.std(X, axis=0) + 1e-8
        return self

    def transform(self, X):
        return (X - self.mean_) / self.scale_

    def inverse_transform(self, Z):
        return Z * self.scale_ + self.mean_


@right("Standardizer")
class ScalerWithALoop:
    def fit(self, X):
        self.numbers = []
        for j in range(X.shape[1]):
            column = X[:, j]
            mean = sum(float(v) for v in column) / len(column)
            spread = (sum((float(v) - mean) ** 2 for v in column) / len(column)) ** 0.5
            self.numbers.append((mean, spread if spread > 0 else 1.0))

    def transform(self, X):
        Z = np.zeros(X.shape)
        for j, (mean, spread) in enumerate(self.numbers):
            Z[:, j] = (X[:, j] - mean) / spread
        return Z

    def inverse_transform(self, Z):
        X = np.zeros(Z.shape)
        for j, (mean, spread) in enumerate(self.numbers):
            X[:, j] = Z[:, j] * spread + mean
        return X


@right("Standardizer")
class ScalerWithOtherNames:
    def __init__(self):
        self.shift = self.stretch = None

    def fit(self, X):
        self.shift = np.average(X, axis=0)
        spread = np.sqrt(np.mean((X - self.shift) ** 2, axis=0))
        self.stretch = np.where(spread == 0, 1.0, spread)

    def transform(self, X):
        return np.divide(np.subtract(X, self.shift), self.stretch)

    def inverse_transform(self, Z):
        return self.shift + self.stretch * Z


@right("Standardizer")
class ScalerByShares:
    def fit(self, X):
        n, d = X.shape
        self.mean, self.std = [], []
        for j in range(d):
            mean = sum(float(v) / n for v in X[:, j])
            std = sum((float(v) - mean) ** 2 / n for v in X[:, j]) ** 0.5
            self.mean.append(mean)
            self.std.append(std if std > 1e-10 else 1.0)

    def transform(self, X):
        return (X - np.array(self.mean)) / np.array(self.std)

    def inverse_transform(self, Z):
        return Z * np.array(self.std) + np.array(self.mean)
