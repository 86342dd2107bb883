"""The desk follows the planner."""

from dataclasses import dataclass, field

import msgspec
import pytest

from monitor.core.batch import SeriesKey
from monitor.feed.profile import Profile
from monitor.workspace.desk.desks import Desks
from monitor.workspace.desk.following import Following
from monitor.workspace.desk.saving import desks_from, desks_to
from monitor.workspace.desk.specs.plot import PlotSpec, Threshold
from monitor.workspace.feed_view import FeedView
from monitor.workspace.panel_plan import PanelPlan
from monitor.workspace.settings.keeper import SettingsKeeper


@dataclass
class Planner:
    """Plans a test puts there."""

    plans: tuple[PanelPlan, ...] = ()
    version: int = 0


@dataclass
class Floor:
    """What of a workspace is followed."""

    desks: Desks = field(default_factory=Desks)
    panels: Planner = field(default_factory=Planner)
    settings: SettingsKeeper = field(default_factory=SettingsKeeper)
    feeds: tuple[FeedView, ...] = ()
    version: int = 0

    def __post_init__(self) -> None:
        self.following = Following(self)  # type: ignore[arg-type]

    def plan(self, feed: str, *keys: str, stream: str = "trades") -> None:
        """The planner has this plan for a stream now; the feed is open."""
        if feed not in {view.feed for view in self.feeds}:
            self.feeds += (FeedView(feed, Profile(name=feed, address="wss://example.net"), opened=0.0),)
            self.version += 1
        series = tuple(SeriesKey(feed, stream, key, "price") for key in keys)
        plan = PanelPlan(feed.title(), "", feed, stream, series)
        others = tuple(old for old in self.panels.plans if (old.feed, old.stream) != (feed, stream))
        self.panels.plans = (*others, plan)
        self.panels.version += 1
        self.following.follow()

    def close(self, feed: str) -> None:
        self.feeds = tuple(view for view in self.feeds if view.feed != feed)
        self.panels.plans = tuple(plan for plan in self.panels.plans if plan.feed != feed)
        self.panels.version += 1
        self.version += 1
        self.following.follow()

    def reopen(self, feed: str) -> None:
        """The feed is in the list again, before anything has come of it."""
        self.feeds += (FeedView(feed, Profile(name=feed, address="wss://example.net"), opened=0.0),)
        self.version += 1
        self.following.follow()

    def shown(self) -> dict[str, list[str]]:
        """The keys of every plot on the desk in front, by its title."""
        return {
            spec.title: [curve.series.key for curve in spec.curves]
            for spec in self.desks.current.panels.values()
            if isinstance(spec, PlotSpec)
        }


@pytest.fixture
def floor() -> Floor:
    return Floor()


def test_each_new_stream_gets_a_plot(floor: Floor) -> None:
    floor.plan("market", "BTC")
    floor.plan("sensors", "a", "b")
    assert floor.shown() == {"Market": ["BTC"], "Sensors": ["a", "b"]}


def test_a_plan_that_grows_takes_its_plot_with_it(floor: Floor) -> None:
    floor.plan("market", "BTC")
    floor.plan("market", "ETH", "BTC")
    assert floor.shown() == {"Market": ["ETH", "BTC"]}
    assert list(floor.desks.current.panels) == ["p1"]


def test_a_plot_the_user_has_made_his_own_stays_as_it_is(floor: Floor) -> None:
    floor.plan("market", "BTC")
    spec = floor.desks.current.panels["p1"]
    floor.desks.change("p1", msgspec.structs.replace(spec, thresholds=(Threshold(1.0),)))
    floor.plan("market", "BTC", "ETH")
    assert floor.shown() == {"Market": ["BTC"]}
    floor.close("market")
    assert floor.shown() == {"Market": ["BTC"]}


def test_looking_back_further_does_not_make_a_plot_ones_own(floor: Floor) -> None:
    floor.plan("market", "BTC")
    spec = floor.desks.current.panels["p1"]
    floor.desks.change("p1", msgspec.structs.replace(spec, window_seconds=3600.0))
    floor.plan("market", "BTC", "ETH")
    new = floor.desks.current.panels["p1"]
    assert isinstance(new, PlotSpec)
    assert (len(new.curves), new.window_seconds) == (2, 3600.0)
    floor.close("market")
    assert floor.shown() == {}


