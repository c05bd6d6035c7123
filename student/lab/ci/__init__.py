"""The visible checks outside of a notebook page: a table for a terminal, and files for a workflow on GitHub.

The notebook's cells run in a subprocess without the workflow's files and variables. What they print is shown, but has
no influence on the result.
"""
