import pytest

from monitor.core.batch import SeriesKey
from monitor.workspace.derived import DERIVED
from monitor.workspace.plotting.naming import curve_names, plot_subtitle, plot_title

NAMES = {"a": "Market", "b": "Test stand", DERIVED: "Formulas"}


def key(feed: str, stream: str, key: str, column: str) -> SeriesKey:
    return SeriesKey(feed, stream, key, column)


def title(*series: SeriesKey, streams: int = 1) -> str:
    return plot_title(series, NAMES.__getitem__, streams_of=lambda feed: streams)


@pytest.mark.parametrize(
    ("series", "names"),
    [
        ([("a", "t", "BTC", "price"), ("a", "t", "ETH", "price")], ["BTC", "ETH"]),
        ([("a", "t", "BTC", "bid"), ("a", "t", "BTC", "ask")], ["bid", "ask"]),
        ([("a", "t", "BTC", "bid"), ("a", "t", "ETH", "ask")], ["BTC bid", "ETH ask"]),
        ([("a", "t", "", "temp"), ("a", "t", "", "rms")], ["temp", "rms"]),
        ([("a", "t", "BTC", "price"), ("b", "t", "BTC", "price")], ["Market BTC", "Test stand BTC"]),
        ([("a", "t", "BTC", "price"), ("a", "u", "BTC", "price")], ["t BTC", "u BTC"]),
        ([("a", "t", "BTC", "price"), (DERIVED, "spread", "", "value")], ["BTC", "spread"]),
    ],
)
def test_curves_are_called_by_what_tells_them_apart(series: list[tuple[str, ...]], names: list[str]) -> None:
    assert curve_names([SeriesKey(*one) for one in series], NAMES.__getitem__) == names


def test_a_plot_is_called_after_its_feeds() -> None:
    assert title() == ""
    assert title(key("a", "t", "BTC", "price")) == "Market"
    assert title(key("a", "t", "BTC", "price"), streams=3) == "Market \N{MIDDLE DOT} t"
    assert title(key("a", "t", "BTC", "p"), key("a", "u", "BTC", "p"), streams=3) == "Market"
    assert title(key("a", "t", "BTC", "price"), key("b", "t", "x", "y")) == "Market, Test stand"
    assert title(key(DERIVED, "spread", "", "value")) == "Formulas"


def test_what_is_drawn_stands_beside_it() -> None:
    two = [key("a", "t", "BTC", "price"), key("a", "t", "ETH", "price")]
    assert plot_subtitle(two, ["BTC", "ETH"]) == "BTC, ETH"
    columns = [key("a", "t", "BTC", "bid"), key("a", "t", "BTC", "ask")]
    assert plot_subtitle(columns, ["bid", "ask"]) == "BTC bid, ask"
    assert plot_subtitle([key("a", "t", "", "bid")], ["bid"]) == "bid"
    assert plot_subtitle([], []) == ""
