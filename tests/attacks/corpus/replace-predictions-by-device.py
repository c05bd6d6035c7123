"""Make the predictions file a link to an endless device, a pipe or a folder.

Attacked: closed_form_line
"""

# %% closed_form_line

import os
os.symlink("/dev/zero", "predictions.json")
for make in (lambda: os.mkfifo("predictions.json"), lambda: os.mkdir("predictions.json")):
    try:
        make()
    except OSError:
        pass
def closed_form_line(x, y):
    return 0.0, 0.0
