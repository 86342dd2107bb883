"""The two shipped type families, so that the window looks the same on every machine."""

from PySide6.QtGui import QFont, QFontDatabase

from monitor.resources import resource

__all__ = ["BASE_SIZE", "caps_font", "load_fonts", "mono_font", "text_font"]

BASE_SIZE = 13
"""Pixels of body text at a scale of 1."""

_CAPS_SIZE = 11
_SANS = "Inter"
_MONO = "JetBrains Mono"


def load_fonts() -> None:
    """Make the shipped families known to Qt; needs a QGuiApplication."""
    for path in sorted(resource("fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


def text_font(size: int = BASE_SIZE, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The sans family with tabular figures, so that numbers that change do not dance."""
    font = QFont(_SANS)
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setFeature(QFont.Tag.fromString("tnum"), 1)
    return font


def caps_font() -> QFont:
    """Column heads: small, semibold, a little apart. The text itself is written in capitals."""
    font = text_font(_CAPS_SIZE, weight=QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
    return font


def mono_font(size: int = 12) -> QFont:
    """The family for raw messages and keys to press."""
    font = QFont(_MONO)
    font.setPixelSize(size)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font
