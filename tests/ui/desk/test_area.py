"""The desk shows what the workspace's desk says."""

from itertools import pairwise

import msgspec
import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPushButton, QScrollArea

from monitor.core.batch import SeriesKey
from monitor.ui.desk.empty_desk import EmptyDesk
from monitor.ui.desk.waiting_desk import WaitingDesk
from monitor.ui.panels.picker import PanelPicker
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.desk.specs.tiles import TilesSpec
from tests.helpers.desk_stage import DeskStage

BTC = SeriesKey("market", "trades", "BTC", "price")


def test_panels_stand_side_by_side_with_a_gap(desk: DeskStage) -> None:
    first, second = desk.add("One", "Two")
    one, two = desk.frame(first).geometry(), desk.frame(second).geometry()
    assert two.left() - one.right() - 1 == 8
    assert abs(one.width() - two.width()) <= 1
    assert (one.left(), one.top()) == (8, 8)


def test_many_panels_that_come_at_once_are_made_one_in_each_frame(desk: DeskStage) -> None:
    for number in range(16):
        desk.desks.add(PlotSpec(title=str(number)))
    made = []
    for _ in range(20):
        desk.tick()
        made.append(len(desk.plain.made))
    assert max(later - before for before, later in pairwise(made)) == 1
    assert made[-1] == 16


def test_arranging_anew_makes_no_panel_anew(desk: DeskStage) -> None:
    ids = desk.add("A", "B", "C", "D")
    made = list(desk.plain.made)
    parents = [view.parentWidget() for view in made]
    desk.desks.move(ids[0], beside=ids[3], side="tab")
    desk.tick()
    desk.desks.move(ids[1], beside=None, side="left")
    desk.tick()
    desk.desks.tidy()
    desk.tick()
    assert desk.plain.made == made
    assert [view.parentWidget() for view in made] == parents


def test_only_panels_that_can_be_seen_are_drawn(desk: DeskStage) -> None:
    first, second = desk.add("A", "B")
    desk.desks.move(second, beside=first, side="tab")
    desk.tick()
    for view in (desk.view(first), desk.view(second)):
        view.frames.clear()
    desk.tick()
    assert (len(desk.view(first).frames), len(desk.view(second).frames)) == (0, 1)
    assert desk.shown() == [second]


def test_panels_scrolled_out_of_sight_are_not_drawn(desk: DeskStage) -> None:
    desk.area.resize(600, 400)
    ids = desk.add(*"abcdef")
    for panel in ids:
        desk.view(panel).frames.clear()
    desk.tick()
    drawn = [bool(desk.view(panel).frames) for panel in ids]
    assert drawn == sorted(drawn, reverse=True)
    assert 0 < sum(drawn) < 6
    assert min(desk.frame(panel).height() for panel in ids) >= 190


def test_a_desk_on_which_nothing_moves_lets_the_window_rest(desk: DeskStage) -> None:
    (panel,) = desk.add("A")
    desk.view(panel).draws = False
    desk.tick()
    assert not desk.tick()


def test_what_the_user_changes_in_a_panel_is_kept_and_not_given_back(desk: DeskStage) -> None:
    (panel,) = desk.add("A")
    view = desk.view(panel)
    view.change(curves=(Curve(BTC),), title="Prices")
    desk.tick()
    assert desk.desks.current.panels[panel] == PlotSpec(title="Prices", curves=(Curve(BTC),))
    assert view.given == []
    assert desk.frame(panel).head.titles == ["Prices"]


def test_what_others_change_in_a_panel_reaches_it(desk: DeskStage) -> None:
    (panel,) = desk.add("A")
    spec = msgspec.structs.replace(desk.desks.current.panels[panel], title="New")
    desk.desks.change(panel, spec)
    desk.tick()
    assert desk.view(panel).given == [spec]
    assert desk.frame(panel).head.titles == ["New"]


def test_each_new_stream_gets_its_plot(desk: DeskStage) -> None:
    assert desk.area.findChild(EmptyDesk).isVisible()
    feed = desk.bench.open("Market")
    desk.tick()
    assert desk.area.findChild(WaitingDesk).isVisible()
    desk.bench.rows("Market", keys="BTC", price=[1.0], size=[1.0])
    rows = desk.workspace.store.stream(feed, "trades")
    view = desk.workspace.feed(feed)
    assert rows is not None
    assert view is not None
    from monitor.workspace.series_line import series_lines

    desk.workspace.panels.plan(view, "trades", series_lines(rows, profile=view.profile, most=9))
    desk.tick()
    (frame,) = desk.area.panels
    assert frame.title == "Market"
    desk.workspace.close_feed(feed)
    desk.tick()
    assert desk.area.panels == []


def test_an_empty_workspace_offers_panels(desk: DeskStage) -> None:
    empty = desk.area.findChild(EmptyDesk)
    assert empty.isVisible()
    card = next(button for button in empty.findChildren(QPushButton) if button.accessibleName() == "Tiles")
    card.click()
    desk.tick()
    assert [type(spec) for spec in desk.desks.current.panels.values()] == [TilesSpec]
    assert not empty.isVisible()


