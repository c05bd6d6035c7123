"""Hints of every unit, in levels, for `lab.hint`."""
