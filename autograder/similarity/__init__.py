"""Similar submissions of one unit, as a list for a person. Students' code is read as text and never run."""
