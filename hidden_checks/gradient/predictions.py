"""The explanations that fit in `gradient`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "sign-at-zero": "loss-falls",
    "ten-on-every-target": "all-residuals",
    "direction-of-the-sum": "same-factor",
    "smaller-step": "cancels",
}

WHY_NOT = {
    "sign-at-zero": {
        "other-weight": "Without the part of x2 in the targets, the derivative is still negative.",
        "must-grow": "A derivative points to where the loss grows, so a parameter has to move against it.",
        "at-zero": "The derivative is made of residuals and features, and parameters at zero do not make these zero.",
    },
    "ten-on-every-target": {
        "slope-too": "Every residual changes by 10, whatever w is, for a steep line and for a flat one.",
        "each-point": "The mean divides by the number of points, so their number makes no difference.",
        "no-change": "The 10 is added inside the square, and the derivative of a square still contains it.",
    },
    "direction-of-the-sum": {
        "far-points": "Both add up the same squares; the mean only divides the result by n.",
        "turned": "Both derivatives grow by the same factor n, so their ratio stays what it was.",
        "sign": "The two differ by the factor n, and a positive factor turns no sign.",
    },
    "smaller-step": {
        "too-small": "A float64 keeps about 16 digits, so `0.5 + 1e-12` is not rounded to 0.5.",
        "limit": "That is true for exact numbers, but here the error of rounding grows as the step gets smaller.",
        "exact-anyway": "They have no error only for a quadratic and exact numbers; here both values are rounded.",
    },
}
