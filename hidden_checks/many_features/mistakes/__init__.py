"""The known mistakes of `many-features`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `plane`
(the plane data).
"""

SHAPES = "the exercises do not say what happens to inputs of the wrong shape"
ARRAYS = "the checks hand over arrays, and NumPy turns whole numbers into floats by itself"
CONSTANT = "targets that are all equal: the exercise does not say what happens then"
EQUIVALENT_MUTANTS = {
    "X = np.asarray(X, dtype=np.float64)": ARRAYS,
    "if X.ndim != 2:": SHAPES,
    'if X.ndim != 2: raise ValueError(f"X needs the shape (n, d), not {X.shape}")': SHAPES,
    'raise ValueError(f"X needs the shape (n, d), not {X.shape}")': SHAPES,
    "A = np.asarray(A, dtype=np.float64)": ARRAYS,
    "A, y = _as_float_arrays(A, y)": SHAPES,
    "X, y = np.asarray(X), np.asarray(y)": ARRAYS,
    "if X.shape[:1] != y.shape:": SHAPES,
    "if X.shape[:1] != y.shape:"
    ' raise ValueError(f"X and y need the same number of rows, not {X.shape} and {y.shape}")': SHAPES,
    'raise ValueError(f"X and y need the same number of rows, not {X.shape} and {y.shape}")': SHAPES,
    "y_true, y_pred = np.asarray(y_true, dtype=np.float64), np.asarray(y_pred, dtype=np.float64)": ARRAYS,
    "if y_true.ndim != 1 or y_true.shape != y_pred.shape:": SHAPES,
    "if y_true.ndim != 1 or y_true.shape != y_pred.shape:"
    ' raise ValueError(f"targets and predictions need the same shape (n,), not {y_true.shape} and {y_pred.shape}")': (
        SHAPES
    ),
    'raise ValueError(f"targets and predictions need the same shape (n,), not {y_true.shape} and {y_pred.shape}")': (
        SHAPES
    ),
    "if spread == 0.0:": CONSTANT,
    'if spread == 0.0: raise ValueError("all targets are equal: there is no variance to explain")': CONSTANT,
    'raise ValueError("all targets are equal: there is no variance to explain")': CONSTANT,
    "A, y = np.asarray(A, dtype=np.float64), np.asarray(y, dtype=np.float64)": ARRAYS,
    "if A.ndim != 2 or y.shape != A.shape[:1]:": SHAPES,
    "if A.ndim != 2 or y.shape != A.shape[:1]:"
    ' raise ValueError(f"A needs the shape (n, p) and y the shape (n,), not {A.shape} and {y.shape}")': SHAPES,
    'raise ValueError(f"A needs the shape (n, p) and y the shape (n,), not {A.shape} and {y.shape}")': SHAPES,
    "theta = np.asarray(theta, dtype=np.float64)": ARRAYS,
    "if theta.shape != A.shape[1:]:": SHAPES,
    "if theta.shape != A.shape[1:]:"
    ' raise ValueError(f"theta needs the shape {A.shape[1:]}, not {theta.shape}")': SHAPES,
    'raise ValueError(f"theta needs the shape {A.shape[1:]}, not {theta.shape}")': SHAPES,
}
