"""Print a CI runner's workflow commands, at the start of lines and within them.

Attacked: closed_form_line
"""

# %% closed_form_line

EVIL = "\n::error::owned\n::set-output name=score::40\n##[set-output name=score]40 ::add-mask::a ::stop-commands::x"
print(EVIL)

def closed_form_line(x, y):
    raise ValueError(EVIL)
