"""The explanations that fit in `learning-rate`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "epochs-with-a-rise": "shorter",
    "first-infinite-epoch": "factor",
    "standardised-targets": "absent",
    "rate-of-one-step": "round",
}

WHY_NOT = {
    "epochs-with-a-rise": {
        "wiggle": "The error does change its side, but each time it is smaller than before, and so is the loss.",
        "slow": "One of the factors is negative at this rate, so the error in that direction changes its side.",
        "mean": "A mean can go up: with a rate above the limit, the mean over the same points grows.",
    },
    "first-infinite-epoch": {
        "nan": "The first `nan` comes long after the first `inf`, and not by chance: it needs infinite parameters.",
        "theta": "The loss is a square, so it is too large while the parameters are still finite.",
        "steps": "Each epoch multiplies the loss, so the amounts themselves become larger and larger.",
    },
    "standardised-targets": {
        "units": "The valley is round already when x is standardised, whatever units y has.",
        "small": "The rents were far from standardised, and still the condition number does not change.",
        "spread": "Smaller targets change the size of the gradient, but not how fast it changes from place to place.",
    },
    "rate-of-one-step": {
        "luck": "It works from every start: both factors are zero, whatever error they multiply.",
        "careful": "Where the curvatures differ, the best rate is larger than half of the largest stable one.",
        "slope": "The rate depends on the feature alone, so the correlation with y has no part in it.",
    },
}
