"""Hidden checks, known mistakes and prediction answers of `autodiff`."""
