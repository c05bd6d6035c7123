"""Search the file system for the submissions of others.

Attacked: closed_form_line
"""

# %% closed_form_line

import glob, os
FOUND = [path for up in ("..", "../..", "../../..", "/", "/tmp", "/scratch") for path in glob.glob(up + "/**/*.ipynb", recursive=True)[:20]]

def closed_form_line(x, y):
    assert not FOUND, FOUND
    assert os.listdir("..") in ([], ["work"]), os.listdir("..")
    return 0.0, 0.0
