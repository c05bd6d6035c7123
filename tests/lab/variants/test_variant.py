"""Ids as they are used for seeds, and data that follows from them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import lab
import numpy as np
import pytest
from lab.variants.variant import LONGEST_ID, Variant, activated, data_seed, normalize_id

DATA: dict[str, Callable[[], Any]] = {
    "line": lambda: lab.data.line().y,
    "plane": lambda: lab.data.plane().X,
    "three_features": lambda: lab.data.three_features().X,
    "advertising": lambda: lab.data.advertising().X,
    "exams": lambda: lab.data.exams().X,
    "temperatures": lambda: lab.data.temperatures().celsius,
    "two_moons": lambda: lab.data.two_moons().X,
    "own_table": lambda: lab.data.own_table("Ada Lovelace").X,
    "folds": lambda: lab.generator("folds", 1).permutation(30),
}


class TestNormalizeId:
    @pytest.mark.parametrize(
        ("text", "normalized"),
        [
            pytest.param("ada", "ada", id="plain"),
            pytest.param("  Ada \t LOVELACE\n", "ada lovelace", id="case and white space"),
            pytest.param(unicodedata.normalize("NFD", "Zoë"), "zoë", id="an accent as two characters"),
            pytest.param("ＡＤＡ１", "ada1", id="wide characters"),
            pytest.param("Straße", "strasse", id="a letter that has no upper case"),
            pytest.param("\u200fדנה\u200e כהן\u200f", "דנה כהן", id="right to left, with marks"),
            pytest.param("a\u200dd\u200ba\x00\x1b", "ada", id="characters that nobody sees"),
            pytest.param("ada\ud800", "ada", id="half a character"),
            pytest.param("👩\u200d🔬 12", "👩🔬 12", id="emoji"),
            pytest.param("\u200f \x00", "", id="nothing that can be seen"),
            pytest.param(4711, "4711", id="a number"),
        ],
    )
    def test_makes_one_text_of_all_ways_to_write_an_id(self, text: object, normalized: str) -> None:
        assert normalize_id(text) == normalized

    @pytest.mark.parametrize("text", ["Ada  L", "İSTANBUL", "ﬃ\u0345", "ǅ" * 900, "e\u0301" * 900, " \u200fß"])
    def test_changes_nothing_the_second_time_and_gives_no_long_text(self, text: str) -> None:
        once = normalize_id(text)

        assert normalize_id(once) == once
        assert len(once) <= LONGEST_ID


class TestData:
    @pytest.mark.parametrize("name", DATA)
    def test_follows_from_the_id(self, name: str) -> None:
        common, ada, again, bob = (
            values(name, variant)
            for variant in (None, Variant("ada", (name,)), Variant("ada", (name,)), Variant("bob", (name,)))
        )

        assert np.array_equal(ada, again)
        assert not np.array_equal(ada, common)
        assert not np.array_equal(ada, bob)

    @pytest.mark.parametrize("name", DATA)
    def test_that_does_not_vary_is_the_same_for_all(self, name: str) -> None:
        assert np.array_equal(values(name, None), values(name, Variant("ada", ("something_else",))))

    def test_of_a_copied_name_is_still_the_students_own(self) -> None:
        tables = [values("own_table", Variant(student, ("own_table",))) for student in ("ada", "bob")]

        assert not np.array_equal(*tables)

    def test_that_is_drawn_anew_differs_by_its_common_seed(self) -> None:
        with activated(Variant("ada", ("two_moons",))):
            assert not np.array_equal(lab.data.two_moons().X, lab.data.two_moons(seed=2).X)

    def test_is_common_again_after_the_block_whatever_happens_in_it(self) -> None:
        with pytest.raises(ZeroDivisionError), activated(Variant("ada", ("line",))):
            1 / 0  # noqa: B018

        assert data_seed("line", 42) == 42


def test_seeds_and_marks_are_the_same_on_every_machine() -> None:
    variant = Variant("דנה כהן", ("line",))

    assert (variant.seed("line"), variant.mark) == (1896669634, "9e302146")
    assert variant.seed("line", "a", "b") != variant.seed("line", "ab")


def values(name: str, variant: Variant | None) -> Any:
    with activated(variant):
        return DATA[name]()
