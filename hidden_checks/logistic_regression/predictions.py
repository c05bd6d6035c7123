"""The explanations that fit in `logistic-regression`; the notebook's outcome cells return the right answers."""

EXPLANATIONS = {
    "loss-of-zero-parameters": "half",
    "gradient-beside-least-squares": "cancels",
    "weights-on-clear-cases": "always-better",
    "scores-times-five": "certainty",
}

WHY_NOT = {
    "loss-of-zero-parameters": {
        "base-rate": "With every probability at one half, a row costs log 2 whether it is a 1 or a 0.",
        "nothing": "A probability of one half is a statement, and whatever happens had only this much of it.",
        "squares": "The cross-entropy takes a logarithm of the probability, and no square.",
    },
    "gradient-beside-least-squares": {
        "chain": "The chain rule does put all slopes into the product, but two of these cancel each other.",
        "convex": "The absolute error is convex, too, and its gradient holds only signs.",
        "linear": "The result holds for every score, also far away from zero, where the sigmoid is flat.",
    },
    "weights-on-clear-cases": {
        "all-right": "A probability of 0.99 for a 1 still costs something, so the gradient is never exactly zero.",
        "rate": "The loss falls in every step; certain rows make it bend less, not more.",
        "no-noise": "The weights pass the ones that the data was made with and go on growing.",
    },
    "scores-times-five": {
        "same-model": "The ratios stay, and so does the boundary, but the probabilities on both sides change.",
        "moved": "Where the score is zero, five times the score is zero, too.",
        "surer": "Being sure does not move a row to the other side, so no decision changes.",
    },
}
