"""Options that several commands have."""

from __future__ import annotations

import os

import click

jobs = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    show_default="number of cores",
    help="Number of workers.",
)
require_sandbox = click.option(
    "--require-sandbox", is_flag=True, help="Refuse to grade if a layer of isolation is missing."
)
