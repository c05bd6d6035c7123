"""Write a predictions file full of oversized, nested, contradictory and hostile answers.

Attacked: closed_form_line
"""

# %% closed_form_line

import json
EVIL = "=1+1 \x1b[31m <script>owned</script> \u202e"
names = "first-within-a-tenth", "b-close-to-truth", "gap-of-b", "first-loss"
entries = {name: {"answer": EVIL, "committed": EVIL, "explanation": EVIL} for name in names}
entries["first-within-a-tenth"] = {"answer": [[[1]]] , "committed": True, "score": 2, "right": True}
entries["__proto__"] = {"answer": 1e308}
open("predictions.json", "w").write(json.dumps({"score": 8, **entries, "schema": "lab/predictions/v1"}))
def closed_form_line(x, y):
    return 0.0, 0.0
