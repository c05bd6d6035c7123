"""The explanations that fit in `stochastic-descent`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "steps-of-an-epoch": "rest",
    "share-of-rises": "own-way",
    "half-the-rate": "cancel",
    "heavy-ball-speed-up": "root",
}
