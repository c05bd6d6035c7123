"""The explanations that fit in `gradient`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "sign-at-zero": "loss-falls",
    "ten-on-every-target": "all-residuals",
    "direction-of-the-sum": "same-factor",
    "smaller-step": "cancels",
}
