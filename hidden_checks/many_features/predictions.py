"""The explanations that fit in `many-features`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "shape-of-the-product": "rows",
    "two-logbooks": "name",
    "steps-and-contours": "shadow",
    "has-descent-failed": "data",
}

WHY_NOT = {
    "shape-of-the-product": {
        "transpose": "`A.T` alone has two sizes; the product with `r` adds up over one of them, and it is gone.",
        "entries": "`@` also adds up what it has multiplied, so the rows do not stay side by side.",
        "cases": "The sum runs over the cases, so afterwards there is no number for a single case.",
    },
    "two-logbooks": {
        "always": "A list holds arrays, not names, so an old entry stays when `w` becomes the name of a new array.",
        "append": "`append` copies nothing, so `-=` can still write into an array that is in the list.",
        "speed": "It is not the same thing: `w - 1` makes a new array each time, and `-=` changes the old one.",
    },
    "has-descent-failed": {
        "features": "Fitted to this data without x1, w2 does not come to 3 either.",
        "steps": "Descent has nearly reached the best w2 for this data, so more steps change almost nothing.",
        "rate": "A smaller rate leads to the same best weights and only needs more steps to get there.",
    },
    "steps-and-contours": {
        "steepest": "A step follows the gradient of three parameters, and the picture has only two of them.",
        "noise": "The noise moves the centre of the contour lines, but they stay exact ellipses.",
        "rate": "With a much smaller rate, steps leave the steepest way down by nearly as large an angle.",
    },
}
