"""Code in cells that stops, replaces or breaks other cells."""

from __future__ import annotations

from autograder.course.notebook import Notebook
from tests.damage.damage_kind import ALL, PREDICTED, file_bytes, find, kind, with_cell


@kind("`input()` in a solution cell", message="cell 'train_step' raised")
def input_call(notebook: Notebook) -> bytes:
    find(notebook, "train_step")["source"] += '\n\nname = input("Your name? ")'
    return file_bytes(notebook)


@kind("`%%bash` in an added cell")
def bash_cell(notebook: Notebook) -> bytes:
    return with_cell(notebook, "fit_line", "%%bash\nls -la ~\necho done")


@kind("`!pip install` above a solution")
def pip_install(notebook: Notebook) -> bytes:
    cell = find(notebook, "train_step")
    cell["source"] = "!pip install numpy\n%matplotlib inline\n" + cell["source"]
    return file_bytes(notebook)


@kind("`%reset -f` after the solutions")
def namespace_reset(notebook: Notebook) -> bytes:
    return with_cell(notebook, "until-it-is-flat", "%reset -f")


@kind("`np = 3` before the solutions", score=4 + PREDICTED)
def numpy_shadowed_before(notebook: Notebook) -> bytes:
    return with_cell(notebook, "train_step", "np = 3")


@kind("`np = 3` after the solutions")
def numpy_shadowed_after(notebook: Notebook) -> bytes:
    return with_cell(notebook, "what-is-left", "np = 3")


@kind("`del np` after the solutions")
def numpy_deleted(notebook: Notebook) -> bytes:
    return with_cell(notebook, "what-is-left", "del np")


@kind("a syntax error in one solution", score=ALL - 4, message="cell 'gap_report' raised SyntaxError")
def syntax_error(notebook: Notebook) -> bytes:
    find(notebook, "gap_report")["source"] += "\n    return {'opt_w': w_fit - }"
    return file_bytes(notebook)


@kind("a syntax error in an added cell")
def syntax_error_elsewhere(notebook: Notebook) -> bytes:
    return with_cell(notebook, "fit_line", "for t in range(3) print(t)")


@kind("100 calls of `plt.show()`")
def many_figures(notebook: Notebook) -> bytes:
    source = "import matplotlib.pyplot as plt\nfor n in range(100):\n    plt.plot([0, n])\n    plt.show()"
    return with_cell(notebook, "fit_line", source)


@kind("`exit()` in an added cell")
def exit_call(notebook: Notebook) -> bytes:
    return with_cell(notebook, "fit_line", "exit()")
