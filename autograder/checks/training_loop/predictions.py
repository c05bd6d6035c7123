"""The explanations that fit in `training-loop`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "first-loss": "old",
    "first-within-a-tenth": "curvature",
    "b-close-to-truth": "share",
    "gap-of-b": "more-steps",
}
