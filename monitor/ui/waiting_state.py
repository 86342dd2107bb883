"""What stands in the middle while feeds are open and nothing has come of them: how each of them is, in full."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from monitor.core.state import FeedState
from monitor.ui.fonts import text_font
from monitor.ui.state_mark import StateMark
from monitor.ui.theme import Theme
from monitor.workspace.feed_view import FeedLine
from monitor.workspace.workspace import Workspace

__all__ = ["WaitingState"]

_TEXT_WIDTH = 420
_MOST = 6
"""Feeds told of in full; the list at the left has all."""


class WaitingState(QWidget):
    """Brought up to date by `refresh`, a few times a second."""

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        title = QLabel(self.tr("Waiting for the first numbers"))
        title.setFont(text_font(15, weight=QFont.Weight.DemiBold))
        self._feeds = [_Feed(theme) for _ in range(_MOST)]
        self._more = QLabel()
        self._more.setProperty("level", "muted")
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(title)
        for feed in self._feeds:
            column.addWidget(feed)
        column.addWidget(self._more)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch()
        row.addLayout(column)
        row.addStretch()

    def refresh(self) -> None:
        """Say of each feed how it is now."""
        views = self._workspace.feeds
        lines = [self._workspace.line(view.feed) for view in views[:_MOST]]
        for place, feed in enumerate(self._feeds):
            feed.show_line(lines[place] if place < len(lines) else None)
        hidden = len(views) - len(lines)
        _put(self._more, self.tr("%n more", "", hidden) if hidden else "")

    def set_theme(self, theme: Theme) -> None:
        """Restyle the marks."""
        for feed in self._feeds:
            feed.set_theme(theme)


class _Feed(QWidget):
    """One feed: its state's shape, its name, what it does and what the user can do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._mark = StateMark(FeedState.IDLE, theme)
        self._name = QLabel()
        self._name.setFont(text_font(weight=QFont.Weight.DemiBold))
        self._words, self._advice = QLabel(), QLabel()
        texts = QVBoxLayout()
        texts.setSpacing(3)
        for label in (self._name, self._words, self._advice):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setFixedWidth(_TEXT_WIDTH)
            texts.addWidget(label)
        self._advice.setProperty("level", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts)

    def show_line(self, line: FeedLine | None) -> None:
        """Show a feed, or nothing."""
        self.setVisible(line is not None)
        if line is not None:
            self._mark.set_state(line.state)
            _put(self._name, line.name)
            _put(self._words, f"{line.words[:1].upper()}{line.words[1:]}")
            _put(self._advice, line.advice)

    def set_theme(self, theme: Theme) -> None:
        """Restyle the mark."""
        self._mark.set_theme(theme)


def _put(label: QLabel, text: str) -> None:
    """Set a label's text where it differs, and hide a label without one."""
    if label.text() != text:
        label.setText(text)
    label.setVisible(bool(text))
