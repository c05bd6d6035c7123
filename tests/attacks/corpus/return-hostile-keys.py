"""Return dictionaries with hostile keys: escapes, markup, commands, surrogates, a hundred thousand of them.

Attacked: gap_report
"""

# %% gap_report
turn = []

def gap_report(*numbers):
    turn.append(1)
    evil = "\x1b[31m::error::<script>owned</script>\u202e\udc80"
    return ({evil: 1.0}, {evil * 100: 1.0}, {str(n): 0.0 for n in range(100_000)}, {"opt_w": evil})[len(turn) % 4]
