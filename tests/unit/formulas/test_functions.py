"""Every function can be written as its usage says, and is refused with words when it is not."""

import pytest

from monitor.formulas.compiler import MOST_SOURCES, bind, compile_tree, series_of
from monitor.formulas.functions import FUNCTIONS
from monitor.formulas.problem import FormulaError
from tests.helpers.known_streams import KNOWN, Known

SERIES = {"x": "[BTCUSDT/price]", "a": "[ETHUSDT/price]", "b": "[spread]", "price": "[bid]", "size": "[ask]"}
ONE = [Known("feed", "stream", ["K"], ("x", "a", "b", "price", "size"))]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_usage_of_a_function_can_be_written_like_that(name: str) -> None:
    function = FUNCTIONS[name]
    head, _, rest = function.usage.partition("(")
    text = rest
    for letter in ("price", "size", "x", "a", "b"):
        text = text.replace(f"{letter},", f"[{letter}],").replace(f"{letter})", f"[{letter}])")
    text = text.replace("a > [b]", "[a] > [b]")
    compile_tree(bind(f"{head}({text}", ONE))
    assert head == name
    assert function.help[0].isupper() or function.help.startswith(("a ", "e ", "x"))
    assert not function.help.endswith(".")


@pytest.mark.parametrize(
    ("text", "words", "part"),
    [
        ("smaa([BTCUSDT/price], 5)", "There is no function smaa. Did you mean sma(x, 60s)?", "smaa"),
        ("sma([BTCUSDT/price])", "sma is given too little. It is written sma(x, 60s).", "sma([BTCUSDT/price])"),
        ("abs([BTCUSDT/price], 2, 3)", "abs is given too much", "abs([BTCUSDT/price], 2, 3)"),
        ("sma(5, 5)", "The x of sma is a number. It takes a series there", "5"),
        ("sma([BTCUSDT/price], [BTCUSDT/size])", "The length of sma changes with time", "[BTCUSDT/size]"),
        ("sma([BTCUSDT/price], 2.5)", "whole number of 1 or more", "2.5"),
        ("sma([BTCUSDT/price], 0)", "whole number of 1 or more", "0"),
        ("sma([BTCUSDT/price], 300000)", "lies between 1 and 250000", "300000"),
        ("sma([BTCUSDT/price], 99d)", "lies between 0.001 s and", "99d"),
        ("rate([BTCUSDT/price], 10)", "has no unit; write 10s or 10min", "10"),
        ("wma([BTCUSDT/price], 10s)", "is a duration, but is a whole number", "10s"),
        ("rsi([BTCUSDT/price], 1)", "lies between 2 and 10000", "1"),
        ("1 / 0 * [BTCUSDT/price]", "This is no number", "1 / 0"),
        ("1 + 2", "There is no series in this formula", "1 + 2"),
        ("[BTCUSDT/prices]", "Did you mean [BTCUSDT/price]?", "[BTCUSDT/prices]"),
    ],
)
def test_what_a_function_cannot_take_is_refused_with_its_place(text: str, words: str, part: str) -> None:
    with pytest.raises(FormulaError) as caught:
        compile_tree(bind(text, KNOWN))
    assert words in str(caught.value)
    assert text[caught.value.extent.start : caught.value.extent.end] == part


def test_numbers_among_themselves_are_worked_out_at_once() -> None:
    program = compile_tree(bind("[BTCUSDT/price] * (60s / 2 + max(1, 2, 3)) + sma([BTCUSDT/price], 2 * 5)", KNOWN))
    assert len(program) == 3


def test_a_formula_has_series_of_a_bounded_number_of_keys() -> None:
    many = [Known("feed", "stream", [f"K{i}" for i in range(MOST_SOURCES + 1)], ("v",))]
    text = " + ".join(f"[K{i}/v]" for i in range(MOST_SOURCES + 1))
    with pytest.raises(FormulaError, match="at most 16 keys"):
        compile_tree(bind(text, many))


def test_the_columns_of_one_key_come_from_one_source() -> None:
    tree = bind("[BTCUSDT/price] * [BTCUSDT/size] - [spread]", KNOWN)
    assert [source.columns for source in compile_tree(tree).sources] == [("price", "size"), ("value",)]
    assert [series.column for series in series_of(tree)] == ["price", "size", "value"]
