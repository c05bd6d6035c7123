"""Submit links to the instructor's notebook and to a classmate's predictions under the names of copies.

Attacked: closed_form_line
"""

# %% link training-loop-Copy1.ipynb -> ../../../source/training-loop/training-loop.ipynb
# %% link training-loop (1).ipynb -> ../../ada/training-loop/training-loop.ipynb
# %% link predictions (1).json -> ../../ada/training-loop/predictions.json
# %% link work.zip -> ../../ada.zip
# %% closed_form_line
def closed_form_line(x, y):
    return 0.0, 0.0
