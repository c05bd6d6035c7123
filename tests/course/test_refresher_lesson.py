"""Numbers and statements in the text of the refresher, and how long it takes."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from autograder.course.configuration import Course
from autograder.course.notebook import parse_notebook
from solutions.gradient import numerical_gradient
from tests.course.lesson_cells import cells as unit_cells
from tests.course.test_lesson_minutes import MINUTES_PER_FIGURE, WORDS_PER_MINUTE

PATH = Path(__file__).parents[2] / "student" / "start" / "refresher.ipynb"
CELLS = parse_notebook(PATH.read_text(encoding="utf-8"), "refresher")["cells"]
S = np.array([[2.0, 1.0], [1.0, 2.0]])
BUILD_ON_IT = ("gradient", "many-features", "learning-rate")


def text(name: str) -> str:
    (source,) = [cell["source"] for cell in CELLS if cell["id"] == name]
    return " ".join(source.split())


def numbers(name: str, pattern: str) -> list[float]:
    match = re.search(pattern, text(name))
    assert match, f"{name} does not say {pattern}"
    return [float(group) for group in match.groups()]


def slope(f: object, x: float) -> float:
    return float(numerical_gradient(lambda theta: f(theta[0]), np.array([x]), 1e-5)[0])  # type: ignore[operator]


def test_slopes_of_the_square() -> None:
    secants = [((1 + h) ** 2 - 1) / h for h in (2.0, 1.0, 0.5)]
    at_one, at_minus_three, at_zero = numbers(
        "derivative-rules", r"\$x = 1\$ the slope is (\d), at \$x = -3\$ it is \$(-\d)\$.*?\$x = 0\$ it is (\d)"
    )

    assert numbers("derivative-rules", r"slopes (\d), (\d) and ([\d.]+) come") == secants
    assert [at_one, at_minus_three, at_zero] == pytest.approx([slope(np.square, x) for x in (1.0, -3.0, 0.0)], abs=1e-6)


def test_the_examples_of_the_rules() -> None:
    assert "(x^3)' = 3x^2" in text("derivative-rules")
    assert slope(lambda x: x**3, 2.0) == pytest.approx(3 * 2.0**2)
    assert "(5x^2 - 4x)' = 10x - 4" in text("derivative-rules")
    assert slope(lambda x: 5 * x**2 - 4 * x, 2.0) == pytest.approx(10 * 2.0 - 4)
    (a, b, c, product) = numbers("derivative-rules", r"\$(\d) \\cdot (\d) \\cdot (\d) = (\d+)\$")
    assert a * b * c == product == pytest.approx(slope(lambda x: (3 * x - 1) ** 2, 2.0))


def test_the_second_derivative_of_the_square() -> None:
    assert numbers("second-derivative", r"For \$x\^2\$ it is (\d)") == [2.0]
    assert slope(lambda x: 2 * x, 1.0) == pytest.approx(2.0)


def test_the_partial_derivatives() -> None:
    gradient = numerical_gradient(lambda theta: theta[0] ** 2 + 3 * theta[1] ** 2, np.array([1.0, 1.0]))

    assert numbers("partial", r"the slopes are (\d) and (\d)") == pytest.approx(list(gradient))
    assert numbers("gradient", r"as an arrow \$\((\d), (\d)\)\$") == pytest.approx(list(gradient))


def test_the_dot_product_of_the_two_arrows() -> None:
    a1, b1, a2, b2, product = numbers("length", r"\$(\d) \\cdot \((-\d)\) \+ (\d) \\cdot (\d) = (\d)\$")

    assert f"np.array([{a1}, {a2}]), np.array([{b1}, {b2}])" in text("adding")
    assert a1 * b1 + a2 * b2 == product


def test_the_product_of_a_matrix_and_a_vector() -> None:
    product = np.array([[2.0, 1.0], [0.0, 1.0]]) @ np.array([3.0, 4.0])

    assert numbers("matrices", r"\{pmatrix\} (\d+) \\\\ (\d+) \\end\{pmatrix\}\$\$") == list(product)


@pytest.mark.parametrize("vector", [(1, 1), (1, -1), (1, 0)])
def test_what_the_symmetric_matrix_does_to_arrows(vector: tuple[int, int]) -> None:
    image = S @ np.array(vector)
    words = rf"The arrow \$\({vector[0]}, {vector[1]}\)\$ (?:becomes \$\((\d), (\d)\)\$|stays as it is)"
    match = re.search(words, text("eigenvalues"))

    assert match
    assert [float(group) if group else old for group, old in zip(match.groups(), vector, strict=True)] == list(image)


def test_eigenvalues_and_their_powers() -> None:
    small, large = np.linalg.eigvalsh(S)
    base, power = numbers("eigenvalues", r"\$(\d)\^\{10\} = (\d+)\$")

    assert numbers("eigenvalues", r"eigenvalue (\d)\..*?eigenvalue (\d)\.") == pytest.approx([large, small])
    assert (base, power) == (pytest.approx(large), 3.0**10)
    assert numbers("landscape", r"bends with (\d), along the valley only with (\d)") == pytest.approx([large, small])
    assert numbers("landscape", r"here (\d), is") == pytest.approx([large / small])


def test_it_takes_the_twenty_minutes_that_it_promises() -> None:
    words = sum(len(re.findall(r"\w+", cell["source"])) for cell in CELLS if cell["cell_type"] == "markdown")
    code = sum(cell["cell_type"] == "code" for cell in CELLS)

    assert words / WORDS_PER_MINUTE + MINUTES_PER_FIGURE * code == pytest.approx(20, rel=0.15)
    assert text("title").startswith("# Refresher: slopes, arrows, matrices Twenty minutes")


def test_the_units_that_need_it_link_to_it_and_it_links_to_them(course: Course) -> None:
    for unit in BUILD_ON_IT:
        assert "](../start/refresher.ipynb)" in unit_cells(unit)[0]["source"], unit
        assert f"[{course.unit(unit).title}](../{unit}/{unit}.ipynb)" in text("title")
