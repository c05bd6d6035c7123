"""Runs the command `autograder` for `python -m autograder`."""

from autograder.cli.main import main

main()
