"""The questions students predict on, one module per unit. No answer stands here: the grader computes it."""
