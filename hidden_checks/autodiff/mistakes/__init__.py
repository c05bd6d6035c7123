"""The known mistakes of `autodiff`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `Value`
and `line` (the line data).
"""

PAIRS = "parents and slopes, and x and y, always come in pairs"
ARRAYS = "the checks hand over arrays"
RAISES = "without it a missing `coef_` raises too, and any error will do"
PENALTY = "the exercise does not say what happens with another penalty"
EQUIVALENT_MUTANTS = {
    "return self * -1.0  →  return self / -1.0": "dividing by -1 is multiplying by -1",
    "edges = zip(self.parents, self.slopes, strict=True)  →  edges = zip(self.parents, self.slopes, strict=False)": (
        PAIRS
    ),
    "for parent, slope in zip(node.parents, node.slopes, strict=True):  →  "
    "for parent, slope in zip(node.parents, node.slopes, strict=False):": PAIRS,
    "points = list(zip(np.asarray(x, dtype=float).tolist(), np.asarray(y, dtype=float).tolist(), strict=True))  →  "
    "points = list(zip(np.asarray(x, dtype=float).tolist(), np.asarray(y, dtype=float).tolist(), strict=False))": (
        PAIRS
    ),
    "spread = np.where(spread == 0.0, 1.0, spread)  →  spread = np.where(spread <= 0.0, 1.0, spread)": (
        "no standard deviation is negative"
    ),
    "spread = np.where(spread == 0.0, 1.0, spread)  →  spread = np.where(spread == 0.0, 2.0, spread)": (
        "0 divided by any number is 0"
    ),
    """if penalty not in PENALTIES: raise ValueError(f"penalty is None, 'l2' or 'l1', not {penalty!r}")""": PENALTY,
    """raise ValueError(f"penalty is None, 'l2' or 'l1', not {penalty!r}")""": PENALTY,
    "X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)": ARRAYS,
    "y = np.asarray(y, dtype=float)": ARRAYS,
    'if not hasattr(self, "coef_"): raise RuntimeError("this model has not learnt anything yet: call fit first")': (
        RAISES
    ),
    'raise RuntimeError("this model has not learnt anything yet: call fit first")': RAISES,
}
