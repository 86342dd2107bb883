"""The line along the bottom: how the feeds are, how much comes, and how well the window keeps up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from monitor.core.state import FeedState
from monitor.ui.fonts import text_font
from monitor.ui.state_mark import StateMark
from monitor.ui.theme import Theme
from monitor.workspace.status_view import StatusView
from monitor.workspace.wording import count, size

__all__ = ["StatusLine"]

_HEIGHT = 26


class StatusLine(QWidget):
    """Numbers that change a few times a second; what is zero and would only be noise is left out."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(self.tr("Status"))
        self._live = _Count(FeedState.LIVE, theme)
        self._starting = _Count(FeedState.CONNECTING, theme)
        self._silent = _Count(FeedState.STALE, theme, level="warn")
        self._retrying = _Count(FeedState.WAITING, theme)
        self._needs_you = _Count(FeedState.NEEDS_ATTENTION, theme, level="bad")
        self._counts = (self._live, self._starting, self._silent, self._retrying, self._needs_you)
        self._engine = _figure(level="warn")
        self._rate, self._frames, self._lost, self._held = (_figure() for _ in range(4))
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Restyle the marks."""
        for part in self._counts:
            part.set_theme(theme)

    def show_status(self, status: StatusView, *, frames: str) -> None:
        """Show these numbers. `frames`: the window's own rate in words."""
        self._live.put(status.live, self.tr("%n live", "", status.live))
        self._starting.put(status.starting, self.tr("%n connecting", "", status.starting))
        self._silent.put(status.silent, self.tr("%n silent", "", status.silent))
        self._retrying.put(status.retrying, self._retry_words(status))
        self._needs_you.put(status.needs_you, self._needs_words(status.needs_you))
        _put(self._engine, self.tr("the engine is not running") if status.engine_down else "")
        _put(self._rate, self.tr("%1 msg/s").replace("%1", count(round(status.rate))))
        _put(self._frames, frames)
        _put(self._lost, self.tr("%1 dropped").replace("%1", count(status.dropped)))
        _put(self._held, self.tr("%1 in memory").replace("%1", size(status.held)))
        self._held.setToolTip(self._evicted_words(status))

    def _needs_words(self, number: int) -> str:
        return self.tr("1 needs you") if number == 1 else self.tr("%n need you", "", number)

    def _retry_words(self, status: StatusView) -> str:
        words = self.tr("%n retrying", "", status.retrying)
        if status.next_retry is None or status.next_retry < 0.5:
            return words
        return self.tr("%1 in %2 s").replace("%1", words).replace("%2", f"{max(1, round(status.next_retry))}")

    def _evicted_words(self, status: StatusView) -> str:
        if not status.evicted:
            return self.tr("Rows kept in memory for the plots")
        return self.tr("Rows kept in memory for the plots; %1 older ones were let go").replace(
            "%1", count(status.evicted)
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 14, 0)
        row.setSpacing(18)
        for part in self._counts:
            row.addWidget(part)
        row.addWidget(self._engine)
        row.addStretch()
        for figure in (self._rate, self._frames, self._lost, self._held):
            row.addWidget(figure)


class _Count(QWidget):
    """A state's shape and how many feeds are in it; hidden while there are none."""

    def __init__(self, state: FeedState, theme: Theme, *, level: str = "muted") -> None:
        super().__init__()
        self._mark = StateMark(state, theme)
        self._label = _figure(level=level)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self._label)
        self.hide()

    def put(self, number: int, words: str) -> None:
        """Show `words`, or nothing where the number is 0."""
        _put(self._label, words)
        self.setVisible(number > 0)

    def set_theme(self, theme: Theme) -> None:
        """Restyle the mark."""
        self._mark.set_theme(theme)


def _figure(*, level: str = "muted") -> QLabel:
    label = QLabel()
    label.setFont(text_font(12))
    label.setProperty("level", level)
    return label


def _put(label: QLabel, text: str) -> None:
    """Set a label's text only when it differs: setting it lays out the whole line again."""
    if label.text() != text:
        label.setText(text)
