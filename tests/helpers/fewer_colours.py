"""A picture in the 256 colours it uses most, each of the others replaced by the nearest of them."""

import numpy as np
from PySide6.QtGui import QImage

__all__ = ["fewer_colours"]

_COLOURS = 256


def fewer_colours(image: QImage) -> QImage:
    """The same picture with a palette of its own."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), plain.bytesPerLine() // 4)
    colours, places, times = np.unique(words[:, : plain.width()], return_inverse=True, return_counts=True)
    kept = colours[np.argsort(times)[::-1][:_COLOURS]]
    parts = _parts(colours)
    nearest = np.array([np.abs(_parts(kept) - part).sum(axis=1).argmin() for part in parts], np.uint8)
    pixels = np.ascontiguousarray(nearest[places.reshape(plain.height(), plain.width())])
    made = QImage(pixels.tobytes(), plain.width(), plain.height(), plain.width(), QImage.Format.Format_Indexed8)
    made.setColorTable([int(colour) | 0xFF000000 for colour in kept])
    made.setDevicePixelRatio(image.devicePixelRatio())
    return made.copy()


def _parts(colours: np.ndarray) -> np.ndarray:
    """Red, green and blue of 0xrrggbb."""
    return np.stack([colours >> 16 & 0xFF, colours >> 8 & 0xFF, colours & 0xFF], axis=1).astype(np.int32)
