"""The known mistakes of `training-loop`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `line`
(the line data).
"""

UNSPECIFIED = "the exercise does not say what happens to inputs of the wrong shape"
ONE_PLACE = "all x equal: the exercise does not say what happens then"
EQUIVALENT_MUTANTS = {
    "x, y = _as_float_vectors(x, y)": UNSPECIFIED,
    "x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)": "the checks hand over arrays",
    "if x.ndim != 1 or x.shape != y.shape:": UNSPECIFIED,
    'if x.ndim != 1 or x.shape != y.shape: raise ValueError(f"x and y need the same shape (n,), not {x.shape}'
    ' and {y.shape}")': UNSPECIFIED,
    'raise ValueError(f"x and y need the same shape (n,), not {x.shape} and {y.shape}")': UNSPECIFIED,
    "if spread == 0.0:": ONE_PLACE,
    'if spread == 0.0: raise ValueError("all x are equal, so no single line is the best one")': ONE_PLACE,
    'raise ValueError("all x are equal, so no single line is the best one")': ONE_PLACE,
    "w = float(centred @ (y - y.mean())) / spread  →  w = float(centred @ (y + y.mean())) / spread": (
        "centred x sums to zero, so a constant added to y changes nothing"
    ),
    "for steps in range(max_steps + 1):  →  for steps in range(max_steps + 2):": "the break inside comes first",
    "if norm <= tol:  →  if norm < tol:": "no gradient of real data has exactly the norm tol",
    "if steps == max_steps or not np.isfinite(norm):  →  if steps >= max_steps or not np.isfinite(norm):": (
        "steps never exceeds max_steps here"
    ),
}
