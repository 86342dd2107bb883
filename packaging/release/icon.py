"""Icon files, drawn from the one SVG of the program: `icon.py SVG FILE.ico|FILE.icns|FILE.png`."""

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

__all__ = ["draw", "icns", "ico", "png"]

_ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Those that Windows asks for at 100 to 250 %, and the one it scales all others from."""

_ICNS_SIZES = {
    b"ic11": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""Kind of entry to edge in pixels; these are the kinds that hold PNG on every macOS that the program runs on."""


def draw(svg: Path, edge: int) -> QImage:
    """The drawing as a square picture, transparent where it is."""
    image = QImage(edge, edge, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    return image


def ico(svg: Path) -> bytes:
    """An icon of Windows: plain bitmaps, which the resource compilers of old read too, and a PNG for the largest."""
    pictures = [(edge, _png(draw(svg, edge)) if edge == 256 else _bitmap(draw(svg, edge))) for edge in _ICO_SIZES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    for edge, content in pictures:
        # An edge of 256 is written as 0.
        head += struct.pack("<BBBBHHII", edge % 256, edge % 256, 0, 0, 1, 32, len(content), offset)
        offset += len(content)
    return head + b"".join(content for _, content in pictures)


def icns(svg: Path) -> bytes:
    """An icon of macOS: PNG pictures, each with its kind and length in front."""
    entries = b""
    for kind, edge in _ICNS_SIZES.items():
        content = _png(draw(svg, edge))
        entries += kind + struct.pack(">I", len(content) + 8) + content
    return b"icns" + struct.pack(">I", len(entries) + 8) + entries


def png(svg: Path) -> bytes:
    """One picture of 256 pixels, for what can show no SVG."""
    return _png(draw(svg, 256))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _bitmap(image: QImage) -> bytes:
    """Rows from the bottom, four bytes a pixel, and the mask of one bit a pixel that nobody looks at any more."""
    edge = image.width()
    mask = bytes((edge + 31) // 32 * 4 * edge)
    content = bytes(image.constBits())
    rows = [content[edge * 4 * row : edge * 4 * (row + 1)] for row in reversed(range(edge))]
    pixels = b"".join(rows)
    header = struct.pack("<IiiHHIIiiII", 40, edge, edge * 2, 1, 32, 0, len(pixels) + len(mask), 0, 0, 0, 0)
    return header + pixels + mask


def _write(svg: Path, target: Path) -> None:
    writers = {".ico": ico, ".icns": icns, ".png": png}
    if target.suffix not in writers:
        raise SystemExit(f"{target.name} is no .ico, .icns or .png file")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(writers[target.suffix](svg))
    del application


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: icon.py SVG FILE.ico|FILE.icns|FILE.png")
    _write(Path(sys.argv[1]), Path(sys.argv[2]))