def test_feeds_that_never_send_numbers_do_not_keep_panels_away(desk: DeskStage) -> None:
    desk.bench.open("Talk")
    desk.tick()
    waiting = desk.area.findChild(WaitingDesk)
    waiting.findChild(QPushButton).click()
    assert desk.area.findChild(PanelPicker).isVisible()


def test_desks_behind_keep_their_panels_and_draw_nothing(desk: DeskStage) -> None:
    (panel,) = desk.add("A")
    view = desk.view(panel)
    desk.desks.create("Other")
    desk.tick()
    view.frames.clear()
    desk.tick()
    assert view.frames == []
    assert desk.shown() == []
    desk.desks.switch("Main")
    desk.tick()
    assert desk.view(panel) is view
    assert desk.shown() == [panel]


def test_a_panel_alone_fills_the_desk_and_all_come_back(desk: DeskStage) -> None:
    first, second = desk.add("A", "B")
    before = desk.frame(first).geometry()
    desk.desks.zoom(first)
    desk.tick()
    assert desk.shown() == [first]
    assert desk.frame(first).width() == desk.area.width() - 16
    desk.desks.zoom(None)
    desk.tick()
    assert desk.shown() == [first, second]
    assert desk.frame(first).geometry() == before


def test_a_theme_reaches_every_panel_and_those_made_later(desk: DeskStage, light: Theme) -> None:
    (panel,) = desk.add("A")
    desk.area.set_theme(light)
    (later,) = desk.add("B")
    assert desk.view(panel).themes == ["dark", "light"]
    assert desk.view(later).themes == ["light"]


def test_all_panels_show_the_same_time_when_told_to(desk: DeskStage) -> None:
    ids = desk.add("A", "B")
    desk.area.look_at(12.5)
    desk.area.jump_to_live()
    assert [desk.view(panel).looked_at for panel in ids] == [[12.5, None]] * 2


def test_a_narrower_window_has_fewer_columns(desk: DeskStage) -> None:
    ids = desk.add(*"abcd")
    desk.area.resize(700, 760)
    desk.tick(2)
    assert {desk.frame(panel).x() for panel in ids} == {8}


def test_a_window_too_small_for_an_arranged_desk_scrolls(desk: DeskStage) -> None:
    first, second = desk.add("A", "B")
    desk.desks.move(second, beside=first, side="left")
    desk.area.resize(400, 200)
    desk.tick(2)
    assert min(desk.frame(panel).width() for panel in (first, second)) >= 240
    scroll = desk.area.findChild(QScrollArea, "desk")
    assert scroll.horizontalScrollBar().maximum() > 0


@pytest.mark.logs
def test_a_panel_that_cannot_be_made_takes_no_other_with_it(desk: DeskStage) -> None:
    from monitor.ui.desk.error_card import ErrorCard
    from monitor.workspace.desk.specs.messages import InspectorSpec

    (panel,) = desk.add("A")
    broken = desk.desks.add(InspectorSpec())
    desk.tick(2)
    card = desk.frame(broken).view
    assert isinstance(card, ErrorCard)
    assert "nothing to inspect" in card.reason
    assert desk.frame(broken).head.titles == ["Inspector"]
    assert desk.view(panel).frames
    desk.plain.broken = False
    card.findChild(QPushButton).click()
    desk.tick()
    assert desk.view(broken).frames


@pytest.mark.logs
def test_a_panel_that_fails_while_it_is_drawn_gives_way_to_words(desk: DeskStage) -> None:
    first, second = desk.add("A", "B")
    desk.view(first).fails = True
    desk.view(first).let_go()
    desk.view(first).gone = False
    failing = desk.view(first)
    desk.tick(2)
    assert failing.gone
    assert "drawn too far" in desk.frame(first).view.reason
    assert desk.frame(first).head.titles == ["A"]
    assert desk.view(second).frames
    desk.desks.rename_panel(first, "Renamed")
    desk.tick()
    assert desk.frame(first).head.titles == ["Renamed"]


def test_a_kind_nobody_knows_says_so(desk: DeskStage) -> None:
    from monitor.workspace.desk.specs.book import BookSpec

    panel = desk.desks.add(BookSpec(title="Depth"))
    desk.tick(2)
    assert "does not know" in desk.frame(panel).view.reason


def test_what_a_panel_asks_for_is_told_by_the_area(desk: DeskStage) -> None:
    (panel,) = desk.add("A")
    plots, alerts = QSignalSpy(desk.area.series_wanted), QSignalSpy(desk.area.alert_wanted)
    desk.view(panel).series_wanted.emit((BTC,))
    desk.view(panel).alert_wanted.emit(BTC)
    assert (plots.at(0), alerts.at(0)) == ([(BTC,)], [BTC])
