"""The explanations that fit in `regularization`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "alpha-of-ridge": "errors",
    "exact-zeros": "landing",
    "weights-in-use": "replaced",
    "one-wrong-target": "squares",
}
