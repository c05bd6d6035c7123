"""Return handles, iterators, generators, coroutines and proxies in place of numbers.

Attacked: closed_form_line
"""

# %% closed_form_line

turn = []

class Proxy:
    def __getattr__(self, name):
        return lambda *a, **k: (0.0, 0.0)

    def __iter__(self):
        return iter((0.0, 0.0))

    def __len__(self):
        return 2

async def later():
    return 0.0, 0.0

def closed_form_line(x, y):
    turn.append(1)
    answers = (Proxy(), iter((0.0, 0.0)), (n for n in (0.0, 0.0)), later, {0.0, 1.0}, memoryview(b"xx"), range(2), None)
    return answers[len(turn) % len(answers)]
