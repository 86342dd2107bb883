"""What a plot says of itself: its legend, its title, and its description for those who do not see it."""

import math

from PySide6.QtCore import QCoreApplication

from monitor.core.batch import SeriesKey
from monitor.ui.plots.canvas import PlotCanvas
from monitor.ui.plots.cursor_link import CursorLink
from monitor.workspace.derived import DERIVED
from monitor.workspace.plotting.curve_set import CurveSet
from monitor.workspace.plotting.framing import Framing
from monitor.workspace.plotting.gap_shades import GapShades
from monitor.workspace.plotting.naming import curve_names, plot_subtitle, plot_title
from monitor.workspace.plotting.readings import Reader
from monitor.workspace.plotting.time_ticks import clock
from monitor.workspace.wording import count
from monitor.workspace.workspace import Workspace

__all__ = ["PlotReading"]

_READABLE = 0.125
"""Seconds between two readings of the legend: nobody reads a number that changes more often."""
_SPOKEN = 1.0
"""Seconds between two changes of the description that screen readers are given."""


class PlotReading:
    """title, subtitle: what the plot is called where the user has not said so."""

    def __init__(
        self,
        workspace: Workspace,
        canvas: PlotCanvas,
        link: CursorLink,
        *,
        curves: CurveSet,
        framing: Framing,
        gaps: GapShades,
    ) -> None:
        self._workspace = workspace
        self._canvas = canvas
        self._link = link
        self._curves = curves
        self._framing = framing
        self._gaps = gaps
        self._reader = Reader(workspace.unit, self._is_open)
        self._names: list[str] = []
        self._keys: list[SeriesKey] = []
        self._named_at = -1
        self._read_at = self._spoken_at = -math.inf
        self._turn = id(self) // 64 % 16 / 16.0
        self.title = self.subtitle = ""

    @property
    def names(self) -> list[str]:
        """What the curves are called, in their order."""
        return self._names

    @property
    def wanting(self) -> str:
        """What is said in place of curves while those there are have nothing to draw."""
        return QCoreApplication.translate("PlotReading", "Waiting for the first numbers")

    def said(self, key: SeriesKey, value: float) -> str:
        """A value of a series as the legend writes it."""
        return self._reader.said(key, value)

    def rename(self) -> bool:
        """Name curves and plot anew where feeds or curves have come or gone; tells whether the title has changed."""
        if self._workspace.version == self._named_at:
            return False
        self._named_at = self._workspace.version
        keys = self._keys = [curve.key for curve in self._curves.curves]
        names = curve_names(keys, self._name_of)
        both = len({curve.left for curve in self._curves.curves}) > 1
        mark = QCoreApplication.translate("PlotReading", "left")
        self._names = [
            f"{name} ({mark})" if both and curve.left else name
            for name, curve in zip(names, self._curves.curves, strict=True)
        ]
        before = self.title, self.subtitle
        untitled = QCoreApplication.translate("PlotReading", "Plot")
        self.title = plot_title(keys, self._name_of, streams_of=self._streams_of) or untitled
        self.subtitle = plot_subtitle(keys, names)
        return before != (self.title, self.subtitle)

    def forget(self) -> None:
        """Name everything anew with the next `rename`."""
        self._named_at = -1
        self.hurry()

    def hurry(self) -> None:
        """Read with the next frame."""
        self._read_at = -math.inf

    def due(self, now: float) -> bool:
        """Whether what is said should be brought up to date: a few times a second, and at once under the mouse."""
        return now - self._read_at >= _READABLE or (self._link.own and self._link.moved)

    def read(self, now: float) -> bool:
        """Bring the legend up to date; tells whether anything has changed."""
        # The plots of a desk are made together, but should not all read in the same frame.
        early = self._turn * _READABLE if math.isinf(self._read_at) else 0.0
        self._read_at, self._link.moved = now - early, False
        readings = self._reader.read(
            self._curves, self._names, framing=self._framing, gaps=self._gaps, at=self._link.time
        )
        changed = self._canvas.legend.set_readings(readings, self._more())
        if changed:
            self._canvas.draw_legend()
        if changed and (now - self._spoken_at >= _SPOKEN or self._link.own):
            self._spoken_at = now
            self._canvas.setAccessibleDescription(self._description())
        return changed

    def _description(self) -> str:
        text = self._canvas.legend.text
        if self._link.time is not None:
            at = clock(self._link.time, 0.001, zone=self._canvas.times.zone)
            text = f"{at}: {text}"
        if self._canvas.marks.measure is not None:
            text = f"{text}; {', '.join(self._canvas.marks.measure_words)}"
        keys = QCoreApplication.translate(
            "PlotReading",
            "Arrows pan and zoom, Ctrl with arrows reads sample by sample, Menu offers everything else",
        )
        return f"{text}. {keys}" if text else keys

    def _more(self) -> str:
        """How many keys of the stream are not shown."""
        sources = self._curves.sources
        if len(sources) != 1 or sources[0].rows is None:
            return ""
        keys, shown = len(sources[0].rows.keys), len({key.key for key in self._keys})
        said = QCoreApplication.translate("PlotReading", "%1 of %2 keys")
        return said.replace("%1", str(shown)).replace("%2", count(keys)) if 0 < shown < keys else ""

    def _name_of(self, feed: str) -> str:
        if feed == DERIVED:
            return QCoreApplication.translate("PlotReading", "Formulas")
        view = self._workspace.feed(feed)
        return feed if view is None else view.name

    def _streams_of(self, feed: str) -> int:
        view = self._workspace.feed(feed)
        return 1 if view is None else len(view.profile.stream)

    def _is_open(self, feed: str) -> bool:
        return feed == DERIVED or self._workspace.feed(feed) is not None
