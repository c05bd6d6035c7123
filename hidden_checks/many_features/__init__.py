"""Hidden checks, known mistakes and fitting explanations of `many-features`."""
