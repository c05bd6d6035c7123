"""The known mistakes of `capstone`, and right ways that look unusual; one module per exercise."""

OWN_ROWS = "the table is the student's own: other rows and columns are right, too"
EQUIVALENT_MUTANTS: dict[str, str] = {
    "factors[largest] = 2.0 * sizes[largest] / sizes[second]": "whatever factors refute the claim, they are right",
    "rows = np.random.default_rng(2027).normal(size=(90, 5))": OWN_ROWS,
    "return rows[:, :4], rows @ np.arange(1.0, 6.0)": OWN_ROWS,
    "spread = np.where(spread > 0.0, spread, 1.0)"
    "  →  spread = np.where(spread != 0.0, spread, 1.0)": "a spread is never negative",
    "hessian = 2.0 / len(A) * (A.T @ A) + 2.0 * lam * np.diag(np.arange(A.shape[1]) > 0)"
    "  →  hessian = 2.0 / len(A) * (A.T @ A) + 2.0 * lam * np.diag(np.arange(A.shape[1]) != 0)": (
        "no place in an array is negative"
    ),
    "if norms[-1] <= tol * norms[0] or len(norms) > max_steps:"
    "  →  if norms[-1] < tol * norms[0] or len(norms) > max_steps:": ("no gradient of real data has exactly this norm"),
    **{
        f"{line}10_000)  →  {line}{steps})": "every descent of the checks has ended long before"
        for line in (
            "theta, _ = fit_model(A_train, y_train, lam, choose_rate(A_train, lam)[0], TOLERANCE, ",
            "theta, norms = fit_model(A_train, y[train], lam, rate, TOLERANCE, ",
        )
        for steps in ("9999", "10001")
    },
}
