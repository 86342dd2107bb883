"""What can be done to desks and their panels."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from monitor.workspace.desk.desk import Side
from monitor.workspace.desk.desks import Desks
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.desk.specs.tiles import TilesSpec
from monitor.workspace.desk.tree import panel_ids
from tests.helpers.desks import across, down, is_whole, tab


def plot(title: str = "") -> PlotSpec:
    return PlotSpec(title=title)


def with_plots(count: int) -> Desks:
    desks = Desks()
    for number in range(count):
        desks.add(plot(f"Plot {number}"))
    return desks


def test_panels_nobody_arranges_stand_in_an_even_grid() -> None:
    desks = with_plots(3)
    assert desks.current.tree == down(across(tab("p1"), tab("p2")), tab("p3"))
    desks.add(plot())
    assert desks.current.tree == down(across(tab("p1"), tab("p2")), across(tab("p3"), tab("p4")))
    desks.close("p1")
    assert desks.current.tree == down(across(tab("p2"), tab("p3")), tab("p4"))


def test_the_grid_follows_the_room_until_somebody_arranges_it() -> None:
    desks = with_plots(4)
    desks.fit(600, 800)
    assert desks.current.tree == down(tab("p1"), tab("p2"), tab("p3"), tab("p4"))
    desks.move("p1", beside="p2", side="tab")
    desks.fit(1900, 800)
    assert desks.current.tree == down(tab("p2", "p1", front=1), tab("p3"), tab("p4"))
    desks.reset()
    assert desks.current.tree == down(across(tab("p1"), tab("p2")), across(tab("p3"), tab("p4")))


def test_a_room_of_the_same_size_is_no_change() -> None:
    desks = with_plots(2)
    desks.fit(1000, 700)
    version = desks.version
    desks.fit(1000, 700)
    desks.fit(1001, 700)
    assert desks.version == version


def test_a_desk_that_stood_behind_fits_when_it_comes_to_the_front() -> None:
    desks = with_plots(2)
    desks.create("Other")
    desks.fit(500, 700)
    desks.switch("Main")
    assert desks.current.tree == down(tab("p1"), tab("p2"))


def test_on_an_arranged_desk_a_panel_goes_where_there_is_most_room() -> None:
    desks = with_plots(2)
    desks.fit(1600, 600)
    desks.resize((), (0.7, 0.3))
    desks.add(plot())
    assert panel_ids(desks.current.tree) == ("p1", "p3", "p2")
    desks.fit(500, 300)
    desks.add(plot())
    assert panel_ids(desks.current.tree)[-1] == "p4"


def test_a_panel_is_put_beside_another_or_along_a_side() -> None:
    desks = with_plots(1)
    desks.add(plot(), beside="p1", side="below")
    desks.add(plot(), side="left")
    assert panel_ids(desks.current.tree) == ("p3", "p1", "p2")
    desks.add(plot(), beside="gone")
    assert len(panel_ids(desks.current.tree)) == 4


def test_a_changed_panel_keeps_its_place_also_on_a_desk_behind() -> None:
    desks = with_plots(2)
    desks.create()
    desks.change("p1", plot("New"))
    desks.change("gone", plot("New"))
    assert desks.every[0].panels["p1"] == plot("New")
    assert desks.current.panels == {}


def test_a_panel_is_named_and_can_be_left_to_name_itself() -> None:
    desks = with_plots(1)
    desks.rename_panel("p1", " Prices ")
    assert desks.current.panels["p1"].title == "Prices"
    desks.rename_panel("p1", "")
    desks.rename_panel("gone", "x")
    assert desks.current.panels["p1"].title == ""


def test_a_double_stands_beside_the_original() -> None:
    desks = with_plots(1)
    assert desks.duplicate("p1") == "p2"
    assert desks.current.panels["p2"] == desks.current.panels["p1"]
    assert desks.duplicate("gone") is None


@pytest.mark.parametrize("arranged", [False, True])
def test_a_closed_panel_comes_back_where_it_was(arranged: bool) -> None:
    desks = with_plots(4)
    if arranged:
        desks.move("p4", beside="p1", side="tab")
    before = desks.current
    desks.close("p1")
    desks.close("gone")
    assert "p1" not in desks.current.panels
    assert desks.closed == ""
    assert desks.restore_closed() == "p1"
    assert desks.current.tree == before.tree
    assert list(desks.current.panels) == list(before.panels)
    assert desks.restore_closed() is None


def test_a_closed_panel_comes_back_also_when_all_else_has_changed() -> None:
    desks = with_plots(3)
    desks.tidy()
    desks.close("p2")
    desks.move("p3", beside="p1", side="left")
    desks.create("Other")
    assert desks.restore_closed() == "p2"
    assert desks.current.name == "Main"
    assert sorted(panel_ids(desks.current.tree)) == ["p1", "p2", "p3"]


def test_panels_come_back_in_the_reverse_order() -> None:
    desks = with_plots(3)
    before = desks.current.tree
    for panel in ("p1", "p2", "p3"):
        desks.close(panel)
    assert desks.current.tree is None
    assert [desks.restore_closed() for _ in range(3)] == ["p3", "p2", "p1"]
    assert desks.current.tree == before


def test_a_panel_of_a_removed_desk_comes_back_on_the_one_in_front() -> None:
    desks = with_plots(2)
    desks.create("Other")
    desks.switch("Main")
    desks.close("p1")
    desks.remove("Main")
    desks._closed.pop()
    assert desks.restore_closed() == "p1"
    assert (desks.current.name, list(desks.current.panels)) == ("Other", ["p1"])


def test_a_removed_desk_comes_back_where_it_was() -> None:
    desks = with_plots(2)
    desks.create("Other")
    before = desks.every
    desks.remove("Main")
    assert desks.closed == "Main"
    assert desks.restore_closed() == ""
    assert desks.every == before
    assert desks.current.name == "Main"


def test_a_panel_moves_to_another_desk() -> None:
    desks = with_plots(2)
    desks.create("Other")
    desks.switch("Main")
    desks.move_to("p1", "Other")
    desks.move_to("p2", "Main")
    desks.move_to("p2", "gone")
    assert [list(desk.panels) for desk in desks.every] == [["p2"], ["p1"]]
    assert desks.every[1].tree == tab("p1")


def test_a_panel_fills_the_desk_until_something_else_is_done() -> None:
    desks = with_plots(3)
    desks.zoom("p2")
    desks.zoom("gone")
    assert desks.zoomed == "p2"
    desks.close("p1")
    assert desks.zoomed == "p2"
    desks.close("p2")
    assert desks.zoomed is None
    desks.zoom("p3")
    desks.add(plot())
    assert desks.zoomed is None
    desks.zoom("p3")
    desks.switch(desks.create())
    assert desks.zoomed is None


def test_a_tab_brought_to_the_front_of_a_filled_desk_fills_it() -> None:
    desks = with_plots(2)
    desks.move("p2", beside="p1", side="tab")
    desks.zoom("p2")
    desks.bring_to_front("p1")
    assert desks.zoomed == "p1"


def test_tidying_makes_places_equal_and_leaves_tabs_together() -> None:
    desks = with_plots(3)
    desks.move("p3", beside="p1", side="tab")
    desks.resize((), (0.9, 0.1))
    desks.tidy()
    assert desks.current.tree == across(tab("p1", "p3", front=1), tab("p2"))


def test_nothing_is_done_to_an_empty_desk() -> None:
    desks = Desks()
    version = desks.version
    desks.move("p1", beside="p2", side="left")
    desks.resize((), (0.5, 0.5))
    desks.grow("p1", factor=2.0)
    desks.bring_to_front("p1")
    desks.tidy()
    assert desks.version == version
    assert desks.roomy_side("p1") == "right"


sides: st.SearchStrategy[Side] = st.sampled_from(["tab", "left", "right", "above", "below"])


class AnybodyAtWork(RuleBasedStateMachine):
    """Whatever is done in whatever order, every desk stays whole."""

    def __init__(self) -> None:
        super().__init__()
        self.desks = Desks()

    def pick(self, number: int) -> str:
        ids = list(self.desks.current.panels) or ["none"]
        return ids[number % len(ids)]

    @rule(beside=st.none() | st.integers(0, 9), side=st.none() | sides)
    def add(self, beside: int | None, side: Side | None) -> None:
        self.desks.add(TilesSpec(), beside=None if beside is None else self.pick(beside), side=side)

    @rule(panel=st.integers(0, 9))
    def close(self, panel: int) -> None:
        self.desks.close(self.pick(panel))

    @rule(panel=st.integers(0, 9), other=st.none() | st.integers(0, 9), side=sides)
    def move(self, panel: int, other: int | None, side: Side) -> None:
        self.desks.move(self.pick(panel), beside=None if other is None else self.pick(other), side=side)

    @rule(panel=st.integers(0, 9), factor=st.floats(0.5, 2.0))
    def grow(self, panel: int, factor: float) -> None:
        self.desks.grow(self.pick(panel), factor=factor)

    @rule(panel=st.integers(0, 9))
    def zoom_and_front(self, panel: int) -> None:
        self.desks.zoom(self.pick(panel))
        self.desks.bring_to_front(self.pick(panel + 1))

    @rule(act=st.sampled_from(["restore_closed", "reset", "tidy", "create"]))
    def act(self, act: str) -> None:
        getattr(self.desks, act)()

    @rule(place=st.integers(0, 9), act=st.sampled_from(["switch", "remove", "duplicate_desk"]))
    def act_on_desk(self, place: int, act: str) -> None:
        if len(self.desks.names) < 5 or act != "duplicate_desk":
            getattr(self.desks, act)(self.desks.names[place % len(self.desks.names)])

    @rule(panel=st.integers(0, 9), place=st.integers(0, 9))
    def send(self, panel: int, place: int) -> None:
        self.desks.move_to(self.pick(panel), self.desks.names[place % len(self.desks.names)])

    @rule(width=st.integers(0, 3000), height=st.integers(0, 2000))
    def fit(self, width: int, height: int) -> None:
        self.desks.fit(width, height)

    @invariant()
    def every_desk_is_whole(self) -> None:
        ids = [panel for desk in self.desks.every for panel in desk.panels]
        assert len(set(ids)) == len(ids)
        assert len(set(self.desks.names)) == len(self.desks.names)
        assert self.desks.zoomed is None or self.desks.zoomed in self.desks.current.panels
        for desk in self.desks.every:
            assert is_whole(desk.tree)
            assert sorted(panel_ids(desk.tree)) == sorted(desk.panels)


TestAnybodyAtWork = AnybodyAtWork.TestCase
TestAnybodyAtWork.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
