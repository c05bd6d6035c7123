"""Wrong and right ways to write `Value`."""

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace, without
from hidden_checks.autodiff.mistakes import hints

PLAIN = "test_calculates_as_plain_numbers_do"
SLOPES = "test_knows_the_slope_of_every_operation"
NEW = "test_operations_make_new_values"
SIDE = "`2 - v` is not `v - 2`: in the reflected method, what stands on the left?"
REFLECTED = "What does Python try when the plain number stands on the left, as in `2 - v`?"
PRODUCT = "Move a by a little: by how much does a·b move? Which of the two numbers is that?"
QUOTIENT = "If b grows, does a / b grow too? Differentiate with respect to the lower number once more."
POWER = "Differentiate v³ on paper: which number stands in front, and what happens to the exponent?"
MINUS = "If b grows, does a - b grow too?"
CUT = "Who are the parents of this result? Follow the graph back from it."
EXPONENT = "Try `v ** 0.5` and `v ** -1`, too: the slope's formula holds for them as well."


@right("Value")
class ValueThatKeepsWholeNumbers:
    def __init__(self, data, parents=(), slopes=()):
        self.data = data
        self.grad = 0
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


VALUE = mistakes("Value")
ONE_NODE = mistakes("Value", base=ValueThatKeepsWholeNumbers)

VALUE.add(
    "reflected-operator-missing",
    hint=REFLECTED,
    fails=PLAIN,
    ValueWithoutRadd=without("__radd__"),
    ValueWithoutRmul=without("__rmul__"),
    ValueWithoutRsub=without("__rsub__"),
    ValueWithoutRtruediv=without("__rtruediv__"),
    ValueWithoutAnyReflectedForm=without("__radd__", "__rmul__", "__rsub__", "__rtruediv__"),
)
VALUE.add(
    "operands-exchanged",
    hint=SIDE,
    fails=PLAIN,
    ValueThatTakesTheNumberFromTheWrongSide=replace("self.lifted(number) - self", "self - number"),
    ValueThatDividesByTheNumberOnTheLeft=replace("self.lifted(number) / self", "self / number"),
)
VALUE.add(
    "path-overwrites-another",
    hint=hints.PATHS,
    fails=SLOPES,
    ValueWithParentsAsKeys=replace(
        "self.parents, self.slopes = tuple(parents), tuple(slopes)",
        "slope_of = dict(zip(parents, slopes))\nself.parents, self.slopes = tuple(slope_of), tuple(slope_of.values())",
    ),
)
VALUE.add(
    "wrong-slope-of-the-product",
    hint=PRODUCT,
    fails=SLOPES,
    ValueWithSlopesOfTheProductNotCrossed=replace("(other.data, self.data)", "(self.data, other.data)"),
)
VALUE.add(
    "wrong-slope-of-the-power",
    hint=POWER,
    fails=SLOPES,
    ValueWithTheExponentNotLowered=replace("k * self.data ** (k - 1)", "k * self.data**k"),
    ValueWithoutTheFactorOfThePower=replace("k * self.data ** (k - 1)", "self.data ** (k - 1)"),
)
VALUE.add(
    "digits-lost", hint=hints.ROUNDED, fails=PLAIN, ValueThatRounds=replace("float(data)", "round(float(data), 4)")
)

ONE_NODE.add(
    "plain-numbers-not-accepted",
    hint="What is `other` in `v + 1`? Which attributes does your method read from it, and are they there?",
    fails=PLAIN,
    ValueThatKnowsNoPlainNumbers=replace("other if isinstance(other, type(self)) else type(self)(other)", "other"),
)
ONE_NODE.add(
    "wrong-slope-of-the-quotient",
    hint=QUOTIENT,
    fails=SLOPES,
    ValueWithoutTheMinusInTheQuotient=replace("-self.data / other", "self.data / other"),
    ValueThatDividesBySquareTooFew=replace("-self.data / other.data**2", "-self.data / other.data"),
)
ONE_NODE.add(
    "wrong-slope-of-the-difference",
    hint=MINUS,
    fails=SLOPES,
    ValueWithAMinusLikeAPlus=replace("(1.0, -1.0)", "(1.0, 1.0)"),
    ValueWhoseNegationRises=replace("(-1.0,)", "(1.0,)"),
)
ONE_NODE.add(
    "plain-numbers-returned",
    hint=CUT,
    fails=SLOPES,
    ValueThatGivesPlainNumbersFromMinus=replace(
        "return type(self)(self.data - other.data, (self, other), (1.0, -1.0))", "return self.data - other.data"
    ),
)
ONE_NODE.add(
    "graph-cut-off",
    hint=CUT,
    fails=SLOPES,
    ValueWhoseNegationHasNoParents=replace("(-self.data, (self,), (-1.0,))", "(-self.data)"),
    ValueThatSubtractsThePlainNumber=replace(
        "return type(self)(self.data - other.data, (self, other), (1.0, -1.0))", "return self + -other.data"
    ),
)
ONE_NODE.add(
    "operand-changed-in-place",
    hint="After `c = a + b`, what is `a.data`?",
    fails=NEW,
    ValueThatAddsIntoItself=replace(
        "return type(self)(self.data + other.data, (self, other), (1.0, 1.0))", "self.data += other.data\nreturn self"
    ),
)
ONE_NODE.add(
    "whole-exponents-only",
    hint=EXPONENT,
    fails=PLAIN,
    ValueWithPowersByCounting=replace(
        "return type(self)(self.data**k, (self,), (k * self.data ** (k - 1),))",
        "result = type(self)(1.0)\nfor _ in range(int(k)):\n    result = result * self\nreturn result",
    ),
)


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
        order, visited, waiting = [], {id(self)}, [(self, iter(self.parents))]
        while waiting:
            node, rest = waiting[-1]
            parent = next(rest, None)
            if parent is None:
                order.append(waiting.pop()[0])
            elif id(parent) not in visited:
                visited.add(id(parent))
                waiting.append((parent, iter(parent.parents)))
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order[::-1]:
            for parent, slope in zip(node.parents, node.slopes):
                parent.grad += slope * node.grad
