"""The explanations that fit in `regularization`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "alpha-of-ridge": "errors",
    "exact-zeros": "landing",
    "weights-in-use": "replaced",
    "one-wrong-target": "squares",
}

WHY_NOT = {
    "alpha-of-ridge": {
        "squared": "It multiplies alpha by the squared weights and does not square alpha itself.",
        "same": "Our errors are divided by n and those of the library are not, so the same number weighs differently.",
        "intercept": "It does not penalise the intercept, and neither do we.",
    },
    "exact-zeros": {
        "starts": "Both begin at zero, and this objective has only one valley.",
        "rounding": "Neither of them rounds; the zeros are made inside of the steps, not at the end.",
        "longer": "With ten times the steps, the first method still has no weight that is exactly zero.",
    },
    "weights-in-use": {
        "noise": "The weight that goes to zero was about 2 in size before, far above any rounding.",
        "stays": "What a weight is worth depends on the other weights, and these change when lam falls.",
        "steps": "With ten times as many steps the count goes down at the same place.",
    },
    "one-wrong-target": {
        "small": "Ridge has such a penalty, and its weights move by nearly 3 all the same.",
        "sparse": "Lasso sets none of these weights to zero before the error, and they move by more than 3.",
        "refuses": "It keeps every row; a large residual only counts by its size there, not by its square.",
    },
}
