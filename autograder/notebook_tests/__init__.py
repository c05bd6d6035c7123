"""Ordinary nbgrader courses, whose tests stand in the test cells of the notebook itself."""
