"""The text of a formula falls apart into what it is made of, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.formulas.problem import Extent, FormulaError
from monitor.formulas.token import Kind
from monitor.formulas.tokens import LONGEST, tokens_of


def test_numbers_durations_words_series_and_signs() -> None:
    tokens = tokens_of('sma([a/"b/c"/d], 1.5min) ** -2e-3 <= x_1')
    assert [(token.kind, token.text) for token in tokens] == [
        (Kind.WORD, "sma"),
        (Kind.SIGN, "("),
        (Kind.SERIES, '[a/"b/c"/d]'),
        (Kind.SIGN, ","),
        (Kind.DURATION, "1.5min"),
        (Kind.SIGN, ")"),
        (Kind.SIGN, "^"),
        (Kind.SIGN, "-"),
        (Kind.NUMBER, "2e-3"),
        (Kind.SIGN, "<="),
        (Kind.WORD, "x_1"),
        (Kind.END, ""),
    ]
    assert tokens[2].parts == ("a", "b/c", "d")
    assert tokens[4].value == 90.0
    assert tokens[8].value == 0.002


@pytest.mark.parametrize(
    ("text", "seconds"), [("10ms", 0.01), ("5s", 5.0), ("1min", 60.0), ("2h", 7200.0), (".5d", 43_200.0)]
)
def test_a_unit_makes_a_duration(text: str, seconds: float) -> None:
    token, _ = tokens_of(text)
    assert (token.kind, token.value) == (Kind.DURATION, pytest.approx(seconds))


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("1 + 5m", 4, 6, "m is no unit of time. There are ms, s, min, h, d."),
        ("a = 1", 2, 3, "= means nothing here. Compare with ==."),
        ("2 + [a/b", 4, 8, "does not end. Close it with ]."),
        ("[a[b]", 0, 3, "does not end. Put a name with such a sign in quotes."),
        ('["a" b]', 0, 6, "does not end."),
        ("[]", 0, 2, "The name of a series is missing"),
        ("[a/b/c/d/e]", 0, 11, "four names at most"),
        ("1e999", 0, 5, "too great a number"),
        ("x" * (LONGEST + 1), LONGEST, LONGEST + 1, "at most 2000 characters"),
    ],
)
def test_an_error_says_what_and_where(text: str, start: int, end: int, words: str) -> None:
    with pytest.raises(FormulaError) as caught:
        tokens_of(text)
    assert words in str(caught.value)
    assert (caught.value.extent.start, caught.value.extent.end) == (start, end)


def extents_of(text: str) -> list[Extent]:
    """Of all tokens, or of what is wrong."""
    try:
        return [token.extent for token in tokens_of(text)]
    except FormulaError as error:
        return [error.extent]


@given(st.text(st.sampled_from("ab1.5e [/]\"()+-*^<=>!,ms%ä\n'&"), max_size=40))
def test_any_text_falls_apart_or_is_refused_with_a_place(text: str) -> None:
    extents = extents_of(text)
    at = 0
    for extent in extents:
        assert not text[at : extent.start].strip() or len(extents) == 1
        assert at <= extent.start <= extent.end <= len(text)
        at = extent.end
