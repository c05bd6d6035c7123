"""The explanations that fit in `line-and-loss`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "perfect-line": "own-push",
    "height-of-the-flat-line": "flat",
    "column-minus-vector": "every-pair",
    "loss-at-zero": "own-height",
    "residuals-tripled": "each-square",
    "root-against-mean-size": "heavy",
}

WHY_NOT = {
    "perfect-line": {
        "random-x": "The line has a height at every x, so a random x takes no point off the line.",
        "many": "Pushes cancel only in their mean; each single point keeps the push that it got.",
        "same-line": "The line gives each point its first height, and then the noise moves the point away from it.",
    },
    "height-of-the-flat-line": {
        "average": "The prediction is `w * x + b`, and no point of the data occurs in it.",
        "undefined": "Zero is a number like any other, so `0 * 3.7 + 0` can be calculated.",
        "through-point": "x is multiplied by `w = 0`, so nothing of it is left in the prediction.",
    },
    "column-minus-vector": {
        "refuses": "NumPy adds the missing axis by itself, and an axis of size 1 fits every other size.",
        "in-order": "NumPy compares the axes, not how many numbers there are: a column meets a row here.",
        "first-wins": "The shape comes from both arrays: with left and right exchanged it is the same.",
    },
    "loss-at-zero": {
        "spread": "The loss measures distances to the line, and this line is at zero, not at the mean.",
        "cancels": "Each residual is squared before the mean is taken, so there is no sign left that could cancel.",
        "noise": "The points rise with x, and the line at zero misses this rise as well as the noise.",
    },
    "residuals-tripled": {
        "linear": "The mean is taken over the squares, and these grow by more than the residuals do.",
        "depends": "Every residual grows by the same factor, and its sign is lost in the square.",
        "per-point": "The mean divides by the number of points, so it does not matter how many there are.",
    },
    "root-against-mean-size": {
        "undone": "The root is taken of the mean, not of each square, so it does not give back the single sizes.",
        "damped": "The root comes after the mean, and in the mean the far points have counted more already.",
        "signs": "Neither of the two keeps a sign: one squares the residuals, the other takes their sizes.",
    },
}
