"""Put hidden inputs into the names of classes, exceptions, keys and fields, which a message might quote.

Attacked: closed_form_line
"""

# %% closed_form_line

calls = []

def closed_form_line(x, y):
    name = "input_" + "_".join(f"{number:.3g}" for number in x[:20])
    calls.append(name)
    kind = len(calls) % 5
    if kind == 0:
        raise type(name, (Exception,), {})(name)
    if kind == 1:
        return type(name, (), {})()
    if kind == 2:
        return {name: 0.0}
    return (name, 0.0) if kind == 3 else np.zeros(2, dtype=[(name, float)])
