"""Changes of code: one text for another where it occurs exactly once, a class without some of its methods."""

from __future__ import annotations

import pytest

from autograder.course.solution_changes import apply_changes, find_definition, rename_definition, replace, without
from autograder.errors import CourseError

LOOP = """\
def f(x):
    for i in range(3):
        x = x + i
        print(x)
    return x"""

CLASS = '''\
class Value:
    """A value."""

    def __add__(self, other):
        """self + other."""
        return 1

    def __radd__(self, other):
        return 2

    def __mul__(self, other):
        return 3
'''


class TestReplace:
    def test_changes_the_text(self) -> None:
        assert "range(4)" in replace("range(3)", "range(4)").apply(LOOP, "here")

    @pytest.mark.parametrize(("old", "count"), [("range(5)", 0), ("x", 5), ("x\n    return", 0)])
    def test_refuses_a_text_that_does_not_occur_exactly_once(self, old: str, count: int) -> None:
        with pytest.raises(CourseError, match=rf"occurs {count} times .* \(here\)"):
            replace(old, "y").apply(LOOP, "here")

    def test_indents_further_lines_like_the_line_in_which_the_text_begins(self) -> None:
        changed = replace("x = x + i\nprint(x)", "if i:\n    x = x + i\nprint(i)").apply(LOOP, "here")

        assert "\n        if i:\n            x = x + i\n        print(i)\n    return x" in changed

    def test_drops_the_lines_of_which_nothing_is_left(self) -> None:
        assert replace("print(x)", "").apply(LOOP, "here") == LOOP.replace("        print(x)\n", "")
        assert "range(3):\n    return x" in replace("x = x + i\nprint(x)", "").apply(LOOP, "here")

    def test_keeps_the_rest_of_a_line(self) -> None:
        assert "        x = i\n" in replace("x + ", "").apply(LOOP, "here")


class TestWithout:
    def test_leaves_out_methods(self) -> None:
        changed = without("__add__", "__radd__").apply(CLASS, "here")

        assert [line for line in changed.split("\n") if "def" in line] == ["    def __mul__(self, other):"]

    def test_refuses_a_method_that_the_class_does_not_have(self) -> None:
        with pytest.raises(CourseError, match="no method '__sub__'"):
            without("__sub__").apply(CLASS, "here")


def test_changes_are_applied_one_after_another() -> None:
    assert apply_changes("return 2 * x", [replace("2", "3"), replace("3 *", "3 +")], "here") == "return 3 + x"


class TestFindDefinition:
    def test_is_the_code_of_one_name_without_its_docstrings(self) -> None:
        code = find_definition(f"import math\n\n{CLASS}\n\nValue.add = Value.__add__\n", "Value")

        assert code.startswith("class Value:\n    def __add__(self, other):\n        return 1\n\n    def __radd__")
        assert code.endswith("return 3")

    def test_is_empty_where_the_cell_does_not_define_the_name(self) -> None:
        assert not find_definition("Value = 3", "Value")
        assert not find_definition("def Value(:", "Value")


class TestRenameDefinition:
    def test_changes_the_head_and_leaves_decorators_out(self) -> None:
        assert rename_definition("@right('f')\ndef f_by_a_loop(x):\n    return x\n", "f") == "def f(x):\n    return x"

    def test_refuses_what_defines_nothing(self) -> None:
        with pytest.raises(CourseError, match="no function or class"):
            rename_definition("x = 1", "f")
