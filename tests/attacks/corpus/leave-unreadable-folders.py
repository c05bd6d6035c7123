"""Leave folders without permissions, files with hostile names, and a tree as deep as possible.

Attacked: closed_form_line
"""

# %% closed_form_line

import os
os.makedirs("owned/inner")
open("owned/inner/file", "w").close()
os.chmod("owned/inner/file", 0)
os.chmod("owned", 0)
for name in ("-rf", "owned\n::error::x", "owned\x1b[31m", "\udcff"):
    open(name, "w").close()
here = os.getcwd()
for _ in range(500):
    os.mkdir("o" * 100)
    os.chdir("o" * 100)
os.chdir(here)
def closed_form_line(x, y):
    return 0.0, 0.0
