"""Short texts as pictures: drawing a text costs twenty times as much as copying it."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

__all__ = ["Texts"]

_MOST = 128
_MOST_WIDTHS = 1024


class Texts:
    """Pictures of texts in one font on one opaque ground, the most recent ones kept."""

    def __init__(self, font: QFont, *, padding: int = 0) -> None:
        self._font = font
        self._metrics = QFontMetrics(font)
        self._padding = padding
        self._widths: dict[str, int] = {}
        self._pictures: dict[tuple[str, int, int, float], QPixmap] = {}

    @property
    def height(self) -> int:
        return self._metrics.height()

    def width(self, text: str) -> int:
        """Pixels a text takes, its padding included."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            known = self._widths[text] = self._metrics.horizontalAdvance(text) + 2 * self._padding
        return known

    def picture(self, text: str, colour: QColor, ground: QColor, ratio: float) -> QPixmap:
        """The text as a picture `width` wide and `height` high, for a screen of so many pixels to a point."""
        key = (text, colour.rgb(), ground.rgb(), ratio)
        known = self._pictures.pop(key, None)
        if known is None:
            known = self._drawn(text, colour, ground, ratio)
            if len(self._pictures) >= _MOST:
                del self._pictures[next(iter(self._pictures))]
        self._pictures[key] = known
        return known

    def _drawn(self, text: str, colour: QColor, ground: QColor, ratio: float) -> QPixmap:
        width = self.width(text)
        picture = QPixmap(math.ceil(width * ratio), math.ceil(self.height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(ground)
        painter = QPainter(picture)
        painter.setFont(self._font)
        painter.setPen(colour)
        painter.drawText(0, 0, width, self.height, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return picture
