import math

import pytest

from monitor.workspace.candles.words import CandleWords, amount


def plain(text: str) -> str:
    return text.replace("\N{FOUR-PER-EM SPACE}", " ")


def test_a_candle_is_told_in_pairs_and_as_a_sentence() -> None:
    words = CandleWords("14:05", 64_000.0, 64_100.5, 63_999.0, 64_064.0, 12.5, decimals=1)
    assert [letter for letter, _ in words.pairs] == ["O", "H", "L", "C", "V"]
    assert plain(dict(words.pairs)["H"]) == "64 100.5"
    assert plain(words.change) == "+0.10 %"
    assert plain(words.sentence) == (
        "14:05, open 64 000.0, high 64 100.5, low 63 999.0, close 64 064.0, volume 12.5, +0.10 %"
    )


def test_next_to_no_change_has_no_sign() -> None:
    assert plain(CandleWords("", 2280.5, 2281.0, 2280.0, 2280.45, 1.0, decimals=2).change) == "0.00 %"


def test_a_fall_has_a_true_minus_and_what_cannot_be_told_is_left_out() -> None:
    assert plain(CandleWords("", 10.0, 10.0, 9.0, 9.0, 1.0, decimals=0).change) == "\N{MINUS SIGN}10.00 %"
    assert CandleWords("", 0.0, 1.0, 0.0, 1.0, 1.0, decimals=0).change == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (0.01254, "0.01254"),
        (812.44, "812.4"),
        (12_480.4, "12 480"),
        (3_400_000.0, "3.4 M"),
        (5.25e9, "5.25 G"),
        (120.0, "120"),
        (math.nan, "\N{EM DASH}"),
    ],
)
def test_a_volume_has_few_digits(value: float, words: str) -> None:
    assert plain(amount(value)) == words
