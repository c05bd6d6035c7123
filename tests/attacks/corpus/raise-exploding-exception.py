"""Raise exceptions whose text, name, class and traceback explode when they are looked at.

Attacked: closed_form_line
"""

# %% closed_form_line

class Explodes(Exception):
    def __str__(self):
        raise self

    __repr__ = __str__
    args = property(__str__)
    __class__ = property(__str__)
    __traceback__ = property(__str__)

def closed_form_line(x, y):
    raise Explodes
