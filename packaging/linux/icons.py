"""Icons of all sizes, each drawn from its SVG."""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from linux.program import ROOT

__all__ = ["write_icons"]

_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_KINDS = {"feedscope": "apps", "application-x-feedscope": "mimetypes"}


def write_icons(theme: Path) -> None:
    """Fill an icon theme's folder (`share/icons/hicolor`)."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    for name, kind in _KINDS.items():
        source = ROOT / "resources" / "icons" / "app" / f"{name}.svg"
        scalable = theme / "scalable" / kind
        scalable.mkdir(parents=True, exist_ok=True)
        (scalable / source.name).write_bytes(source.read_bytes())
        renderer = QSvgRenderer(str(source))
        for size in _SIZES:
            target = theme / f"{size}x{size}" / kind / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            if not _drawn(renderer, size).save(str(target)):
                raise SystemExit(f"{target} could not be written")
    application.shutdown()


def _drawn(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image
