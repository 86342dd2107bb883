"""Paints one offer: an icon, the text with the letters that were typed, what it is about, and its keys."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from monitor.ui.fonts import mono_font, text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.palette.offers_model import HIT_ROLE
from monitor.ui.theme import Theme
from monitor.workspace.search.fuzzy import Hit
from monitor.workspace.search.palette import OfferKind

__all__ = ["OffersDelegate"]

_ROW_HEIGHT = 30
_LEFT, _ICON, _APART = 12, 16, 10

_GLYPHS = {
    OfferKind.OPEN: Glyph.PLUS,
    OfferKind.COMMAND: Glyph.COMMAND,
    OfferKind.FEED: Glyph.LIVE,
    OfferKind.PROFILE: Glyph.PLUS,
    OfferKind.PANEL: Glyph.PANEL,
    OfferKind.WORKSPACE: Glyph.WORKSPACE,
    OfferKind.SETTING: Glyph.SETTINGS,
    OfferKind.KEY: Glyph.CURVE,
}


class OffersDelegate(QStyledItemDelegate):
    """Rows of 30 pixels in the theme's colours."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[OfferKind, QIcon] = {}
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme
        self._icons = {kind: icon(glyph, theme.muted) for kind, glyph in _GLYPHS.items()}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, Hit):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self._theme.raised))
        offer = hit.item
        mark = QRect(rect.left() + _LEFT, rect.top() + (_ROW_HEIGHT - _ICON) // 2, _ICON, _ICON)
        self._icons[offer.kind].paint(painter, mark)
        right = self._paint_keys(painter, rect, offer.keys)
        left = mark.right() + _APART
        used = self._paint_text(painter, QRect(left, rect.top(), right - left, _ROW_HEIGHT), offer.text, hit.places)
        self._paint_detail(
            painter, QRect(left + used + _APART, rect.top(), right - left - used - _APART, _ROW_HEIGHT), offer.detail
        )
        painter.restore()

    def _paint_keys(self, painter: QPainter, rect: QRect, keys: str) -> int:
        """The shortcut at the right; where the text must end."""
        right = rect.right() - _LEFT
        if not keys:
            return right
        painter.setFont(mono_font(11))
        painter.setPen(QColor(self._theme.faint))
        painter.drawText(
            rect.adjusted(0, 0, -_LEFT, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys
        )
        return right - QFontMetrics(mono_font(11)).horizontalAdvance(keys) - _APART

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, places: tuple[int, ...]) -> int:
        """The text, the letters that were typed in the accent colour; how wide it is."""
        font = text_font()
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        layout = QTextLayout(shown, font)
        layout.setFormats([_range(place, self._theme.accent) for place in places if place < len(shown)])
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        painter.setPen(QColor(self._theme.text))
        layout.draw(painter, QPointF(rect.left(), rect.top() + (_ROW_HEIGHT - metrics.height()) / 2))
        return metrics.horizontalAdvance(shown)

    def _paint_detail(self, painter: QPainter, rect: QRect, detail: str) -> None:
        if rect.width() > 4 * _APART and detail:
            font = text_font(12)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.muted))
            shown = QFontMetrics(font).elidedText(detail, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _range(place: int, colour: str) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = place, 1
    letters = QTextCharFormat()
    letters.setForeground(QColor(colour))
    found.format = letters
    return found
