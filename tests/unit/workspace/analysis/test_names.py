import pytest

from monitor.core.batch import SeriesKey
from monitor.workspace.analysis.names import full_name, short_names, thinned, with_unit
from tests.helpers.analysis import series


@pytest.mark.parametrize(
    ("those", "names"),
    [
        ([series("price", key="A")], ["A price"]),
        ([series("price", key="A"), series("price", key="B")], ["A", "B"]),
        ([series("price"), series("size")], ["price", "size"]),
        ([series("price", key="A"), series("size", key="B")], ["A price", "B size"]),
        ([series("price", feed="one"), series("price", feed="two")], ["one A price", "two A price"]),
        ([series("price", key=""), series("price", key="B")], ["price", "B"]),
    ],
)
def test_series_are_told_apart_in_few_words(those: list[SeriesKey], names: list[str]) -> None:
    assert short_names(those) == names


def test_without_a_key_a_series_is_its_column() -> None:
    assert full_name(series("torque", key="")) == "torque"


def test_a_value_carries_its_unit() -> None:
    assert with_unit(-1.5, "mm") == "\N{MINUS SIGN}1.5\N{FOUR-PER-EM SPACE}mm"
    assert with_unit(2.0, "") == "2"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (1, ""),
        (2, "each 2nd of 5"),
        (3, "each 3rd of 5"),
        (8, "each 8th of 5"),
        (11, "each 11th of 5"),
        (32, "each 32nd of 5"),
    ],
)
def test_it_is_said_how_many_samples_are_passed_over(step: int, words: str) -> None:
    assert thinned(step, 5) == words
