"""The program's own icon, as in the menu of the system."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from monitor.resources import resource

__all__ = ["app_icon", "app_picture"]

_SIZES = (16, 24, 32, 48, 64, 128, 256)


def app_icon() -> QIcon:
    """In every size that a system asks for. Drawn here: plug-ins that read SVG need not be there."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(app_picture(size))
    return made


def app_picture(size: int, *, scale: float = 1.0) -> QPixmap:
    """The icon, `size` device-independent pixels wide, on a screen of this scale."""
    pixels = round(size * scale)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(str(resource("icons", "app", "feedscope.svg"))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
