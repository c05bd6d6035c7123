"""`python -m lab check`: the visible checks on a command line, here and in the workflow of a repository."""

from lab.ci.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
