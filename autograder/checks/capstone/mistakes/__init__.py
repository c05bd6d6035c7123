"""The known mistakes of `capstone`, and right ways that look unusual; one module per exercise."""

EQUIVALENT_MUTANTS: dict[str, str] = {}
