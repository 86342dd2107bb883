"""Icons are there, drawn and tinted."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from monitor.resources import resource
from monitor.ui.icons import Glyph, icon


@pytest.mark.parametrize("glyph", Glyph)
def test_an_icon_is_drawn_in_its_colour_and_no_other(glyph: Glyph) -> None:
    image = icon(glyph, "#5b9dff").pixmap(QSize(32, 32)).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    inked = [pixel for pixel in pixels if pixel.alpha() > 200]
    assert inked
    wanted = QColor("#5b9dff")
    assert all(abs(pixel.red() - wanted.red()) < 4 and abs(pixel.blue() - wanted.blue()) < 4 for pixel in inked)


def test_every_icon_that_ships_is_used() -> None:
    assert {path.stem for path in resource("icons").glob("*.svg")} == {glyph.value for glyph in Glyph}


def test_what_cannot_be_done_has_another_colour() -> None:
    made = icon(Glyph.STOP, "#ffffff", disabled="#5b6675")
    images = [made.pixmap(QSize(32, 32), mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)]
    assert images[0] != images[1]
