"""One notice on a card: what happened, what can be done, and how to be rid of it."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.notice_board import NoticeLine

__all__ = ["Toast"]

_MARK = 14
_WIDTH = 380
_GLYPHS = {"ok": Glyph.CHECK, "warn": Glyph.NOTICE, "bad": Glyph.NOTICE}


class Toast(QFrame):
    """Signals: dismissed(serial) and undone(serial)."""

    dismissed = Signal(int)
    undone = Signal(int)

    def __init__(self, line: NoticeLine, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._mark = QLabel()
        self._text = _wrapped(f"{line.about}: {line.text}" if line.about else line.text)
        self._text.setFont(text_font(weight=QFont.Weight.Medium))
        self._advice = _wrapped(line.advice)
        self._advice.setProperty("level", "muted")
        self._advice.setVisible(bool(line.advice))
        self._times = QLabel(self.tr("%n times", "", line.times))
        self._times.setProperty("level", "muted")
        self._times.setVisible(line.times > 1)
        self._undo = QPushButton(line.undo_words)
        self._undo.setObjectName("small")
        self._undo.clicked.connect(self._take_back)
        self._undo.setVisible(line.undo is not None)
        self._close = ToolButton(Glyph.CLOSE, self.tr("Dismiss"), theme)
        self._close.clicked.connect(self._dismiss)
        self._lay_out()
        self.set_theme(theme)
        self.setAccessibleName(self._text.text())
        self.setAccessibleDescription(line.advice)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        colour = getattr(theme, self.line.level)
        self._mark.setPixmap(
            icon(_GLYPHS[self.line.level], colour).pixmap(QSize(_MARK, _MARK), self.devicePixelRatioF())
        )
        self._close.set_theme(theme)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._undo)
        foot.addWidget(self._times)
        foot.addStretch()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 9, 8, 10)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        # Mark and first line stand level with the middle of the button.
        middle = self._close.sizeHint().height() // 2
        self._mark.setContentsMargins(0, middle - _MARK // 2, 0, 0)
        self._text.setContentsMargins(0, middle - self._text.fontMetrics().height() // 2, 0, 0)
        grid.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._text, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._close, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._advice, 1, 1)
        if self.line.undo is not None or self.line.times > 1:
            grid.addLayout(foot, 2, 1)
        grid.setColumnStretch(1, 1)

    @Slot()
    def _dismiss(self) -> None:
        self.dismissed.emit(self.line.serial)

    @Slot()
    def _take_back(self) -> None:
        self.undone.emit(self.line.serial)


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
