"""The visible checks without a notebook page: a table for a terminal, and what a workflow's page can show.

The notebook's cells run in a process of their own, without the workflow's files and variables. What they print is
shown, and decides nothing.
"""
