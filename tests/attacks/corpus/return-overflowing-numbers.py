"""Return infinities, subnormals, extended precision, complex numbers and integers beyond every float.

Attacked: gap_report
"""

# %% gap_report
turn = []

def gap_report(*numbers):
    turn.append(1)
    strange = (float("inf"), 5e-324, np.longdouble("1e4000"), 1e308j, 10**400, True, np.array(1e308), -0.0)
    value = strange[len(turn) % len(strange)]
    return dict.fromkeys(("opt_w", "opt_b", "stat_w", "stat_b"), value)
