"""The model of the feeds list: what it shows, and that it tells Qt the truth about it."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from monitor.core.state import FeedState
from monitor.engine.messages import FeedCounts
from monitor.ui.feed_rows import FeedOrder, FeedRow, SeriesRow
from monitor.ui.feeds_model import ROW_ROLE, FeedsModel
from tests.ui.conftest import Stage


@pytest.fixture
def model(stage: Stage) -> FeedsModel:
    made = FeedsModel(stage.workspace, parent=stage.window)
    # Checks every promise a model makes, at every change, and fails the test where one is broken.
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    return made


def names(model: FeedsModel) -> list[str]:
    return [str(model.index(place).data()) for place in range(model.rowCount())]


def series(model: FeedsModel, feed: int = 0) -> list[SeriesRow]:
    parent = model.index(feed)
    return [model.index(place, 0, parent).data(ROW_ROLE) for place in range(model.rowCount(parent))]


def row(model: FeedsModel, place: int = 0) -> FeedRow:
    found = model.index(place).data(ROW_ROLE)
    assert isinstance(found, FeedRow)
    return found


def test_feeds_stand_as_they_were_opened(stage: Stage, model: FeedsModel) -> None:
    for name in ("Zebra", "Ape"):
        stage.open(name)
    model.refresh()
    assert names(model) == ["Zebra", "Ape"]


def test_a_feed_has_its_series_under_it(stage: Stage, model: FeedsModel) -> None:
    stage.open("Market", BTC=64218.1, ETH=60000.0)
    model.refresh()
    assert [(line.label, line.curve) for line in series(model)] == [("BTC price", 0), ("ETH price", 1)]
    assert series(model)[0].value.replace("\N{FOUR-PER-EM SPACE}", " ") == "64 218.1"


def test_a_value_keeps_its_decimals(stage: Stage, model: FeedsModel) -> None:
    feed = stage.open("Market", BTC=10.25)
    model.refresh()
    stage.row(feed, "BTC", 11.0)
    stage.tick()
    model.refresh()
    assert series(model)[0].value == "11.00"


def test_many_series_are_folded_until_asked_for(stage: Stage, model: FeedsModel) -> None:
    stage.open("Market", **{f"K{number}": 1.0 for number in range(9)})
    model.refresh()
    assert len(series(model)) == 6
    assert series(model)[-1].more == 4
    model.show_all(model.index(5, 0, model.index(0)))
    assert len(series(model)) == 9


def test_the_series_of_a_feed_that_is_not_live_are_not_current(stage: Stage, model: FeedsModel) -> None:
    feed = stage.open("Market", BTC=1.0)
    stage.be(feed, FeedState.WAITING, retry_at=stage.clock.wall() + 4, detail="refused")
    stage.tick()
    model.refresh()
    assert not series(model)[0].current


@pytest.mark.parametrize(
    ("wanted", "shown"), [("mark", ["Market"]), ("btc", ["Market"]), ("e", ["Market", "Weather"]), ("xyz", [])]
)
def test_the_filter_looks_at_names_and_keys(stage: Stage, model: FeedsModel, wanted: str, shown: list[str]) -> None:
    stage.open("Market", BTC=1.0, ETH=1.0)
    stage.open("Weather", Rome=20.0)
    model.set_filter(wanted)
    assert names(model) == shown


def test_a_filter_for_a_key_shows_that_key_alone(stage: Stage, model: FeedsModel) -> None:
    stage.open("Market", BTC=1.0, ETH=1.0)
    model.set_filter(" BTC ")
    assert [line.label for line in series(model)] == ["BTC price"]
    model.set_filter("")
    assert len(series(model)) == 2


def test_feeds_can_be_listed_by_name_and_by_urgency(stage: Stage, model: FeedsModel) -> None:
    stage.open("Zebra")
    stage.open("Ape")
    bad = stage.open("Mole")
    stage.be(bad, FeedState.NEEDS_ATTENTION, detail="401")
    stage.tick()
    model.set_order(FeedOrder.NAME)
    assert names(model) == ["Ape", "Mole", "Zebra"]
    model.set_order(FeedOrder.STATE)
    assert names(model) == ["Mole", "Zebra", "Ape"]
    model.set_order(FeedOrder.OPENED)
    assert names(model) == ["Zebra", "Ape", "Mole"]


def test_a_removed_feed_is_gone(stage: Stage, model: FeedsModel) -> None:
    first = stage.open("One", a=1.0)
    stage.open("Two", b=1.0)
    model.refresh()
    stage.workspace.close_feed(first)
    model.refresh()
    assert names(model) == ["Two"]


def test_nothing_is_told_while_nothing_changes(stage: Stage, model: FeedsModel) -> None:
    stage.open("Market", BTC=1.0)
    model.refresh()
    spy = QSignalSpy(model.dataChanged)
    model.refresh()
    stage.clock.advance(0.01)
    model.refresh()
    assert spy.count() == 0


def test_only_series_that_changed_are_told(stage: Stage, model: FeedsModel) -> None:
    feed = stage.open("Market", A=1.0, B=2.0, C=3.0)
    model.refresh()
    stage.row(feed, "B", 2.5)
    stage.workspace.pump(1.0)
    spy = QSignalSpy(model.dataChanged)
    model.refresh()
    told = [(spy.at(place)[0], spy.at(place)[1]) for place in range(spy.count())]
    assert [(first.row(), last.row()) for first, last in told if first.parent().isValid()] == [(1, 1)]


def test_a_feed_is_spoken_with_state_and_rate(stage: Stage, model: FeedsModel) -> None:
    stage.open("Market", BTC=1.0)
    model.refresh()
    spoken = str(model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("Market, live")
    assert "/s" in spoken
    key = model.index(0, 0, model.index(0))
    assert str(key.data(Qt.ItemDataRole.AccessibleTextRole)) == "BTC price 1"


def test_the_tip_of_a_feed_is_what_there_is_no_room_for(stage: Stage, model: FeedsModel) -> None:
    feed = stage.open("Market")
    stage.be(feed, FeedState.NEEDS_ATTENTION, detail="401", advice="Check the key.")
    stage.tick()
    model.refresh()
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole) == (
        "needs you: 401\nCheck the key.\nwss://example.net/Market"
    )


def test_the_tip_of_a_feed_tells_what_waits_to_be_sent(stage: Stage, model: FeedsModel) -> None:
    feed = stage.open("Market")
    stage.host.say(FeedCounts(feed, send_queue=12, unsent=3))
    stage.tick()
    model.refresh()
    assert "12 waiting \N{MIDDLE DOT} 3 not sent" in model.index(0).data(Qt.ItemDataRole.ToolTipRole).splitlines()


def test_a_place_that_is_not_there_is_no_index(model: FeedsModel) -> None:
    assert not model.index(3).isValid()
    assert model.data(QModelIndex()) is None
    assert model.feed_row(QModelIndex()) is None
