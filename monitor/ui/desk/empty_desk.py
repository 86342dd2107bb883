"""What stands on a desk without panels: what can be put there."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.panels.kind_cards import KindCards
from monitor.ui.panels.kinds import PanelKind
from monitor.ui.theme import Theme

__all__ = ["EmptyDesk"]

_COLUMNS = 2


class EmptyDesk(QScrollArea):
    """chosen(PanelKind): the first panel is to be one of this kind."""

    chosen = Signal(object)

    def __init__(self, kinds: Iterable[PanelKind[Any]], theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        title = QLabel(self.tr("This workspace is empty"))
        title.setFont(text_font(20, weight=QFont.Weight.DemiBold))
        text = QLabel(self.tr("Add a panel, or drag a series here from the list of feeds."))
        text.setProperty("level", "muted")
        self._cards = KindCards(kinds, theme, columns=_COLUMNS)
        self._cards.chosen.connect(self.chosen)
        content = QWidget()
        content.setObjectName("deskSurface")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(0)
        column.addStretch(2)
        inner = QVBoxLayout()
        inner.setSpacing(0)
        for part, space in ((title, 8), (text, 20), (self._cards, 0)):
            inner.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
            inner.addSpacing(space)
        holder = QWidget()
        holder.setLayout(inner)
        column.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setWidget(content)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._cards.set_theme(theme)
