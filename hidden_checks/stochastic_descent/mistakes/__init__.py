"""The known mistakes of `stochastic-descent`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `design`
and `target`.
"""

SHAPES = "the exercises do not say what happens to inputs of the wrong shape"
ARRAYS = "the checks hand over arrays, and NumPy turns whole numbers into floats by itself"
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
    "A = np.asarray(A, dtype=np.float64)": ARRAYS,
}
