"""Keeps the desk in step with the planner: each new stream gets a plot, until the user says otherwise."""

from typing import NamedTuple, Protocol

import msgspec

from monitor.workspace.desk.arranging import with_panel, without_panel
from monitor.workspace.desk.desk import Desk
from monitor.workspace.desk.desks import Desks
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.feed_view import FeedView
from monitor.workspace.panel_plan import PanelPlan
from monitor.workspace.panels import Panels
from monitor.workspace.settings.keeper import SettingsKeeper

__all__ = ["Followed", "Following", "plot_of"]


class Followed(Protocol):
    """What of a workspace is followed. version: grows when feeds come and go."""

    version: int
    panels: Panels
    desks: Desks
    settings: SettingsKeeper

    @property
    def feeds(self) -> tuple[FeedView, ...]: ...


_MOST_LEFT = 8
"""Feeds that have gone and may come back to where their panels were."""


def plot_of(plan: PanelPlan) -> PlotSpec:
    """The panel that a plan asks for."""
    curves = tuple(Curve(series) for series in plan.series)
    return PlotSpec(title=plan.title, curves=curves, window_seconds=plan.window_seconds)


class _Leave(NamedTuple):
    """A desk before and after the panels of a feed went."""

    before: Desk
    after: Desk


class Following:
    """`follow` is cheap when nothing has changed, so that it can be called in every frame.

    A stream that has had its panel, on whatever desk, is not given another, also when the user has closed it. While
    nobody has made it his own, a panel grows with its plan and goes with its feed.
    """

    def __init__(self, workspace: Followed) -> None:
        self._workspace = workspace
        self._seen: tuple[int, ...] = ()
        self._feeds: frozenset[str] = frozenset()
        self._made: set[str] = set()
        self._left: dict[str, tuple[_Leave, ...]] = {}

    def follow(self) -> None:
        """Make, change and take away panels as plans, feeds and settings now say."""
        workspace = self._workspace
        seen = (workspace.version, workspace.panels.version, workspace.settings.version)
        if seen == self._seen:
            return
        self._seen = seen
        feeds = frozenset(view.feed for view in workspace.feeds)
        gone, back = self._feeds - feeds, feeds - self._feeds
        self._feeds = feeds
        for feed in sorted(gone):
            self._let_go(feed)
        for feed in sorted(back):
            self._take_back(feed)
        planned = {stream for desk in workspace.desks.every for stream in desk.planned}
        for plan in workspace.panels.plans:
            if plan.feed not in feeds:
                # It is on trial, or hidden until it is closed.
                continue
            if (plan.feed, plan.stream) in planned:
                self._grow(plan)
            elif workspace.settings.now.plot_automatically:
                self._make(plan)

    def _make(self, plan: PanelPlan) -> None:
        desks = self._workspace.desks
        panel = desks.new_id()
        self._made.add(panel)
        stream = (plan.feed, plan.stream)
        desks.put(with_panel(desks.current, panel, plot_of(plan), room=desks.room, stream=stream))

    def _grow(self, plan: PanelPlan) -> None:
        desks = self._workspace.desks
        for desk in desks.every:
            for panel, stream in desk.automatic.items():
                if stream == (plan.feed, plan.stream):
                    desks.put(self._grown(desk, panel, plan))

    def _grown(self, desk: Desk, panel: str, plan: PanelPlan) -> Desk:
        spec = desk.panels[panel]
        if not isinstance(spec, PlotSpec):
            return desk
        had = [curve.series for curve in spec.curves]
        # A panel of an earlier run may hold more than its stream has shown so far in this one.
        if tuple(had) == plan.series or (panel not in self._made and not set(had) <= set(plan.series)):
            return desk
        new = msgspec.structs.replace(spec, curves=plot_of(plan).curves)
        return msgspec.structs.replace(desk, panels={**desk.panels, panel: new})

    def _let_go(self, feed: str) -> None:
        leaves = []
        desks = self._workspace.desks
        for desk in desks.every:
            planned = tuple(stream for stream in desk.planned if stream[0] != feed)
            less = desk if planned == desk.planned else msgspec.structs.replace(desk, planned=planned)
            for panel, (of, _) in desk.automatic.items():
                if of == feed:
                    less = without_panel(less, panel, room=desks.room)
            if less is not desk:
                desks.put(less)
                leaves.append(_Leave(desk, less))
        self._left[feed] = tuple(leaves)
        while len(self._left) > _MOST_LEFT:
            del self._left[next(iter(self._left))]

    def _take_back(self, feed: str) -> None:
        """A feed whose removal was undone finds its panels where they were, on desks that have not changed since."""
        desks = self._workspace.desks
        for leave in self._left.pop(feed, ()):
            if any(desk is leave.after for desk in desks.every):
                desks.put(leave.before)
