"""Replace magics and aliases, and load an extension from a file of one's own.

Attacked: closed_form_line
"""

# %% closed_form_line

shell = get_ipython()
open("owned.py", "w").write("def load_ipython_extension(shell):\n    shell.run_cell = None\n")
for line in ("%load_ext owned", "%alias ls echo", "%config InteractiveShell.ast_node_interactivity = 'all'", "%autoreload 2", "%xdel np"):
    shell.run_cell(line)
shell.register_magic_function(lambda *a: None, "line_cell", "time")
def closed_form_line(x, y):
    return 0.0, 0.0
