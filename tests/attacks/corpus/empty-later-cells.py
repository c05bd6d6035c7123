"""Replace every later cell by `pass`, with an input transformer.

Attacked: closed_form_line
"""

# %% closed_form_line

get_ipython().input_transformers_post.append(lambda lines: ["pass\n"])
get_ipython().input_transformer_manager.cleanup_transforms.append(lambda lines: ["pass\n"])
def closed_form_line(x, y):
    return 0.0, 0.0
