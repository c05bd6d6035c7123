"""The known mistakes of `line-and-loss`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `line`
(the line data).
"""

EQUIVALENT_MUTANTS = {
    "return x, w * x + b + rng.normal(0.0, noise, n)  →  return x, w * x + b - rng.normal(0.0, noise, n)": (
        "pushes are as likely up as down: whoever takes them away makes points as good"
    ),
}
