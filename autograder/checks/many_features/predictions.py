"""The explanations that fit in `many-features`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "shape-of-the-product": "rows",
    "two-logbooks": "name",
    "steps-and-contours": "shadow",
    "has-descent-failed": "data",
}
