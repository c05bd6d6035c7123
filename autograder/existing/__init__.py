"""Ordinary nbgrader courses: locked test cells run where no student's code is, on values that come over the wire."""
