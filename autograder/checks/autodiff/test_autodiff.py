"""What the grader checks in `autodiff`, on expressions and data no notebook has seen."""

from __future__ import annotations

from dataclasses import replace

from lab.checking.api import Student, exercise, expect, points
from lab.checks.autodiff import slope

from autograder.checks.autodiff.expressions import Expression, from_here, mixed, tangled
from autograder.checks.autodiff.graphs import differs, graph, grown, number
from autograder.checks.autodiff.model import TestLinearRegressionGD as TestLinearRegressionGD
from autograder.checks.training_loop.cases import CASES, layouts
from solutions import autodiff as reference

MIXED = tuple(mixed(seed=8, count=6))
TANGLED = (tangled(37, 3, 7), tangled(41, 3, 11))
LR = 0.06
# A handful of sums of at most 11 terms: rounding in any order stays far below this.
FEW_SUMS = 1e3
EITHER_SIDE = "Python tries `2 - v` with `v.__rsub__(2)`. Which side of the minus is v on?"
EDGES = "Move one operand a little and hold the other: how much does the result move?"
ADD = "Two paths lead from this value to the result. What happens to the first one's share when the second arrives?"


@exercise("Value")
class TestValue:
    @points(2)
    def test_calculates_as_plain_numbers_do(self, student: Student) -> None:
        """Expressions of all operators, with numbers on either side, should come out as they do without Value."""
        for expression in MIXED:
            values = grown(student, expression)
            for value, wanted in zip(values, expression.results, strict=True):
                found = number(value.data, "data")
                expect(not differs(found, wanted), "a result is not what plain numbers give", hint=EITHER_SIDE)

    @points(2)
    def test_knows_the_slope_of_every_operation(self, student: Student) -> None:
        """The slopes your operations store should lead to the exact derivatives, which complex numbers tell."""
        for expression in MIXED:
            values = grown(student, expression)
            for leaf, wanted in zip(values, expression.slopes, strict=False):
                found = number(slope(student, values[-1], leaf), "by_paths")
                expect(not differs(found, wanted), "a derivative is not the one that plain calculus gives", hint=EDGES)

    @points(1)
    def test_operations_make_new_values(self, student: Student) -> None:
        """An operation leaves its operands as they were; whole numbers become floats; every grad starts at 0."""
        a, b = student.Value(3), student.Value(-2)
        made = [a + b, a - b, a * b, a / b, a**2, -a, 2 + a, 2 - a, 2 * a, 2 / a, a + 2, a - 2, a * 2, a / 2, a**-1]
        wanted = [1.0, 5.0, -6.0, -1.5, 9.0, -3.0, 5.0, -1.0, 6.0, 2.0 / 3.0, 5.0, 1.0, 6.0, 1.5, 1.0 / 3.0]
        for value, result in zip([*made, a, b], [*wanted, 3.0, -2.0], strict=True):
            expect(not differs(number(value.data, "data"), result), "a result is wrong, or an operand has changed")
            found = value.data.value
            expect(isinstance(found, float), "`data` should be a float, whatever was given", hint="float(data)")
            value.grad.should_equal(0.0, hint="Nothing has passed back yet.")


@exercise("backward")
class TestBackward:
    @points(2)
    def test_adds_up_all_paths(self, student: Student) -> None:
        """Where values are used again and again, each leaf's grad should be the exact derivative of the result."""
        for expression in TANGLED:
            values = graph(student, expression)
            student.backward(values[-1]).should_return()
            for leaf, wanted in zip(values, expression.slopes, strict=False):
                expect(not differs(number(leaf.grad, "grad"), wanted), "the grad of a leaf is not right", hint=ADD)

    @points(1)
    def test_reaches_every_value_in_the_graph(self, student: Student) -> None:
        """Every value on the way has its grad too, and the result's own is 1."""
        expression = TANGLED[0]
        values = graph(student, expression)
        student.backward(values[-1]).should_return()
        for place in range(len(expression.leaves), len(values)):
            wanted = from_here(expression, place).slopes[-1]
            expect(not differs(number(values[place].grad, "grad"), wanted), "the grad of a value on the way is wrong")

    @points(1)
    def test_starts_from_zero_each_time(self, student: Student) -> None:
        """Called twice it gives the same as once; called for another result, it forgets the first."""
        first = TANGLED[1]
        second = Expression(first.leaves, (*first.steps[:3], ("*", len(first.leaves) + 2, 0)))
        values = graph(student, first)
        other = second.grown(values[: len(first.leaves)])
        for result, wanted in ((values[-1], first), (values[-1], first), (other[-1], second), (values[-1], first)):
            student.backward(result).should_return()
            known = [(leaf, right) for leaf, right in zip(values, wanted.slopes, strict=False) if right != 0.0]
            for leaf, right in known:
                fresh = not differs(number(leaf.grad, "grad"), right)
                expect(fresh, "a second pass does not give what a first one would", hint=YESTERDAY)

    @points(1)
    def test_passes_through_a_thousand_terms(self, student: Student) -> None:
        """A sum of a thousand terms is a graph a thousand values deep, and no reason to stop."""
        product, terms = ("*", 0, 1), [("+", 3 + term, term % 3) for term in range(1000)]
        expression = Expression((1.25, -0.75, 0.5), (product, *terms))
        *leaves, first = graph(student, replace(expression, steps=(product,)))
        # NumPy adds objects up one after the other: one question in place of a thousand.
        total = student.np.read().add.read().reduce((first, *(leaves[term % 3] for term in range(1000))))
        student.backward(total).should_return()
        for leaf, wanted in zip(leaves, expression.slopes, strict=True):
            expect(not differs(number(leaf.grad, "grad"), wanted), "the grad of a leaf is not right", hint=ADD)


YESTERDAY = "Which values still hold yesterday's gradient?"


@exercise("fit_line_autodiff", returns=("w", "b"))
class TestFitLineAutodiff:
    @points(2)
    def test_follows_the_path_that_formulas_give(self, student: Student) -> None:
        """After any number of steps w and b should be where descent by hand-made formulas would be; after none, 0."""
        for case, n_steps in zip(CASES, (12, 17), strict=True):
            for steps in (0, 1, n_steps):
                w, b = (states[-1] for states in replace(case, w=0.0, b=0.0).path(LR, steps))
                answer = student.fit_line_autodiff(case.x, case.y, LR, steps)
                answer.should_equal((float(w), float(b)), condition=FEW_SUMS * n_steps, scale=10.0)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.fit_line_autodiff(case.x, case.y, LR / 2, 6)
            answer.should_leave_arguments_alone()
            wanted = reference.fit_line_autodiff(case.x, case.y, LR / 2, 6)
            answer.should_equal(wanted, condition=FEW_SUMS * 6)


@exercise("find_bug")
class TestFindBug:
    @points(1)
    def test_names_the_mistake_in_a(self, student: Student) -> None:
        """The mistake in loop a."""
        _found(student, "a")

    @points(1)
    def test_names_the_mistake_in_b(self, student: Student) -> None:
        """The mistake in loop b."""
        _found(student, "b")

    @points(1)
    def test_names_the_mistake_in_c(self, student: Student) -> None:
        """The mistake in loop c."""
        _found(student, "c")

    @points(1)
    def test_names_the_mistake_in_d(self, student: Student) -> None:
        """The mistake in loop d."""
        _found(student, "d")


def _found(student: Student, name: str) -> None:
    named = student.find_bug(name).value == reference.find_bug(name)
    expect(named, f"loop {name} has another mistake", hint="Follow two steps of it on paper, beside the right ones.")
