"""Choosing what kind of panel to add."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.panels.kind_cards import KindCards
from monitor.ui.panels.kinds import PanelKind
from monitor.ui.theme import Theme

__all__ = ["PanelPicker"]

_COLUMNS = 2
_MARGIN = 12


class PanelPicker(QFrame):
    """A popup with a card for each kind; deletes itself when it closes. chosen(PanelKind) when one was."""

    chosen = Signal(object)

    def __init__(self, kinds: Iterable[PanelKind[Any]], theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Add a panel"))
        title = QLabel(self.tr("Add a panel"))
        title.setFont(text_font(weight=QFont.Weight.DemiBold))
        self._cards = KindCards(kinds, theme, columns=_COLUMNS)
        self._cards.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 10, _MARGIN, _MARGIN)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(self._cards)

    def popup(self, over: QWidget) -> None:
        """Show it in the middle of a widget, as far as the screen lets it."""
        self.adjustSize()
        where = QRect(QPoint(), self.sizeHint())
        where.moveCenter(over.mapToGlobal(over.rect().center()))
        screen = over.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        where.moveLeft(max(room.left(), min(where.left(), room.right() - where.width())))
        where.moveTop(max(room.top(), min(where.top(), room.bottom() - where.height())))
        self.setGeometry(where)
        self.show()
        self._cards.focus_first()

    @Slot(object)
    def _choose(self, kind: PanelKind[Any]) -> None:
        self.close()
        self.chosen.emit(kind)
