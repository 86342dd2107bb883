"""What panels with a chart have in common: when they work out anew, what they are called, how series come in."""

import math
import time
from collections.abc import Callable, Sequence
from datetime import UTC, tzinfo

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.store.rows import StreamRows
from monitor.ui.charts.chart import Chart
from monitor.ui.charts.chips import ChipRow
from monitor.ui.charts.prompt import Prompt
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.theme import Theme
from monitor.workspace.wording import duration

__all__ = ["SPANS", "ChartPanel", "span_choices"]

SPANS = (10.0, 60.0, 300.0, 900.0, 3600.0, 21_600.0)
"""Seconds a chart can look back at a click."""

_UNCHANGED = 1.0
"""Seconds between two refreshes while nothing has come: what is old leaves all the same."""
_AHEAD = 60.0
"""Seconds a clock may be ahead of ours: what comes from further off is no reason to look there."""
_TENTH, _LONGEST = 10.0, 1.0
_CATCHING_UP = 0.1
"""Seconds between two refreshes until all there is has been read."""
_SPOKEN = 1.0
"""Seconds between two changes of the description that screen readers are given."""


class ChartPanel(PanelView):
    """A subclass says what it is made from (`sources`) and works it out (`work_out`), at most every `interval` seconds.

    chips: those of the head, which a subclass fills. chart: the one that is shown.
    """

    def __init__(
        self,
        context: PanelContext,
        chart: Chart,
        *,
        interval: float,
        chips: ChipRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.context = context
        self.chart = chart
        self.chips = ChipRow() if chips is None else chips
        self.controls = self.chips
        self._theme = context.theme
        self._interval = interval
        self._end: float | None = None
        self._worked_at = self._spoken_at = -math.inf
        self._versions: tuple[int, ...] = ()
        self._complete = False
        self._breath = 0.0
        self._texts = ("", "")
        self._chooser: SeriesChooser | None = None
        self._taker: Callable[[SeriesKey], None] = self._take_one
        self._prompt = Prompt(self.tr("Drop a series here, or choose one"), self.tr("Choose a series"), parent=self)
        self._prompt.asked.connect(self._prompted)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(chart)
        self._stack.addWidget(self._prompt)
        self.setFocusProxy(chart)

    # --- for subclasses -------------------------------------------------------------------------------------------

    @property
    def sources(self) -> Sequence[SeriesKey]:
        """The series it is made from; empty while it has none to show."""
        raise NotImplementedError

    def work_out(self, now: float, end: float) -> bool:
        """Work out and show what stands at `end`; tells whether all there is has been taken into account."""
        raise NotImplementedError

    def describe(self) -> str:
        """What is shown, in words, for those who do not see it."""
        return ""

    def shown_anew(self) -> None:
        """The spec has changed, so all is to be worked out with the next frame."""
        self._worked_at = -math.inf
        self._versions = ()
        self._stack.setCurrentWidget(self.chart if self.sources else self._prompt)

    def use_chart(self, chart: Chart) -> None:
        """Show another chart than before."""
        if self._stack.indexOf(chart) < 0:
            self._stack.addWidget(chart)
        chart.setAccessibleName(self.title)
        self.chart = chart
        self.setFocusProxy(chart)

    def call_it(self, title: str, subtitle: str) -> None:
        """Put these into the head."""
        if (title, subtitle) != self._texts:
            if title != self._texts[0]:
                self.chart.setAccessibleName(title)
            self._texts = (title, subtitle)
            self.texts_changed.emit()

    def choose(self, taker: Callable[[SeriesKey], None], at: QPoint) -> None:
        """Let the user choose a series, at a point of the screen; `taker` is told each."""
        if self._chooser is None:
            self._chooser = SeriesChooser(self.context.workspace, self._theme, parent=self)
            self._chooser.chosen.connect(self._chosen)
        self._taker = taker
        self._chooser.popup(at)

    @property
    def zone(self) -> tzinfo | None:
        """The time zone times are written in; None is the machine's own."""
        return UTC if self.context.workspace.settings.now.time_zone == "utc" else None

    def unit(self, series: SeriesKey) -> str:
        """The unit of a series, "" where none is known."""
        return self.context.workspace.unit(series)

    def newest(self, series: SeriesKey) -> float:
        """The time of the newest row of a series; minus infinity before the first."""
        rows = self._rows(series)
        time = math.nan if rows is None else rows.last(series.key, series.column)[0]
        return -math.inf if math.isnan(time) else time

    # --- a panel --------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return self._texts[0]

    @property
    def subtitle(self) -> str:
        return self._texts[1]

    def fit_controls(self, room: int) -> None:
        self.chips.fit(room)

    def frame(self, now: float) -> bool:
        since = now - self._worked_at
        pause = max(self._interval, self._breath) if self._complete else min(self._interval, _CATCHING_UP)
        if 0.0 <= since < pause or not self.sources:
            return False
        versions = tuple(rows.version if rows is not None else -1 for rows in map(self._rows, self.sources))
        same = versions == self._versions and self._complete
        if same and (self._end is not None or 0.0 <= since < _UNCHANGED) and since < math.inf:
            return False
        self._worked_at, self._versions = now, versions
        started = time.perf_counter()
        self._complete = self.work_out(now, self._moment(now))
        # What costs much is done less often, so that no panel takes more than a tenth of the time of all.
        cost = time.perf_counter() - started + self.chart.cost
        self._breath = min(_LONGEST, _TENTH * cost)
        if abs(now - self._spoken_at) >= _SPOKEN and not self.chart.hasFocus():
            self._spoken_at = now
            self.chart.setAccessibleDescription(self.describe())
        return True

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.chart.set_theme(theme)
        if self._chooser is not None:
            self._chooser.set_theme(theme)

    def look_at(self, end: float | None) -> None:
        if end != self._end:
            self._end = end
            self._worked_at = -math.inf

    def take_series(self, series: Sequence[SeriesKey]) -> bool:
        for each in series:
            self._take_one(each)
        return bool(series)

    def menu_actions(self) -> Sequence[QAction]:
        return self.chips.actions_of()

    def let_go(self) -> None:
        if self._chooser is not None:
            self._chooser.close()

    def _take_one(self, series: SeriesKey) -> None:
        """One series more, or another one."""
        raise NotImplementedError

    def _moment(self, now: float) -> float:
        """The end of what is looked at: as told, or now, or the newest sample where its clock is somewhat ahead."""
        if self._end is not None:
            return self._end
        newest = max((self.newest(each) for each in self.sources), default=-math.inf)
        return newest if now < newest < now + _AHEAD else now

    def _rows(self, series: SeriesKey) -> StreamRows | None:
        return self.context.workspace.store.stream(series.feed, series.stream)

    @Slot(object)
    def _chosen(self, series: SeriesKey) -> None:
        self._taker(series)

    @Slot(QPoint)
    def _prompted(self, at: QPoint) -> None:
        self.choose(self._take_one, at)


def span_choices() -> list[tuple[object, str]]:
    """The spans, for a chip."""
    return [(seconds, duration(seconds)) for seconds in SPANS]
