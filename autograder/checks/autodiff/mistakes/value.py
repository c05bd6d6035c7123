"""Wrong and right ways to write `Value`."""

from autograder.checks.autodiff.mistakes import hints
from autograder.course.mistakes import mistake, right

PLAIN = "test_calculates_as_plain_numbers_do"
SLOPES = "test_knows_the_slope_of_every_operation"
NEW = "test_operations_make_new_values"
SIDE = "`2 - v` is not `v - 2`: in the reflected method, what stands on the left?"
REFLECTED = "What does Python try when the plain number stands on the left, as in `2 - v`?"
PRODUCT = "Move a by a little: by how much does a·b move? Which of the two numbers is that?"
QUOTIENT = "If b grows, does a / b grow too? Differentiate by the lower number once more."
POWER = "Differentiate v³ on paper: which number stands in front, and what happens to the exponent?"
MINUS = "If b grows, does a - b grow too?"
CUT = "Who are the parents of this result? Follow the graph back from it."
EXPONENT = "Try `v ** 0.5` and `v ** -1`, too: the slope's formula holds for them as well."


@mistake("reflected-operator-missing", "Value", hint=REFLECTED, fails=PLAIN)
class ValueWithoutRadd:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("reflected-operator-missing", "Value", hint=REFLECTED, fails=PLAIN)
class ValueWithoutRmul:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("reflected-operator-missing", "Value", hint=REFLECTED, fails=PLAIN)
class ValueWithoutRsub:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("reflected-operator-missing", "Value", hint=REFLECTED, fails=PLAIN)
class ValueWithoutRtruediv:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("reflected-operator-missing", "Value", hint=REFLECTED, fails=PLAIN)
class ValueWithoutAnyReflectedForm:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("operands-exchanged", "Value", hint=SIDE, fails=PLAIN)
class ValueThatTakesTheNumberFromTheWrongSide:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self - other

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("operands-exchanged", "Value", hint=SIDE, fails=PLAIN)
class ValueThatDividesByTheNumberOnTheLeft:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self / other

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("path-overwrites-another", "Value", hint=hints.PATHS, fails=SLOPES)
class ValueWithParentsAsKeys:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        slope_of = dict(zip(parents, slopes))
        self.parents = tuple(slope_of)
        self.slopes = tuple(slope_of.values())

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake(
    "plain-numbers-not-accepted",
    "Value",
    hint="What is `other` in `v + 1`? It has no `.data`: make a Value of it first.",
    fails=PLAIN,
)
class ValueThatKnowsNoPlainNumbers:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("wrong-slope-of-the-product", "Value", hint=PRODUCT, fails=SLOPES)
class ValueWithSlopesOfTheProductNotCrossed:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (self.data, other.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("wrong-slope-of-the-quotient", "Value", hint=QUOTIENT, fails=SLOPES)
class ValueWithoutTheMinusInTheQuotient:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("wrong-slope-of-the-quotient", "Value", hint=QUOTIENT, fails=SLOPES)
class ValueThatDividesBySquareTooFew:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("wrong-slope-of-the-power", "Value", hint=POWER, fails=SLOPES)
class ValueWithTheExponentNotLowered:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data**k,))


@mistake("wrong-slope-of-the-power", "Value", hint=POWER, fails=SLOPES)
class ValueWithoutTheFactorOfThePower:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (self.data ** (k - 1),))


@mistake("wrong-slope-of-the-difference", "Value", hint=MINUS, fails=SLOPES)
class ValueWithAMinusLikeAPlus:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, 1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("wrong-slope-of-the-difference", "Value", hint=MINUS, fails=SLOPES)
class ValueWhoseNegationRises:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake(
    "whole-numbers-not-converted",
    "Value",
    hint="What is `Value(3).data`, a float or an int? In other libraries an int cannot even be descended on.",
    fails=NEW,
)
class ValueThatKeepsInts:
    def __init__(self, data, parents=(), slopes=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("operand-changed-in-place", "Value", hint="After `c = a + b`, what is `a.data`?", fails=NEW)
class ValueThatAddsIntoItself:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        self.data += other.data
        return self

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("plain-numbers-returned", "Value", hint=CUT, fails=SLOPES)
class ValueThatGivesPlainNumbersFromMinus:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        return self.data - self.lift(other).data

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("graph-cut-off", "Value", hint=CUT, fails=SLOPES)
class ValueWhoseNegationHasNoParents:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data)

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("graph-cut-off", "Value", hint=CUT, fails=SLOPES)
class ValueThatSubtractsThePlainNumber:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        return self + -self.lift(other).data

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@mistake("whole-exponents-only", "Value", hint=EXPONENT, fails=PLAIN)
class ValueWithPowersByCounting:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        result = type(self)(1.0)
        for _ in range(int(k)):
            result = result * self
        return result


@mistake("digits-lost", "Value", hint=hints.ROUNDED, fails=PLAIN)
class ValueThatRounds:
    def __init__(self, data, parents=(), slopes=()):
        self.data = round(float(data), 4)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@right("Value")
class ValueWithOneNodePerOperation:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@right("Value")
class ValueFromFourOperations:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-self.lift(other))

    def __rsub__(self, other):
        return (-self) + other

    def __truediv__(self, other):
        return self * self.lift(other) ** -1

    def __rtruediv__(self, other):
        return other * self**-1

    __radd__ = __add__
    __rmul__ = __mul__

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))


@right("Value")
class ValueWithBackwardInside:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = list(parents)
        self.slopes = list(slopes)

    def by_paths(self, leaf):
        if self is leaf:
            return 1.0
        return sum(slope * parent.by_paths(leaf) for parent, slope in zip(self.parents, self.slopes))

    def lift(self, other):
        return other if isinstance(other, type(self)) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        other = self.lift(other)
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return type(self)(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = self.lift(other)
        return type(self)(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return self.lift(other) - self

    def __truediv__(self, other):
        other = self.lift(other)
        slopes = (1 / other.data, -self.data / other.data**2)
        return type(self)(self.data / other.data, (self, other), slopes)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, k):
        return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))

    def backward(self):
        order, seen, waiting = [], {id(self)}, [(self, iter(self.parents))]
        while waiting:
            node, rest = waiting[-1]
            parent = next(rest, None)
            if parent is None:
                order.append(waiting.pop()[0])
            elif id(parent) not in seen:
                seen.add(id(parent))
                waiting.append((parent, iter(parent.parents)))
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order[::-1]:
            for parent, slope in zip(node.parents, node.slopes):
                parent.grad += slope * node.grad
