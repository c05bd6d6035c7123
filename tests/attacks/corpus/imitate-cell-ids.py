"""Give cells ids like the course's own, with control characters, and redefine an exercise after its check.

Attacked: closed_form_line
"""

# %% own cell
def closed_form_line(x, y):
    return 0.0, 0.0
# %% notebook
notebook["cells"].append({"cell_type": "code", "id": "closed_form_line", "metadata": {"nbgrader": {"grade_id": "closed_form_line\x1b[31m"}}, "source": "def closed_form_line(x, y):\n    return 0.0, 0.0", "outputs": [], "execution_count": 6})
notebook["cells"].append({"cell_type": "code", "id": "::error::", "metadata": {}, "source": "train_step = fit_line = None", "outputs": [{"output_type": "execute_result", "data": {"text/plain": "6"}, "metadata": {}, "execution_count": 1}], "execution_count": 6})
# %% closed_form_line
def closed_form_line(x, y):
    return 0.0, 0.0
