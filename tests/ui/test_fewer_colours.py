"""Pictures of the documentation lose colours, not looks."""

from PySide6.QtGui import QColor, QImage

from tests.helpers.fewer_colours import fewer_colours


def test_a_picture_of_few_colours_stays_as_it_is() -> None:
    image = QImage(301, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#151a21"))
    for x in range(200):
        image.setPixelColor(x, 3, QColor(x, 20, 30))
    assert fewer_colours(image).convertToFormat(QImage.Format.Format_RGB32) == image


def test_rare_colours_become_the_nearest_frequent_one() -> None:
    image = QImage(300, 256, QImage.Format.Format_RGB32)
    for red in range(256):
        for x in range(300):
            image.setPixelColor(x, red, QColor(red, 0, 0))
    image.setPixelColor(7, 7, QColor(7, 3, 0))
    assert fewer_colours(image).pixelColor(7, 7) == QColor(7, 0, 0)
    assert fewer_colours(image).pixelColor(9, 200) == QColor(200, 0, 0)
