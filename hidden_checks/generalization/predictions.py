"""The explanations that fit in `generalization`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "degree-for-new-rows": "enough",
    "features-chosen-first": "looked",
    "gap-with-more-rows": "share",
    "lam-for-training-rows": "own",
}

WHY_NOT = {
    "degree-for-new-rows": {
        "passes": "The points that were measured pull the curve away from the truth between them.",
        "calm": "A curve that is too stiff misses the shape of the day on every row, measured or new.",
        "winner": "On its own rows the highest degree always has the smallest error, and here it is bad on others.",
    },
    "features-chosen-first": {
        "fair": "The fit has not seen them, but the choice of its features has.",
        "real": "All numbers were drawn independently: features chosen in the training rows alone are worth nothing.",
        "overfit": "That is what happens to features that are chosen in the training rows, not to these.",
    },
    "gap-with-more-rows": {
        "practice": "The training error of a flexible model starts too low, and there is only one way from there.",
        "fixed": "The degree decides how well it could do; how near it gets to that depends on the rows.",
        "memory": "It has thirteen parameters for all rows together, and each new row takes a share of them.",
    },
    "lam-for-training-rows": {
        "balance": "That is so on rows that the fit has not seen; on its own rows no penalty is too little.",
        "smooth": "A smooth curve is close to the truth, but the wild one is closer to the points it was fitted to.",
        "units": "Standard units make one strength mean the same for all weights, not the best for any rows.",
    },
}
