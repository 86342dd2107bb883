"""From what there is to see to what the canvas is told, frame by frame."""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC

from monitor.ui.plots.canvas import PlotCanvas
from monitor.ui.plots.gap_notes import NOTES_HEIGHT
from monitor.workspace.feed_view import FeedView
from monitor.workspace.plotting.curve_set import Curve, CurveSet
from monitor.workspace.plotting.framing import Framing
from monitor.workspace.plotting.gap_shades import GapShades
from monitor.workspace.plotting.view import View
from monitor.workspace.workspace import Workspace

__all__ = ["Exposure"]

_SAME_COLUMN = 1.0 / 15.0
"""Seconds between two drawings of a column that is not complete yet."""


class Exposure:
    """Gathers what has changed and has it drawn."""

    def __init__(
        self, workspace: Workspace, canvas: PlotCanvas, *, curves: CurveSet, framing: Framing, gaps: GapShades
    ) -> None:
        self._workspace = workspace
        self._canvas = canvas
        self._curves = curves
        self._framing = framing
        self._gaps = gaps
        self._settings_version = -1
        self._sources: Mapping[tuple[str, str], Sequence[FeedView]] = {}
        self._feeds_at = (-1, -1, -1)
        self._shaded_at: object = None
        self._shown: Sequence[Curve] = ()
        self._dirty_from = math.inf
        self._drawn_at = -math.inf

    def follow_settings(self) -> None:
        """Write times in the zone the user has chosen."""
        settings = self._workspace.settings
        if settings.version != self._settings_version:
            self._settings_version = settings.version
            zone = UTC if settings.now.time_zone == "utc" else None
            self._canvas.times.zone = self._canvas.crosshair.zone = zone
            self.draw_anew()

    def draw_anew(self) -> None:
        """Something else is looked at: draw all of it with the next frame."""
        self._drawn_at = -math.inf
        self._canvas.redraw()

    def take(self, changed_from: float) -> None:
        """All from `changed_from` on has changed; look whether gaps have."""
        self._dirty_from = min(self._dirty_from, changed_from)
        if self._shade():
            # A line that a gap breaks may have begun long before it.
            self._dirty_from = -math.inf

    def judge(self, now: float) -> None:
        """See how curves are to be drawn; a few times a second is enough."""
        framing, width = self._framing, max(1, self._canvas.plot_rect.width())
        if self._curves.judge(now, end=framing.end, seconds=framing.seconds, width=width):
            self._shown = ()
            self._canvas.redraw()

    def expose(self, now: float) -> bool:
        """Draw what is new; tells whether anything was."""
        framing, canvas = self._framing, self._canvas
        shown = canvas.scale_shown
        still = shown is not None and shown.column(framing.end) == shown.first + shown.columns - 1
        if still and framing.live and 0.0 <= now - self._drawn_at < _SAME_COLUMN:
            return False
        if canvas.layer.fine == framing.live:
            canvas.layer.fine = not framing.live
            canvas.redraw()
        if self._curves.shown is not self._shown:
            self._shown = self._curves.shown
            canvas.layer.show(self._shown)
        drawn = canvas.expose(self._view(now))
        self._dirty_from, self._drawn_at = math.inf, now
        return drawn

    def _view(self, now: float) -> View:
        framing, above = self._framing, 0.0
        if self._gaps.common and self._gaps.within(framing.end - framing.seconds, framing.end):
            # Room for the notes of gaps, so that none is written over a curve.
            above = NOTES_HEIGHT / max(self._canvas.plot_rect.height() - NOTES_HEIGHT, NOTES_HEIGHT)
        left = self._curves.any_left
        right = framing.right if not left or self._curves.any_right else framing.left
        return View(
            framing.end,
            framing.seconds,
            right=right.shown(above=above),
            left=framing.left.shown(above=above) if left and right is framing.right else None,
            dirty_from=self._dirty_from,
            edge=now + framing.offset,
            now=now,
        )

    def _shade(self) -> bool:
        """Take over the gaps of the feeds that are open; tells whether any has changed."""
        at = (self._workspace.version, self._workspace.derived.version, self._curves.version)
        if at != self._feeds_at:
            self._feeds_at = at
            self._sources = {
                (source.feed, source.stream): views
                for source in self._curves.sources
                if (views := self._workspace.sources_of(source.feed, source.stream))
            }
        versions = [view.version for views in self._sources.values() for view in views]
        stamp = (at, self._framing.offset if self._gaps.any else 0.0, versions)
        if stamp == self._shaded_at:
            return False
        self._shaded_at = stamp
        seconds = self._framing.seconds
        return self._gaps.update(
            {
                origin: ([gap for view in views for gap in view.gaps], self._curves.offset(seconds, feed=origin[0]))
                for origin, views in self._sources.items()
            }
        )
