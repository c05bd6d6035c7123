"""The explanations that fit in `line-and-loss`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "perfect-line": "own-push",
    "height-of-the-flat-line": "flat",
    "column-minus-vector": "every-pair",
    "loss-at-zero": "own-height",
    "residuals-tripled": "each-square",
    "root-against-mean-size": "heavy",
}
