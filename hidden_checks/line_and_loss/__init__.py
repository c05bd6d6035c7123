"""Hidden checks, known mistakes and fitting explanations of `line-and-loss`."""
