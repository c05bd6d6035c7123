"""What the grader checks in `autodiff`, on expressions and data no notebook has seen."""

from __future__ import annotations

from dataclasses import replace

from lab.checking.api import Member, Student, exercise, expect, points
from lab.checking.derivatives import derivatives

from hidden_checks.autodiff.random_expressions import (
    Expression,
    as_function_of,
    expression_with_reuse,
    expressions_of_all_operators,
)
from hidden_checks.autodiff.value_graphs import build_graph, differ, require_graph
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.training_loop.cases import CASES, layouts
from solutions import autodiff as reference

ALL_OPERATORS = tuple(expressions_of_all_operators(seed=8, count=6))
WITH_REUSE = (expression_with_reuse(37, 3, 7), expression_with_reuse(41, 3, 11))
# The leaves 0 and 1 are equal, and so are the products 3 and 4; all have different derivatives.
WITH_EQUAL_VALUES = Expression((1.5, 1.5, -0.5), (("*", 0, 2), ("*", 1, 2), ("*", 3, 3), ("+", 5, 4), ("*", 6, 0)))
LR = 0.06
EITHER_SIDE = "Python tries `2 - v` with `v.__rsub__(2)`. Which side of the minus is v on?"
EDGES = "Move one operand a little and hold the other: how much does the result move?"
ADD = "Two paths lead from this value to the result. What happens to the first one's share when the second arrives?"


@exercise("Value")
class TestValue:
    @points(2)
    def test_calculates_as_plain_numbers_do(self, student: Student) -> None:
        """Expressions of all operators, with numbers on either side, should come out as they do without Value."""
        for expression in ALL_OPERATORS:
            values = build_graph(student, expression)
            for value, result in zip(values, expression.results, strict=True):
                expect(
                    not differ(_number(value.data, "data"), result),
                    "a result is not what plain numbers give",
                    hint=EITHER_SIDE,
                )

    @points(2)
    def test_knows_the_slope_of_every_operation(self, student: Student) -> None:
        """The slopes your operations store should lead to the exact derivatives, which complex numbers tell."""
        for expression in ALL_OPERATORS:
            values = build_graph(student, expression)
            leaves = values[: len(expression.slopes)]
            answers = derivatives(student, values[-1], leaves)
            for answer, slope in zip(answers, expression.slopes, strict=True):
                by_paths = answer.number("`by_paths`")
                expect(not differ(by_paths, slope), "a derivative is not the one that plain calculus gives", hint=EDGES)

    @points(1)
    def test_operations_make_new_values(self, student: Student) -> None:
        """An operation leaves its operands as they were, whole numbers too; every grad starts at 0."""
        a, b = student.Value(3), student.Value(-2)
        values = [a + b, a - b, a * b, a / b, a**2, -a, 2 + a, 2 - a, 2 * a, 2 / a, a + 2, a - 2, a * 2, a / 2, a**-1]
        results = [1.0, 5.0, -6.0, -1.5, 9.0, -3.0, 5.0, -1.0, 6.0, 2.0 / 3.0, 5.0, 1.0, 6.0, 1.5, 1.0 / 3.0]
        for value, result in zip([*values, a, b], [*results, 3.0, -2.0], strict=True):
            expect(not differ(_number(value.data, "data"), result), "a result is wrong, or an operand has changed")
            value.grad.should_equal(0.0, hint="Nothing has passed back yet.")


def _number(attribute: Member, name: str) -> float:
    return attribute.read().number(f"`{name}`")


@exercise("backward")
class TestBackward:
    @points(2)
    def test_adds_up_all_paths(self, student: Student) -> None:
        """Where values are used again and again, each leaf's grad should be the exact derivative of the result."""
        for expression in (*WITH_REUSE, WITH_EQUAL_VALUES):
            values = require_graph(student, expression)
            student.backward(values[-1]).should_return()
            for leaf, slope in zip(values, expression.slopes, strict=False):
                expect(not differ(_number(leaf.grad, "grad"), slope), "the grad of a leaf is not right", hint=ADD)

    @points(1)
    def test_reaches_every_value_in_the_graph(self, student: Student) -> None:
        """Every value on the way has its grad too, and the result's own is 1."""
        expression = WITH_REUSE[0]
        values = require_graph(student, expression)
        student.backward(values[-1]).should_return()
        for index in range(len(expression.leaves), len(values)):
            slope = as_function_of(expression, index).slopes[-1]
            expect(not differ(_number(values[index].grad, "grad"), slope), "the grad of a value on the way is wrong")

    @points(1)
    def test_starts_from_zero_each_time(self, student: Student) -> None:
        """Called twice it gives the same as once; called for another result, it forgets the first."""
        first = WITH_REUSE[1]
        second = Expression(first.leaves, (*first.steps[:3], ("*", len(first.leaves) + 2, 0)))
        values = require_graph(student, first)
        end, other_end = values[-1], second.evaluate(values[: len(first.leaves)])[-1]
        for result, expression in ((end, first), (end, first), (other_end, second), (end, first)):
            student.backward(result).should_return()
            leaves = [(leaf, slope) for leaf, slope in zip(values, expression.slopes, strict=False) if slope != 0.0]
            for leaf, slope in leaves:
                fresh = not differ(_number(leaf.grad, "grad"), slope)
                expect(fresh, "a second pass does not give what a first one would", hint=YESTERDAY)

    @points(1)
    def test_passes_through_a_thousand_terms(self, student: Student) -> None:
        """A sum of a thousand terms is a graph a thousand values deep, and no reason to stop."""
        product, terms = ("*", 0, 1), [("+", 3 + term, term % 3) for term in range(1000)]
        expression = Expression((1.25, -0.75, 0.5), (product, *terms))
        *leaves, first = require_graph(student, replace(expression, steps=(product,)))
        # NumPy adds objects up one after the other: one call instead of a thousand.
        total = student.np.read().add.read().reduce((first, *(leaves[term % 3] for term in range(1000))))
        student.backward(total).should_return()
        for leaf, slope in zip(leaves, expression.slopes, strict=True):
            expect(not differ(_number(leaf.grad, "grad"), slope), "the grad of a leaf is not right", hint=ADD)


YESTERDAY = "Which values still hold the gradient of the call before?"


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
            answer.should_equal(reference.fit_line_autodiff(case.x, case.y, LR / 2, 6), condition=FEW_SUMS * 6)


@exercise("find_bug")
class TestFindBug:
    @points(1)
    def test_names_the_mistake_in_a(self, student: Student) -> None:
        """The mistake in loop a."""
        _should_find_the_mistake(student, "a")

    @points(1)
    def test_names_the_mistake_in_b(self, student: Student) -> None:
        """The mistake in loop b."""
        _should_find_the_mistake(student, "b")

    @points(1)
    def test_names_the_mistake_in_c(self, student: Student) -> None:
        """The mistake in loop c."""
        _should_find_the_mistake(student, "c")

    @points(1)
    def test_names_the_mistake_in_d(self, student: Student) -> None:
        """The mistake in loop d."""
        _should_find_the_mistake(student, "d")


def _should_find_the_mistake(student: Student, name: str) -> None:
    answer = student.find_bug(name).value
    equal = isinstance(answer, str) and answer == reference.find_bug(name)
    expect(equal, f"loop {name} has another mistake", hint="Follow two steps of it on paper, beside the right ones.")
