"""Return objects whose `__array__` and `__float__` give another value at each call.

Attacked: closed_form_line
"""

# %% closed_form_line

class Moving:
    value = 0.0

    def __array__(self, *args, **options):
        Moving.value += 1.0
        return np.array(Moving.value)

    def __float__(self):
        return float(self.__array__())

def closed_form_line(x, y):
    return Moving(), Moving()
