"""A live plot of what is being added: the column the user is at, or the one worth watching most."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.panels import making
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.ui.theme import Theme
from monitor.workspace.adding.preview_plan import preview_series
from monitor.workspace.desk.specs.plot import Curve, PlotSpec

__all__ = ["Preview"]

_LEAST = 120
"""Pixels below which there is no room for a plot."""
_WINDOWS = (10.0, 30.0, 60.0)
"""Seconds shown: at first few, so that what has come can be seen, and more when there is more."""


class Preview(QWidget):
    """titled(words): what is drawn has changed, such as "price, by key"."""

    titled = Signal(str)

    def __init__(self, context: PanelContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._panel: PanelView | None = None
        self._at = ("", 0)
        self._series: tuple[SeriesKey, ...] = ()
        self._window = 0.0
        self._words = QLabel(self.tr("What comes is plotted here, as soon as there are numbers."))
        self._words.setProperty("level", "muted")
        self._words.setWordWrap(True)
        self._words.setContentsMargins(12, 10, 12, 10)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(160)

    @property
    def series(self) -> Sequence[SeriesKey]:
        """What is drawn."""
        return self._series

    def follow(self, feed: str, *, rereads: int, stream: str = "", column: str = "") -> None:
        """Draw the feed's most telling series, or those of one column. rereads: rows from before are no more."""
        if (feed, rereads) != self._at:
            self._at = feed, rereads
            self.let_go()
        view = self._context.workspace.feed(feed)
        if view is None:
            return
        series = preview_series(
            self._context.workspace.store,
            view.profile,
            feed,
            stream=stream,
            column=column,
            before=self._series,
        )
        since = 0.0 if view.connection is None else view.connection.at
        window = _window(self._context.workspace.wall() - since)
        if series and (series, window) != (self._series, self._window):
            self._series, self._window = series, window
            curves = tuple(Curve(each) for each in series)
            self._show(PlotSpec(title=view.name, curves=curves, window_seconds=window))
            keyed = any(each.key for each in series)
            words = self.tr("%1, by key") if keyed else "%1"
            self.titled.emit(words.replace("%1", ", ".join(dict.fromkeys(each.column for each in series))))

    def frame(self, now: float) -> bool:
        """Draw what is new at `now` (wall seconds)."""
        panel = self._panel
        # A plot that has just been made has its size with the next turn of the event loop.
        return panel is not None and panel.width() >= _LEAST and panel.isVisible() and panel.frame(now)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours, also what is made later."""
        self._context = PanelContext(self._context.workspace, theme, self._context.cursor)
        if self._panel is not None:
            self._panel.set_theme(theme)

    def let_go(self) -> None:
        """Take the plot away."""
        self._series = ()
        if self._panel is not None:
            self._panel.let_go()
            self._column.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
            self._words.show()
            self.titled.emit("")

    def _show(self, spec: PlotSpec) -> None:
        if self._panel is None:
            # The controls of a panel on the desk are of no use here: nothing of this one is kept.
            self._panel = making.plot(self._context, spec)
            if self._panel.controls is not None:
                self._panel.controls.hide()
            self._words.hide()
            self._column.addWidget(self._panel)
        else:
            self._panel.set_spec(spec)


def _window(seconds: float) -> float:
    """The least window that holds what came in so many seconds; the last one of all where none does."""
    return next((window for window in _WINDOWS if seconds <= window), _WINDOWS[-1])
