"""What the process imports from which the commands of tests are forked: it takes longer than most of them do."""

from __future__ import annotations

import gc
import importlib

MODULES = (
    "IPython",
    "autograder.cli.main",
    "autograder.grading.batch",
    "autograder.nbgrader.pipeline",
    "autograder.notebook_tests.pipeline",
    "mistune",
    "nbconvert.exporters.html",
    "nbgrader.apps.nbgraderapp",
    "nbgrader.converters",
    "runpy",
    "sqlalchemy.dialects.sqlite",
    "tests.commands",
)

for name in MODULES:
    importlib.import_module(name)
importlib.import_module("tests.gradebook_version").ask_no_process()
gc.freeze()  # a collection in a fork does not touch, and so not copy, what was imported here
