"""Recall: questions about earlier units that open a unit. They are not graded, and answered at once."""
