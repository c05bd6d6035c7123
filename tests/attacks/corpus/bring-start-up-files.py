"""Submit workflows and start-up files: sitecustomize, usercustomize, .pth, .env, an IPython profile.

Attacked: closed_form_line
"""

# %% file .github/workflows/grade.yml
on: push
jobs: {grade: {runs-on: ubuntu-latest, steps: [{run: "echo 40"}]}}
# %% file sitecustomize.py
open("/tmp/owned", "w")
# %% file usercustomize.py
open("/tmp/owned", "w")
# %% file owned.pth
import os; os.system("touch /tmp/owned")
# %% file .env
PYTEST_ADDOPTS=--collect-only
# %% file .ipython/profile_default/startup/00.py
open("/tmp/owned", "w")
# %% closed_form_line
import os
os.environ["PYTEST_ADDOPTS"] = "--collect-only"
os.environ["PYTHONSTARTUP"] = "sitecustomize.py"
open("sitecustomize.py", "w").write("open('/tmp/owned', 'w')")
def closed_form_line(x, y):
    return 0.0, 0.0
