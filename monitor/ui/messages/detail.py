"""One message in detail, in the view the user has chosen."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph
from monitor.ui.messages.choice import Choice
from monitor.ui.messages.lines_view import LinesView
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.messages.moments import moment_words
from monitor.workspace.messages.raw_log import RawEntry
from monitor.workspace.messages.reading import View, read_message
from monitor.workspace.wording import size

__all__ = ["Detail"]

_ROOMY = 620
"""Pixels from which what is said of a message stands beside the views, not below them."""


class Detail(QWidget):
    """view_chosen(view): the user wants to see it otherwise. closed(): they are done with it."""

    view_chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, view: View, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: RawEntry | None = None
        self._before: Callable[[RawEntry], RawEntry | None] = _none
        self._about = ""
        self._view: View = view
        self._views = Choice(
            (
                ("pretty", self.tr("Pretty"), self.tr("Laid out over several lines")),
                ("raw", self.tr("Raw"), self.tr("As it was sent")),
                ("hex", self.tr("Hex"), self.tr("As bytes")),
                ("changes", self.tr("Changes"), self.tr("What differs from the message of its kind before it")),
            ),
            view,
        )
        self._views.chosen.connect(self._choose)
        self._beside, self._below = ElidedLabel(), ElidedLabel()
        for label in (self._beside, self._below):
            label.setProperty("level", "muted")
            label.setFont(text_font(12))
        self._copy = ToolButton(Glyph.COPY, self.tr("Copy message"), theme)
        self._copy.clicked.connect(self.copy)
        self._close = ToolButton(Glyph.CLOSE, self.tr("Close"), theme)
        self._close.clicked.connect(self.closed)
        self.lines = LinesView(theme)
        self.lines.columns_changed.connect(self._fit)
        self.setFocusProxy(self.lines)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.setSpacing(8)
        head.addWidget(self._views)
        head.addWidget(self._beside)
        head.addStretch(1)
        head.addWidget(self._copy)
        head.addWidget(self._close)
        below = QHBoxLayout()
        below.setContentsMargins(12, 0, 12, 4)
        below.addWidget(self._below)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(self.lines, 1)

    @property
    def entry(self) -> RawEntry | None:
        """The message that is shown."""
        return self._entry

    @property
    def view(self) -> View:
        """How it is shown."""
        return self._view

    @property
    def words(self) -> str:
        """What is said of it."""
        return self._beside.text()

    def show_message(self, entry: RawEntry, before: Callable[[RawEntry], RawEntry | None], *, utc: bool) -> None:
        """Show a message. before: finds the one of its kind before it, for the view that needs it."""
        self._entry, self._before = entry, before
        self._about = self._said(entry, utc=utc)
        self._lay_out()

    def forget(self) -> None:
        """Show no message, so that none is kept."""
        self._entry = None
        self._before = _none
        self.lines.show_lines(())

    def set_view(self, view: View) -> None:
        """Show it otherwise."""
        self._view = view
        self._views.show_value(view)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Restyle all of it."""
        for part in (self._copy, self._close, self.lines):
            part.set_theme(theme)

    @Slot()
    def copy(self) -> None:
        """Copy the message as it was sent; one that is no text as hexadecimal digits."""
        if self._entry is not None:
            entry = self._entry
            QGuiApplication.clipboard().setText(entry.payload.hex(" ") if entry.binary else entry.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= _ROOMY
        self._beside.setVisible(beside)
        self._below.setVisible(not beside)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _said(self, entry: RawEntry, *, utc: bool) -> str:
        way = self.tr("sent") if entry.outgoing else self.tr("received")
        binary = (self.tr("binary"),) if entry.binary else ()
        parts = (moment_words(entry.time, utc=utc), way, *binary, size(entry.size))
        return " \N{MIDDLE DOT} ".join(parts)

    @Slot()
    def _fit(self) -> None:
        if self._view == "raw":
            self._lay_out()

    def _lay_out(self) -> None:
        if self._entry is None:
            return
        before = self._before(self._entry) if self._view == "changes" else None
        reading = read_message(self._entry, self._view, width=self.lines.columns, before=before)
        self.lines.show_lines(reading.lines)
        words = f"{reading.words} \N{MIDDLE DOT} {self._about}" if reading.words else self._about
        self._beside.setText(words)
        self._below.setText(words)
        self.lines.setAccessibleDescription(words)

    @Slot(object)
    def _choose(self, view: View) -> None:
        self.set_view(view)
        self.view_chosen.emit(view)


def _none(_entry: RawEntry) -> RawEntry | None:
    """No message is held before any."""
    return None
