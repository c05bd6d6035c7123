"""Wrong and right ways to write `LinearRegressionGD`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.autodiff.mistakes import hints

STEPS = "test_takes_the_steps_it_is_told"
OPTIMA = "test_arrives_at_each_optimum"
AGAIN = "test_forgets_when_it_is_fitted_again"
SCORES = "test_predicts_and_scores_rows_it_has_not_seen"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
INTERFACE = "Compare names and order with the stub: the constructor's, and the methods'. A caller knows only these."
UNITS = "In which units is this slope, and in which units is the data?"
PLACE = "Predict at the mean of each column in both units: do they agree?"
BIAS = "Add 1000 to every y: which of your parameters should change? Does your penalty hold it back?"
SOFT = "How long was the gradient step before the threshold?"
ZEROS = "Are some weights exactly 0 after your fit with the penalty l1? Which step of the text can land on 0?"
REFIT = "What does your model still hold when fit is called the second time?"
MEAN = "Predict the mean everywhere: what should R² be?"
INTERCEPT = "b - self.coef_ @ means"
SCALING = "np.mean(X, axis=0), np.std(X, axis=0)"
STEP = "w, b = w - self.lr * dw, b - self.lr * db"
RIDGE = 'if self.penalty == "l2":\n    dw = dw + 2 * self.lam * w'
LASSO = 'if self.penalty == "l1":\n    w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)'

MODEL = mistakes("LinearRegressionGD")

MODEL.add(
    "interface-differs",
    hint=INTERFACE,
    fails=AGAIN,
    ModelWithAnotherKeyword=(
        replace("lr, n_steps, penalty", "learning_rate, n_steps, penalty"),
        replace("= lr", "= learning_rate"),
    ),
)
MODEL.add(
    "interface-differs",
    hint=INTERFACE,
    fails=SCORES,
    ModelWithForwardAlone=(replace("def predict", "def forward"), replace("self.predict", "self.forward")),
)
MODEL.add(
    "left-in-standard-units",
    hint=UNITS,
    fails=OPTIMA,
    ModelInStandardUnits=(replace("w / spreads", "w"), replace(INTERCEPT, "b")),
    ModelThatScalesAgainToPredict=(
        replace("w / spreads", "w"),
        replace(INTERCEPT, "b"),
        replace("return self", "self.means, self.spreads = means, spreads\nreturn self"),
        replace("return X", "X = (X - self.means) / self.spreads\nreturn X"),
    ),
)
MODEL.add(
    "intercept-converted-wrongly",
    hint=PLACE,
    fails=OPTIMA,
    ModelWithTheInterceptLeftBehind=replace(INTERCEPT, "b"),
    ModelWithTheScaledWeightInTheIntercept=replace(INTERCEPT, "b - w @ means"),
)
MODEL.add(
    "slopes-converted-wrongly",
    hint="Units of y per unit of x: does the spread of x belong above or below?",
    fails=OPTIMA,
    ModelThatMultipliesByTheSpread=replace("w / spreads", "w * spreads"),
)
MODEL.add(
    "intercept-penalised",
    hint=BIAS,
    fails=OPTIMA,
    ModelThatPenalisesItsInterceptByL2=replace(RIDGE, RIDGE + "\n    db = db + 2 * self.lam * b"),
)
MODEL.add(
    "intercept-penalised",
    hint=BIAS,
    fails=STEPS,
    ModelThatThresholdsItsIntercept=replace(
        LASSO, LASSO + "\n    b = np.sign(b) * max(abs(b) - self.lr * self.lam, 0)"
    ),
)
MODEL.add(
    "half-of-the-penalty",
    hint="Differentiate lam times w² once more.",
    fails=OPTIMA,
    ModelWithHalfTheRidgeGradient=replace("2 * self.lam", "self.lam"),
)
MODEL.add(
    "penalty-scaled-by-a-count",
    hint="Does the penalty depend on how many rows there are, in this course's objective?",
    fails=OPTIMA,
    ModelWithLamOverN=replace("2 * self.lam", "2 * self.lam / len(y)"),
)
MODEL.add(
    "penalty-with-opposite-sign",
    hint="In which direction should the penalty push w?",
    fails=OPTIMA,
    ModelThatPushesAway=replace("dw + 2", "dw - 2"),
)
MODEL.add(
    "threshold-of-the-wrong-size",
    hint=SOFT,
    fails=OPTIMA,
    ModelThatThresholdsByLam=replace("self.lr * self.lam", "self.lam"),
    ModelThatThresholdsByTwiceTheStep=replace("self.lr * self.lam", "2 * self.lr * self.lam"),
)
MODEL.add(
    "subgradient-instead-of-threshold",
    hint=ZEROS,
    fails=OPTIMA,
    ModelWithSubgradients=(
        replace(LASSO, ""),
        replace(RIDGE, RIDGE + '\nif self.penalty == "l1":\n    dw = dw + self.lam * np.sign(w)'),
    ),
)
MODEL.add(
    "penalty-forgotten",
    hint="Fit twice, with lam = 0 and with a large lam: does anything change?",
    fails=OPTIMA,
    ModelThatForgetsItsPenalty=(replace(RIDGE, ""), replace(LASSO, "")),
)
MODEL.add(
    "half-of-the-gradient",
    hint=hints.HALF,
    fails=STEPS,
    ModelWithHalfTheGradient=(replace("2 * Z.T", "Z.T"), replace("2 * np.mean", "np.mean")),
)
MODEL.add(
    "gradient-of-the-sum",
    hint=hints.SUM,
    fails=STEPS,
    ModelWithSums=(replace(" / len(y)", ""), replace("np.mean(r)", "np.sum(r)")),
)
MODEL.add(
    "divided-by-columns",
    hint="Which of the two numbers in X.shape counts the rows?",
    fails=STEPS,
    ModelThatDividesByTheFeatures=replace("len(y)", "X.shape[1]"),
)
MODEL.add(
    "uphill-step",
    hint=hints.UPHILL,
    fails=STEPS,
    ModelThatClimbs=replace(STEP, "w, b = w + self.lr * dw, b + self.lr * db"),
)
MODEL.add(
    "learning-rate-ignored",
    hint=hints.RATE,
    fails=STEPS,
    ModelWithARateOfItsOwn=replace(STEP, "w, b = w - 0.1 * dw, b - 0.1 * db"),
)
MODEL.add(
    "intercept-never-moves",
    hint="Which parameter did not move?",
    fails=OPTIMA,
    ModelWithoutAnIntercept=replace(STEP, "w = w - self.lr * dw"),
)
MODEL.add(
    "standard-deviation-with-ddof-1",
    hint="Which standard deviation is NumPy's own, and which one is the card's?",
    fails=STEPS,
    ModelWithDdofOne=replace("np.std(X, axis=0)", "np.std(X, axis=0, ddof=1)"),
)
MODEL.add(
    "one-mean-for-all-columns",
    hint="One mean for the whole table, or one for each column?",
    fails=STEPS,
    ModelWithOneMeanForAll=(
        replace(SCALING, "np.mean(X), np.std(X)"),
        replace(INTERCEPT, "b - np.sum(self.coef_ * means)"),
    ),
)
MODEL.add(
    "not-standardised",
    hint="Are all columns of the same size when descent meets them?",
    fails=STEPS,
    ModelThatDoesNotStandardise=replace(SCALING, "np.zeros(X.shape[1]), np.ones(X.shape[1])"),
)
MODEL.add(
    "targets-standardised-too",
    hint="The card leaves y as it is. What happens to lam when y shrinks?",
    fails=STEPS,
    ModelThatStandardisesYToo=(
        replace(
            "w, b = np.zeros", "middle, spread = np.mean(y), np.std(y)\ny = (y - middle) / spread\nw, b = np.zeros"
        ),
        replace("w / spreads", "w / spreads * spread"),
        replace(INTERCEPT, "middle + spread * b - self.coef_ @ means"),
    ),
)
MODEL.add(
    "last-fit-remembered",
    hint=REFIT,
    fails=AGAIN,
    ModelThatGoesOnFromItsLastFit=(
        replace(
            "w, b = np.zeros(Z.shape[1]), 0.0",
            "if self.coef_ is None:\n    self.state = np.zeros(Z.shape[1]), 0.0\nw, b = self.state",
        ),
        replace("return self", "self.state = w, b\nreturn self"),
    ),
    ModelThatKeepsItsFirstScaling=replace(
        f"means, spreads = {SCALING}",
        f"if self.coef_ is None:\n    self.scaling = {SCALING}\nmeans, spreads = self.scaling",
    ),
)
MODEL.add(
    "predicts-before-fit",
    hint="What does a new model predict before it has seen any data? It should refuse.",
    fails=SCORES,
    ModelThatPredictsZerosBeforeFit=replace(
        "self.coef_ = self.intercept_ = None", "self.coef_, self.intercept_ = np.zeros(3), 0.0"
    ),
)
MODEL.add(
    "constant-column-divided-by-zero",
    hint="A column that never changes has spread 0. What is 0 divided by 0?",
    fails=ANY,
    ModelThatDividesByZero=replace("spreads = np.where(spreads == 0, 1.0, spreads)", ""),
)
MODEL.add(
    "another-formula-for-r2",
    hint=MEAN,
    fails=SCORES,
    ModelThatScoresWhatIsLeft=replace("1 - left", "left"),
    ModelThatScoresWithDdofOne=replace("np.var(y)", "np.var(y, ddof=1)"),
)
MODEL.add(
    "correlation-instead-of-r2",
    hint="Predict y + 100: is that still perfect?",
    fails=SCORES,
    ModelThatScoresByCorrelation=replace("1 - left / np.var(y)", "np.corrcoef(self.predict(X), y)[0, 1] ** 2"),
)
MODEL.add(
    "another-error-measure",
    hint="Name the quantity your score is: in which units is it? R² has none.",
    fails=SCORES,
    ModelThatScoresByMse=replace("1 - left / np.var(y)", "left"),
)
MODEL.add(
    "fit-returns-nothing",
    hint="What does `model.fit(X, y).predict(X)` need fit to hand back?",
    fails=SCORES,
    ModelThatHandsBackNothing=replace("return self", ""),
)
MODEL.add(
    "score-against-the-training-mean",
    hint="Which y belongs in the score: those given now, or those of fit?",
    fails=SCORES,
    ModelThatScoresAgainstTheTrainingMean=(
        replace("return self", "self.y_mean = np.mean(y)\nreturn self"),
        replace("np.var(y)", "np.mean((y - self.y_mean) ** 2)"),
    ),
)
MODEL.add(
    "arguments-changed",
    hint="Print `X` and `y` before and after fit: are both still the same?",
    fails=ANY,
    ModelThatWritesIntoItsArgument=replace("Z = (X - means) / spreads", "X -= means\nX /= spreads\nZ = X"),
)
MODEL.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=STEPS,
    ModelThatRounds=(
        replace("w / spreads", "np.round(w / spreads, 4)"),
        replace(f"float({INTERCEPT})", f"round({INTERCEPT}, 4)"),
    ),
)
MODEL.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=STEPS,
    agreement=1e-5,
    ModelInFloat32=(
        replace("means, spreads =", "X, y = np.float32(X), np.float32(y)\nmeans, spreads ="),
        replace("np.zeros(Z.shape[1])", "np.zeros(Z.shape[1], dtype=np.float32)"),
    ),
)


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
        Z = (X - mean) / (std + 1e-8)
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(self.n_steps):
            r = Z @ w + b - y
            dw, db = 2 / len(y) * Z.T @ r, 2 * np.mean(r)
            if self.penalty == "l2":
                dw = dw + 2 * self.lam * w
            w, b = w - self.lr * dw, b - self.lr * db
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0)
        self.coef_ = w / (std + 1e-8)
        self.intercept_ = b - np.sum(self.coef_ * mean)
        return self

    def predict(self, X):
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        return 1 - np.mean((self.predict(X) - y) ** 2) / np.var(y)
