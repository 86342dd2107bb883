"""The catalogue as cards: what a feed is, where it comes from, and what the user must have for it."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.theme import Theme
from monitor.workspace.adding.cards import Card

__all__ = ["CatalogueCards"]

_HEIGHT = 88
_LEAST_WIDTH = 236
_GAP = 8
_PAD = 12
_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class CatalogueCards(QListView):
    """chosen(slug): Enter or a click on a card. As tall as its cards."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setAccessibleName(self.tr("Catalogue of feeds"))
        self._cards = _Cards(self)
        self.setModel(self._cards)
        self._delegate = _CardDelegate(theme, parent=self)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._choose)
        self.clicked.connect(self._choose)

    @property
    def shown(self) -> list[str]:
        """The slugs of the cards, in order."""
        return [card.slug for card in self._cards.cards]

    @property
    def current(self) -> str:
        """The slug of the current card, "" for none."""
        card = self.currentIndex().data(_ROLE)
        return card.slug if isinstance(card, Card) else ""

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these; the first becomes the current one."""
        if list(cards) == list(self._cards.cards):
            return
        self._cards.show_cards(cards)
        self.setCurrentIndex(self._cards.index(0))
        self._fit()

    def move_current(self, steps: int) -> None:
        """Go so many cards on, as the arrow keys of the field above do."""
        place = max(0, min(len(self.shown) - 1, self.currentIndex().row() + steps))
        self.setCurrentIndex(self._cards.index(place))

    def choose_current(self) -> None:
        """Take the current card, if there is one."""
        if self.current:
            self.chosen.emit(self.current)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns as the width allows, all cards equally wide, and no scroll bar of its own."""
        room = max(self.viewport().width(), _LEAST_WIDTH)
        columns = max(1, (room + _GAP) // (_LEAST_WIDTH + _GAP))
        # A pixel to spare: Qt begins a new line where a cell would touch the edge.
        width = (room - 1) // columns
        self.setGridSize(QSize(width, _HEIGHT + _GAP))
        self._delegate.width = width
        lines = -(-len(self.shown) // columns)
        self.setFixedHeight(lines * (_HEIGHT + _GAP))

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        card = index.data(_ROLE)
        if isinstance(card, Card):
            self.chosen.emit(card.slug)


class _Cards(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards: tuple[Card, ...] = ()

    def show_cards(self, cards: Sequence[Card]) -> None:
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == _ROLE:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{card.name}. {card.about}. {card.needs}"
        return None


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.width = _LEAST_WIDTH
        self._name = text_font(weight=QFont.Weight.DemiBold)
        self._small = text_font(12)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(self.width, _HEIGHT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card = index.data(_ROLE)
        if not isinstance(card, Card):
            return
        theme = self._theme
        cell: QRect = option.rect
        box = cell.adjusted(0, 0, -_GAP, -_GAP)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hot = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if selected else theme.line), 1))
        painter.setBrush(QColor(theme.raised if hot or selected else theme.panel))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        self._words(painter, box.adjusted(_PAD, 10, -_PAD, -10), card)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, card: Card) -> None:
        theme = self._theme
        self._line(painter, QRect(box.left(), box.top(), box.width(), 18), card.name, self._name, theme.text)
        about = QRect(box.left(), box.top() + 19, box.width(), 32)
        painter.setFont(self._small)
        painter.setPen(QColor(theme.muted))
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(about, wrap, _two_lines(card.about, QFontMetrics(self._small), about.width()))
        foot = QRect(box.left(), box.bottom() - 15, box.width(), 16)
        needs = theme.ok if card.free else theme.warn
        width = self._line(painter, foot, card.needs, self._small, needs, right=True)
        self._line(painter, foot.adjusted(0, 0, -width - 8, 0), card.host, self._small, theme.muted)

    def _line(self, painter: QPainter, box: QRect, text: str, font: QFont, colour: str, *, right: bool = False) -> int:
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """As much of a text as two lines hold."""
    words = text.split()
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    return f"{first}\n{metrics.elidedText(' '.join(words), Qt.TextElideMode.ElideRight, width)}" if words else first
