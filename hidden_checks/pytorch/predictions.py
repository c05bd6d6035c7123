"""The explanations that fit in `pytorch`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "grad-after-two-calls": "added",
    "largest-rate-of-the-sum": "longer",
    "loading-an-odd-bias": "compared",
}

WHY_NOT = {
    "grad-after-two-calls": {
        "replaced": "`backward` adds to `.grad` and replaces nothing, so the first call still counts.",
        "second": "Each call gives the first derivative again; the second derivative of e by a would be zero.",
        "inner": "Only tensors that you have made keep a gradient, and a + b is a calculated one.",
    },
    "largest-rate-of-the-sum": {
        "adapted": "SGD takes the gradient as it is and does not look at the number of rows.",
        "printed": "The steps follow the gradient of the loss, and the reduction is a part of this loss.",
        "root": "Sum and mean of the same squares differ by the factor n exactly, whatever the noise is.",
    },
    "loading-an-odd-bias": {
        "named": "The name in the state is `bias` before and after; `.data` changes only the values and their shape.",
        "stretched": "The addition stretches a bias, but loading refuses what does not fit as it is.",
        "one-number": "The number of values is the same on both sides, and still loading fails.",
    },
}
