"""The explanations that fit in `learning-rate`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "epochs-with-a-rise": "shorter",
    "first-infinite-epoch": "factor",
    "standardised-targets": "absent",
    "rate-of-one-step": "round",
}
