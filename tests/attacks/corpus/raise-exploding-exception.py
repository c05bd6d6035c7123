"""Raise an exception whose text, class and traceback raise when they are read.

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
