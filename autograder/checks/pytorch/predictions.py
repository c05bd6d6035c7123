"""The explanations that fit in `pytorch`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "grad-after-two-calls": "added",
    "largest-rate-of-the-sum": "longer",
    "loading-an-odd-bias": "compared",
}
