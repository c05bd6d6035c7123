"""The known mistakes of `regularization`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `design`
and `target`.
"""

SHAPES = "the exercises do not say what happens to inputs of the wrong shape"
ARRAYS = "the checks hand over arrays, and NumPy turns whole numbers into floats by itself"
SETTLED = "after 300 steps the data of the checks has settled, so one step more or less changes only rounding"
KINDS = "there are two kinds, and the exercise says nothing of a third"
EQUIVALENT_MUTANTS = {
    "A, y = np.asarray(A, dtype=np.float64), np.asarray(y, dtype=np.float64)": ARRAYS,
    "theta = np.zeros(A.shape[-1:]) if theta is None else np.array(theta, dtype=np.float64)"
    "  →  theta = np.zeros(A.shape[1:]) if theta is None else np.array(theta, dtype=np.float64)": (
        "a matrix has two sizes, so the second is the last"
    ),
    "if A.ndim != 2 or y.shape != A.shape[:1] or theta.shape != A.shape[1:]:": SHAPES,
    "if A.ndim != 2 or y.shape != A.shape[:1] or theta.shape != A.shape[1:]:"
    ' raise ValueError(f"the shapes (n, p), (n,), (p,) are needed, not {A.shape}, {y.shape}, {theta.shape}")': SHAPES,
    'raise ValueError(f"the shapes (n, p), (n,), (p,) are needed, not {A.shape}, {y.shape}, {theta.shape}")': SHAPES,
    "A, y, theta = as_float_arrays(A, y, theta)": ARRAYS,
    "A, y, _ = as_float_arrays(A, y)": ARRAYS,
    "PATH_STEPS = 300  →  PATH_STEPS = 301": SETTLED,
    "PATH_STEPS = 300  →  PATH_STEPS = 299": SETTLED,
    "if t < n_steps:  →  if t != n_steps:": "t never exceeds n_steps here",
    "slopes = 2.0 / len(y) * (A[:, 1:].T @ (y - y.mean()))"
    "  →  slopes = 2.0 / len(y) * (A[:, 0:].T @ (y - y.mean()))": "centred targets sum to zero: the ones add nothing",
    'if kind == "ridge":  →  if kind >= "ridge":': KINDS,
    'if kind == "lasso":  →  if kind <= "lasso":': KINDS,
    'if kind == "lasso":  →  if kind >= "lasso":': KINDS,
    "raise ValueError(f\"kind is 'ridge' or 'lasso', not {kind!r}\")": KINDS,
}
