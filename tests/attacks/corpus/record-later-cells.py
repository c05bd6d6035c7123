"""Record the source of every later cell with a hook, and print it.

Attacked: closed_form_line
"""

# %% closed_form_line

seen = []
get_ipython().events.register("pre_run_cell", lambda info: seen.append(info.raw_cell))
get_ipython().events.register("post_run_cell", lambda result: print(seen))

def closed_form_line(x, y):
    raise ValueError(str(seen))
