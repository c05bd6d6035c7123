"""ZIP archives in memory: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping

TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can say."""


def zip_archive(files: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """Return an archive of files by their paths; `executable` names those that are programs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            info = zipfile.ZipInfo(path, TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, so that unpacking sets the mode
            info.external_attr = (0o100755 if path in executable else 0o100644) << 16
            archive.writestr(info, data)
    return buffer.getvalue()
