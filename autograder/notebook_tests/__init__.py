"""Ordinary nbgrader courses, whose tests stand in the notebook's own test cells."""
