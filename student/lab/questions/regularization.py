"""Questions of the predictions in `regularization`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Number(
        "alpha-of-ridge",
        "A hundred rows, and `lam = 0.1` in our ridge objective. Which `alpha` must you give to "
        "scikit-learn's `Ridge` so that it finds the same weights?",
        absolute=1e-9,
        explanations={
            "squared": "It squares alpha before it multiplies, so the root is wanted.",
            "errors": "Its penalty is the same, its error term is not: lam has to grow as well.",
            "same": "Both multiply the same penalty, so they are the same number under two names.",
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
            "starts": "They begin in different places and end in two different valleys.",
            "rounding": "One of them rounds small numbers away at the end, and the other one does not.",
            "landing": "One of them jumps back and forth across zero; the other has a whole interval that lands on it.",
            "longer": "The other method gets further with fewer steps; with ten times the steps both would agree.",
        },
    ),
    Choice(
        "weights-in-use",
        "With a large `lam` all ten lasso weights are zero. Now `lam` falls step by step, almost down to nothing, and "
        "each time you count the weights that are not zero. Can this count go down on the way?",
        choices={"never": "no, it only grows or stays", "can": "yes, it can go down"},
        explanations={
            "noise": "Only by rounding: in exact arithmetic the count could not go down.",
            "replaced": "A weight may lose its use once others that carry the same news have grown.",
            "stays": "A weight that is worth its penalty stays worth it when lam falls.",
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
            "small": "Its penalty keeps all weights small, and small weights cannot move far from where they are.",
            "sparse": "It sets most of the weights to zero, and weights that are zero do not move.",
            "squares": "It is the square that lets one row pull so hard, and here it is missing.",
            "refuses": "It finds the wrong row by its residual and deletes it before the fit begins.",
        },
    ),
)
