"""Numbers and spans in words."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.wording import age, count, decimals_of, duration, number, rate, round_trip, size


def plain(text: str) -> str:
    """With ordinary spaces and minus, so that the tests can be read."""
    return text.replace("\N{FOUR-PER-EM SPACE}", " ").replace("\N{MINUS SIGN}", "-")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-3, "0 s"), (0, "0 s"), (22, "22 s"), (59.4, "59 s"), (59.6, "1 min"), (72, "1 min 12 s"), (3600, "1 h"),
     (8040, "2 h 14 min"), (100_000, "1 d 3 h"), (86_400, "1 d")],
)  # fmt: skip
def test_a_duration_has_at_most_two_units(seconds: float, words: str) -> None:
    assert plain(duration(seconds)) == words


@given(st.floats(0, 1e9))
def test_a_duration_never_names_more_than_a_unit_holds(seconds: float) -> None:
    parts = plain(duration(seconds)).split(" ")
    most = {"s": 60, "min": 60, "h": 24, "d": math.inf}
    assert all(int(figure) < most[unit] for figure, unit in zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("seconds", "words"), [(-1, "0.0 s"), (0.44, "0.4 s"), (9.96, "10 s"), (72, "1 min 12 s")])
def test_an_age_has_tenths_while_it_is_young(seconds: float, words: str) -> None:
    assert plain(age(seconds)) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.0021, "2.1 ms"), (0.038, "38 ms"), (0.9994, "999 ms"), (1.24, "1.2 s")]
)
def test_a_round_trip_is_in_milliseconds_below_a_second(seconds: float, words: str) -> None:
    assert plain(round_trip(seconds)) == words


@pytest.mark.parametrize(
    ("per_second", "words"),
    [(0, "0 /s"), (0.001, "< 0.01 /s"), (0.167, "0.17 /s"), (0.996, "1.0 /s"), (2.46, "2.5 /s"), (9.96, "10 /s"),
     (1284.2, "1 284 /s"), (1_234_567, "1 234 567 /s")],
)  # fmt: skip
def test_a_rate_has_the_digits_that_matter(per_second: float, words: str) -> None:
    assert plain(rate(per_second)) == words


@pytest.mark.parametrize(
    ("amount", "words"), [(0, "0 B"), (812, "812 B"), (999, "999 B"), (4200, "4.2 kB"), (999_600, "1.0 MB"),
                          (512_000_000, "512 MB"), (3_000_000_000_000, "3.0 TB")],
)  # fmt: skip
def test_a_size_grows_by_thousands(amount: int, words: str) -> None:
    assert plain(size(amount)) == words


def test_thousands_are_parted_by_thin_spaces() -> None:
    assert count(-1284) == "\N{MINUS SIGN}1\N{FOUR-PER-EM SPACE}284"


@pytest.mark.parametrize(
    ("value", "words"),
    [(64218.1, "64 218.1"), (3718224911.0, "3 718 224 911"), (0.00214, "0.00214"), (-0.77, "-0.77"), (0.0, "0"),
     (1.2e-9, "1.2e-9"), (3e20, "3e20"), (math.nan, "—"), (math.inf, "∞"), (-math.inf, "-∞"),
     (71.40000000001, "71.4"), (72.38907, "72.3891"), (1.08512, "1.08512"), (100.0, "100")],
)  # fmt: skip
def test_a_value_shows_what_it_holds_and_no_more(value: float, words: str) -> None:
    assert plain(number(value)) == words


def test_a_value_keeps_its_width_where_decimals_are_given() -> None:
    assert plain(number(64218.0, decimals=2)) == "64 218.00"


@pytest.mark.parametrize(("value", "decimals"), [(5.23e-10, 2), (-0.001, 2), (-0.0, 3), (-4e-12, 1)])
def test_what_is_next_to_nothing_reads_as_nothing_and_has_no_sign(value: float, decimals: int) -> None:
    assert number(value, decimals=decimals) == f"{0:.{decimals}f}"


@given(st.floats(-1e14, 1e14).filter(lambda value: value == 0 or abs(value) > 1e-6))
def test_a_value_in_words_is_near_the_value(value: float) -> None:
    assert math.isclose(float(plain(number(value)).replace(" ", "")), value, rel_tol=1e-5)


@given(st.floats())
def test_decimals_are_few_and_never_negative(value: float) -> None:
    assert 0 <= decimals_of(value) <= 12
