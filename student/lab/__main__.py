"""`python -m lab check`: the visible checks on the command line, also in a repository's workflow."""

from lab.ci.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
