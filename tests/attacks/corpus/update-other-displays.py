"""Update and clear the outputs of other cells, and display unknown MIME types.

Attacked: closed_form_line
"""

# %% closed_form_line

from IPython.display import clear_output, display, update_display
for number in range(50):
    update_display("owned", display_id=str(number))
clear_output()
display({"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/html": "<script>owned</script>"}, raw=True)
display({"text/plain": "x", "../../owned": "y", "text/plain\n": "z"}, raw=True, metadata={"filenames": {"image/png": "/etc/passwd"}})
def closed_form_line(x, y):
    return 0.0, 0.0
