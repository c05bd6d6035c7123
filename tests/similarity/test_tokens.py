"""Tokens and fingerprints: what makes two programs equal, and what cannot stop the reading."""

from __future__ import annotations

import pytest

from autograder.similarity.fingerprints import GRAM, WINDOW, gram_hashes, winnow
from autograder.similarity.tokens import LARGEST_CELL, read_tokens


def kinds(source: str) -> tuple[str, ...]:
    return read_tokens(source).kinds


@pytest.mark.parametrize(
    "other",
    [
        "total = np.sum(values) / 3",
        "s=np.sum( v )/3.0   # another comment",
        "s = (\n    np\n    .sum(v)\n    / 1e5\n)".replace("(\n    np", "np", 1).replace("\n)", ""),
    ],
    ids=["names", "layout and comments", "numbers"],
)
def test_names_numbers_comments_and_layout_are_left_out(other: str) -> None:
    assert kinds(other) == kinds("x = np.sum(y) / 2")


def test_attributes_builtins_and_keywords_are_kept() -> None:
    assert kinds("x.mean()") != kinds("x.sum()")
    assert kinds("len(x)") != kinds("abs(x)")
    assert kinds("for i in x: pass") != kinds("while i in x: pass")


def test_offsets_lead_back_to_the_source() -> None:
    tokens = read_tokens('é = "ß"\r\nfor k in range(3):\n    print(k)\n')
    texts = [tokens.source[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]

    assert texts[:3] == ["é", "=", '"ß"']
    assert texts[3:6] == ["for", "k", "in"]
    assert texts[-4:] == ["print", "(", "k", ")"]


def test_words_are_normalized_and_short_comments_are_none() -> None:
    tokens = read_tokens("rate = 5e-2  # The  rate that worked\nother = 0.050  # the loss\n")

    assert {(word.kind, word.text) for word in tokens.words} == {
        ("name", "rate"),
        ("name", "other"),
        ("number", "0.05"),
        ("comment", "the rate that worked"),
    }


def test_the_marks_of_a_comment_or_text_are_no_part_of_it() -> None:
    source = '## But far, but further\nf\'rub a tub better\'\nx = """Bring me the numbers\'"""\n'

    assert [word.text for word in read_tokens(source).words if word.kind in ("comment", "text")][:1] == [
        "but far, but further"
    ]
    assert ("text", "bring me the numbers'") in {(word.kind, word.text) for word in read_tokens(source).words}


@pytest.mark.parametrize(
    "source",
    [
        *("", "\0", "def f(:\n  (", '"""open', "  x\n y\n\tz", "%%bash\nrm -rf /", "x = 1 $ 2 ?", "\ud800 = 1"),
        *("(" * 5000, "é" * 200_000),
    ],
    ids="empty null damaged open-text indentation magic signs surrogate nested long".split(),
)
def test_whatever_a_student_wrote_is_read(source: str) -> None:
    tokens = read_tokens(source)

    assert len(tokens.source) <= LARGEST_CELL
    assert len(tokens.kinds) == len(tokens.starts) == len(tokens.ends)
    assert isinstance(winnow(gram_hashes(tokens.kinds)), set)


def test_what_stands_before_a_damaged_place_is_read() -> None:
    assert kinds("x = f(1)\ny = '''open")[:6] == kinds("x = f(1)")


def test_a_hash_stands_for_a_run_of_tokens() -> None:
    first, second = gram_hashes("abcdefghij"), gram_hashes("zabcdefghij")

    assert len(first) == 10 - GRAM + 1
    assert second[1:] == first


def test_a_long_common_run_has_a_common_fingerprint() -> None:
    """The guarantee of winnowing: a common run of GRAM + WINDOW - 1 tokens is never missed."""
    run = [f"t{number}" for number in range(GRAM + WINDOW - 1)]
    for before in range(12):
        first = [f"a{number}" for number in range(before)] + run + ["x"] * 9
        second = ["y"] * 7 + run + [f"b{number}" for number in range(before)]

        assert winnow(gram_hashes(first)) & winnow(gram_hashes(second))


def test_winnowing_keeps_fewer_hashes() -> None:
    hashes = gram_hashes([str(number % 97) for number in range(500)])

    assert len(winnow(hashes)) < len(set(hashes))
