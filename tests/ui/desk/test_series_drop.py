"""Series dropped on the desk."""

import pytest
from PySide6.QtCore import QMimeData, QPoint

from monitor.core.batch import SeriesKey
from monitor.ui.desk.drop_overlay import DropOverlay
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.desk.specs.tiles import TilesSpec
from monitor.workspace.desk.tree import panel_ids
from tests.helpers.desk_stage import DeskStage

BTC = SeriesKey("market", "trades", "BTC", "price")
ETH = SeriesKey("market", "trades", "ETH", "price")


def middle(desk: DeskStage, panel: str) -> QPoint:
    return desk.frame(panel).geometry().center()


def curves(desk: DeskStage, panel: str) -> list[SeriesKey]:
    spec = desk.desks.current.panels[panel]
    assert isinstance(spec, PlotSpec)
    return [curve.series for curve in spec.curves]


def test_series_dropped_on_a_plot_are_drawn_in_it(desk: DeskStage) -> None:
    first, second = desk.add("A", "B")
    assert desk.hold(middle(desk, second), [BTC, ETH]).isAccepted()
    assert desk.drop(middle(desk, second), [BTC, ETH]).isAccepted()
    desk.tick()
    assert curves(desk, second) == [BTC, ETH]
    assert curves(desk, first) == []
    assert desk.area.control.current == second


def test_series_dropped_on_a_panel_that_cannot_show_them_get_a_plot_beside_it(desk: DeskStage) -> None:
    tiles = desk.desks.add(TilesSpec())
    desk.tick(2)
    desk.drop(middle(desk, tiles), [BTC])
    desk.tick()
    ids = panel_ids(desk.desks.current.tree)
    assert ids[0] == tiles
    assert curves(desk, ids[1]) == [BTC]


def test_series_dropped_between_two_panels_get_a_plot_there(desk: DeskStage) -> None:
    first, second = desk.add("A", "B")
    between = QPoint(desk.frame(second).x() - 4, 300)
    desk.drop(between, [BTC])
    desk.tick()
    ids = panel_ids(desk.desks.current.tree)
    assert (ids[0], ids[2]) == (first, second)
    assert curves(desk, ids[1]) == [BTC]


def test_series_dropped_on_the_border_get_a_plot_along_it(desk: DeskStage) -> None:
    desk.add("A", "B")
    desk.drop(QPoint(500, desk.area.height() - 3), [BTC])
    desk.tick()
    ids = panel_ids(desk.desks.current.tree)
    assert curves(desk, ids[2]) == [BTC]
    assert desk.frame(ids[2]).width() == desk.area.width() - 16


def test_series_dropped_on_an_empty_desk_are_its_first_plot(desk: DeskStage) -> None:
    overlay = desk.area.findChild(DropOverlay)
    desk.hold(QPoint(500, 400), [BTC])
    assert overlay.rect_shown == (8, 8, desk.area.width() - 16, desk.area.height() - 16)
    desk.drop(QPoint(500, 400), [BTC])
    desk.tick()
    (panel,) = desk.desks.current.panels
    assert curves(desk, panel) == [BTC]
    assert overlay.isHidden()


def test_series_dropped_where_feeds_are_waited_for_are_plotted_already(desk: DeskStage) -> None:
    desk.bench.open("Market")
    desk.tick()
    desk.drop(QPoint(500, 400), [BTC])
    desk.tick()
    assert len(desk.area.panels) == 1


@pytest.mark.parametrize("wrong", ["text", "rubbish"])
def test_what_is_no_series_is_not_taken(desk: DeskStage, wrong: str) -> None:
    desk.add("A")
    mime = QMimeData()
    if wrong == "text":
        mime.setText("hello")
    else:
        mime.setData("application/x-feedscope-series+json", b"{")
    before = desk.desks.current
    assert not desk.drop(QPoint(500, 400), mime).isAccepted()
    assert desk.desks.current is before
