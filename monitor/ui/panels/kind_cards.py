"""The kinds of panels as cards to choose from."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font
from monitor.ui.icons import icon
from monitor.ui.panels.kinds import PanelKind
from monitor.ui.theme import Theme

__all__ = ["KindCards"]

_CARD = QSize(264, 56)
_NARROWEST = 190
_GAP = 8
_ICON = 20


class KindCards(QWidget):
    """Arrow keys go from card to card. chosen(PanelKind): one was pressed."""

    chosen = Signal(object)

    def __init__(
        self, kinds: Iterable[PanelKind[Any]], theme: Theme, *, columns: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._cards = [_Card(kind, theme) for kind in kinds]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        for place, card in enumerate(self._cards):
            card.clicked.connect(self._choose)
            grid.addWidget(card, place // columns, place % columns)

    def focus_first(self) -> None:
        """Give the first card the focus."""
        if self._cards:
            self._cards[0].setFocus(Qt.FocusReason.TabFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        for card in self._cards:
            card.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }.get(Qt.Key(event.key()))
        here = next((place for place, card in enumerate(self._cards) if card.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(self._cards):
            self._cards[here + step].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _choose(self) -> None:
        card = self.sender()
        if isinstance(card, _Card):
            self.chosen.emit(card.kind)


class _Card(QPushButton):
    """One kind: its icon, its name, and in a line what it is for."""

    def __init__(self, kind: PanelKind[Any], theme: Theme) -> None:
        super().__init__()
        self.kind = kind
        self.setObjectName("card")
        self.setFixedHeight(_CARD.height())
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_CARD.width())
        self.setAutoDefault(True)
        self.setAccessibleName(kind.name)
        self.setAccessibleDescription(kind.words)
        self._icon = QLabel()
        self._icon.setFixedWidth(_ICON)
        name = QLabel(kind.name)
        name.setFont(text_font(weight=QFont.Weight.DemiBold))
        words = ElidedLabel(kind.words)
        words.setFont(text_font(12))
        words.setProperty("level", "muted")
        for label in (self._icon, name, words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for label in (name, words):
            texts.addWidget(label, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(texts, 1)
        self.set_theme(theme)

    def sizeHint(self) -> QSize:
        return _CARD

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        drawn = icon(self.kind.glyph, theme.muted)
        self._icon.setPixmap(drawn.pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A button takes arrow keys to go along the order of Tab; among cards they mean a direction.
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
