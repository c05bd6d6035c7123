"""Submit an archive whose paths leave the folder, and a file whose name does.

Attacked: closed_form_line
"""

# %% file owned.zip
PK-not-really: ../../../../tmp/owned
# %% file ..-..-owned.ipynb
{"nbformat": 4, "cells": []}
# %% closed_form_line
import io, zipfile
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w") as archive:
    archive.writestr("../../../../../../tmp/owned", "x")
    archive.writestr("bomb", bytes(1 << 20))
zipfile.ZipFile(buffer).extractall(".")
def closed_form_line(x, y):
    return 0.0, 0.0
