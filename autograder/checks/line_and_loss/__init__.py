"""Hidden checks, known mistakes and prediction answers of `line-and-loss`."""
