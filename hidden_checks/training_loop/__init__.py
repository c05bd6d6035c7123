"""Hidden checks, known mistakes and fitting explanations of `training-loop`."""
