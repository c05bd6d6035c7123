"""Questions of the predictions in `regularization`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Number(
        "alpha-of-ridge",
        "A hundred rows, and `lam = 0.1` in our ridge objective. Which `alpha` must you give to "
        "scikit-learn's `Ridge` so that it finds the same weights?",
        absolute=1e-9,
        explanations={
            "same": "Both multiply the same penalty, so they are the same number under two names.",
            "errors": "Its penalty is the same, but its error term is not: lam has to grow along with that.",
            "squared": "It squares alpha before it multiplies, so the root is wanted.",
            "intercept": "It penalises the intercept too, so it needs a smaller number for the same weights.",
        },
    ),
    Choice(
        "exact-zeros",
        "Ten weights, `lam = 40`. First 20 000 subgradient steps with a rate that shrinks, then 1 000 steps of another "
        "method, ISTA. Both go down the same lasso objective. How many of the ten weights are exactly `0.0` after "
        "each?",
        choices={
            "0-0": "none, and none: neither lands on a number exactly",
            "0-7": "none after the first, 7 after the second",
            "4-7": "4 after the first, 7 after the second",
            "7-7": "7 after both: it is the same objective",
        },
        explanations={
            "longer": "The other method gets further with fewer steps; with ten times the steps both would agree.",
            "rounding": "One of them rounds small numbers away at the end.",
            "landing": "One of them jumps back and forth across zero; the other has a whole interval that lands on it.",
            "starts": "They begin in different places and end in different valleys.",
        },
    ),
    Choice(
        "weights-in-use",
        "With a large `lam` all ten lasso weights are zero. Now `lam` falls step by step, almost down to nothing, and "
        "each time you count the weights that are not zero. Can this count go down on the way?",
        choices={"never": "no, it only grows or stays", "can": "yes, it can go down"},
        explanations={
            "stays": "A weight that is worth its penalty stays worth it when lam falls.",
            "replaced": "A weight may lose its use once others that carry the same news have grown.",
            "noise": "Only by rounding: in exact arithmetic the count could not go down.",
            "steps": "Only because descent was stopped too early where lam is small.",
        },
    ),
    Choice(
        "one-wrong-target",
        "One target in a hundred is a typing error: 100 too large. Three models are fitted with it and without it: "
        "Ridge, Lasso, and Huber's, which has no penalty here but counts large residuals by their size, not by their "
        "square. Whose weights hardly move?",
        choices={"ridge": "Ridge's", "lasso": "Lasso's", "huber": "Huber's", "all": "none of the three moves much"},
        explanations={
            "small": "Its penalty keeps weights small, and small weights cannot move far.",
            "sparse": "It sets weights to zero, and zeros do not move.",
            "squares": "It is the squared residual that lets one row pull so hard, and this one does not square it.",
            "refuses": "It finds the wrong row and deletes it before the fit.",
        },
    ),
)
