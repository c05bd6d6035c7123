"""The kinds of damage: each changes the solved notebook in one way that students, editors or disks really do."""

from tests.damage.kinds import cells, code, file_content, locked_cells, programs
from tests.damage.registry import KINDS

__all__ = ["KINDS", "cells", "code", "file_content", "locked_cells", "programs"]