def test_a_closed_plot_is_not_made_again(floor: Floor) -> None:
    floor.plan("market", "BTC")
    floor.desks.close("p1")
    floor.plan("market", "BTC", "ETH")
    assert floor.shown() == {}


def test_a_feed_opened_again_gets_a_plot_again(floor: Floor) -> None:
    floor.plan("market", "BTC")
    floor.close("market")
    assert floor.shown() == {}
    floor.plan("market", "BTC")
    assert floor.shown() == {"Market": ["BTC"]}


def test_a_feed_that_goes_leaves_the_others_and_what_the_user_made(floor: Floor) -> None:
    floor.plan("market", "BTC")
    floor.plan("sensors", "a")
    floor.desks.add(PlotSpec(title="Mine"))
    floor.close("market")
    assert set(floor.shown()) == {"Sensors", "Mine"}


def test_plots_come_only_where_they_are_wanted(floor: Floor) -> None:
    floor.settings.change(plot_automatically=False)
    floor.plan("market", "BTC")
    assert floor.shown() == {}
    floor.settings.change(plot_automatically=True)
    floor.following.follow()
    assert floor.shown() == {"Market": ["BTC"]}


def test_a_stream_gets_its_plot_on_the_desk_in_front_and_on_no_other(floor: Floor) -> None:
    floor.plan("market", "BTC")
    floor.desks.create("Other")
    floor.plan("sensors", "a")
    assert set(floor.shown()) == {"Sensors"}
    floor.plan("market", "BTC", "ETH")
    floor.close("sensors")
    assert floor.shown() == {}
    floor.desks.switch("Main")
    assert floor.shown() == {"Market": ["BTC", "ETH"]}


def test_a_restored_plot_keeps_its_curves_while_its_stream_begins_anew(floor: Floor) -> None:
    floor.plan("market", "BTC", "ETH")
    desks, _ = desks_from(desks_to(floor.desks))
    again = Floor(desks=desks)
    again.following.follow()
    again.plan("market", "ETH")
    assert again.shown() == {"Market": ["BTC", "ETH"]}
    again.plan("market", "BTC", "ETH", "SOL")
    assert again.shown() == {"Market": ["BTC", "ETH", "SOL"]}
    again.close("market")
    assert again.shown() == {}


def test_a_plot_moved_to_another_desk_still_goes_with_its_feed(floor: Floor) -> None:
    floor.plan("market", "BTC")
    floor.desks.create("Other")
    floor.desks.switch("Main")
    floor.desks.move_to("p1", "Other")
    floor.close("market")
    assert [dict(desk.panels) for desk in floor.desks.every] == [{}, {}]


def test_nothing_is_done_while_nothing_changes(floor: Floor) -> None:
    floor.plan("market", "BTC")
    version = floor.desks.version
    floor.following.follow()
    floor.plan("market", "BTC")
    assert floor.desks.version == version


def test_a_feed_that_is_not_in_the_list_gets_no_plot(floor: Floor) -> None:
    floor.plan("market", "BTC")
    series = (SeriesKey("trial", "trades", "A", "price"),)
    floor.panels.plans += (PanelPlan("Trial", "", "trial", "trades", series),)
    floor.panels.version += 1
    floor.following.follow()
    assert set(floor.shown()) == {"Market"}


def test_a_feed_whose_removal_is_undone_finds_its_plots_where_they_were(floor: Floor) -> None:
    floor.plan("market", "BTC")
    floor.plan("sensors", "a")
    floor.desks.move("p1", beside="p2", side="below")
    before = floor.desks.current
    floor.close("market")
    floor.reopen("market")
    assert floor.desks.current == before
    floor.plan("market", "BTC")
    assert floor.desks.current == before


def test_a_desk_that_was_changed_meanwhile_is_left_as_it_is(floor: Floor) -> None:
    floor.plan("market", "BTC")
    floor.plan("sensors", "a")
    floor.close("market")
    floor.desks.close("p2")
    floor.reopen("market")
    assert floor.shown() == {}
    floor.plan("market", "BTC")
    assert floor.shown() == {"Market": ["BTC"]}


def test_few_feeds_that_have_gone_are_remembered(floor: Floor) -> None:
    for number in range(20):
        floor.plan(f"feed{number}", "a")
        floor.close(f"feed{number}")
    assert len(floor.following._left) <= 8
