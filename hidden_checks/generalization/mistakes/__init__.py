"""The known mistakes of `generalization`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `x`, `y`,
`few` and `validation_rows`.
"""

ARRAYS = "the checks hand over arrays, and NumPy turns whole numbers into floats by itself"
SHIFTED = "the intercept is free, so features that are shifted by any number make the same predictions"
EQUIVALENT_MUTANTS: dict[str, str] = {
    "A, y = np.asarray(A, dtype=np.float64), np.asarray(y, dtype=np.float64)": ARRAYS,
    "X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)": ARRAYS,
    "A = np.column_stack([np.ones(len(X)), (X - middle) / spread])"
    "  →  A = np.column_stack([np.ones(len(X)), (X + middle) / spread])": SHIFTED,
    "lams, validation = np.asarray(lams), np.asarray(validation)": ARRAYS,
}
