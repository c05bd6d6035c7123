"""The kinds of damage: each changes the solved notebook in one way that students, editors or disks really do."""

from tests.damage.damage_kind import kinds_of
from tests.damage.kinds import cells, code, file_content, locked_cells, predictions, programs, several_files

KINDS = kinds_of((cells, code, file_content, locked_cells, programs, several_files, predictions))
