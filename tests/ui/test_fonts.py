"""The shipped typefaces."""

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont

from monitor.ui.fonts import caps_font, mono_font, text_font

WEIGHTS = [QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_used_is_shipped(weight: QFont.Weight) -> None:
    info = QFontInfo(text_font(weight=weight))
    assert (info.family(), info.weight()) == ("Inter", weight)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_figures_are_equally_wide(weight: QFont.Weight) -> None:
    metrics = QFontMetricsF(text_font(weight=weight))
    # Advances are rounded to a 64th of a pixel, one way or the other.
    widths = [metrics.horizontalAdvance(figure) for figure in "0123456789"]
    assert max(widths) - min(widths) <= 2 / 64


def test_the_signs_that_numbers_are_written_with_are_in_the_font() -> None:
    raw = QRawFont.fromFont(text_font())
    signs = "\N{FOUR-PER-EM SPACE}\N{MINUS SIGN}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{MIDDLE DOT}\N{INFINITY}"
    assert all(raw.supportsCharacter(ord(sign)) for sign in signs)


def test_raw_text_is_monospaced() -> None:
    assert QFontInfo(mono_font()).family() == "JetBrains Mono"
    assert caps_font().pixelSize() == 11
