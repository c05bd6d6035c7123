"""One submission to one report, then a whole batch."""
