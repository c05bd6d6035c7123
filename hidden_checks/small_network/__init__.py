"""Hidden checks, known mistakes and fitting explanations of `small-network`."""
