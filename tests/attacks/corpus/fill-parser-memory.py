"""Submit megabytes of code in cells that define an exercise's name, so that reading them takes minutes and gigabytes.

Attacked: closed_form_line
"""

# %% notebook
for number in range(24):
    source = f"def closed_form_line(*numbers): return {number}\n" + "x = [1, 2]\n" * 18_000
    cell = {"cell_type": "code", "id": f"mine-{number}", "metadata": {}, "source": source, "outputs": []}
    notebook["cells"].insert(3, {**cell, "execution_count": None})
# %% closed_form_line
def closed_form_line(x, y):
    return 0.0, 0.0
