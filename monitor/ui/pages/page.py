"""A card that takes the place of the desk for a while: a head that says what it is, and a body that scrolls."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton

__all__ = ["Page"]

_HEAD_HEIGHT = 34
_GAP = 8
_BODY_WIDTH = 760


class Page(QWidget):
    """closed(): Escape or the button in the head. `body` is where what the page shows goes, at most 760 pixels wide."""

    closed = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setFont(text_font(weight=QFont.Weight.DemiBold))
        self._subtitle = ElidedLabel()
        self._subtitle.setProperty("level", "muted")
        self._hint = QLabel(self.tr("Esc closes"))
        self._hint.setProperty("level", "muted")
        self._close = ToolButton(Glyph.CLOSE, self.tr("Close"), theme)
        self._close.clicked.connect(self.closed)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(20, 16, 20, 20)
        self.body.setSpacing(8)
        self._lay_out()

    def set_head(self, title: str, subtitle: str = "") -> None:
        """Say what the page is."""
        self.setAccessibleName(title)
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._close.set_theme(theme)

    def refresh(self, now: float) -> None:
        """Bring up to date what is shown, a few times a second (wall seconds)."""

    def frame(self, now: float) -> bool:
        """Draw what moves at `now` (wall seconds); answers whether anything was drawn."""
        return False

    def let_go(self) -> None:
        """The page is about to be deleted: give back what others hold for it."""

    def take_focus(self) -> None:
        """Put the cursor where a user of the page begins."""
        field = self.findChild(QLineEdit)
        (field or self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _leave(self) -> None:
        self.closed.emit()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("page")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(0)
        column.addWidget(self._made_head())
        column.addWidget(self._made_scroll(), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        whole.addWidget(card)

    def _made_head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(_HEAD_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 6, 0)
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addWidget(self._subtitle)
        row.addStretch(1)
        row.addWidget(self._hint)
        row.addWidget(self._close)
        return head

    def _made_scroll(self) -> QScrollArea:
        content = QWidget()
        content.setObjectName("pageBody")
        middle = QWidget()
        middle.setMaximumWidth(_BODY_WIDTH)
        middle.setLayout(self.body)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        area = QScrollArea()
        area.setObjectName("pageScroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        return area
