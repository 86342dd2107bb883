"""A sparkline fills its box, breaks where there is nothing, and never fails for the numbers it is given."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from monitor.ui.sparkline import paint_sparkline, paint_sparklines, sparkline_points

BOX = QRectF(4, 2, 80, 16)


def inked(values: list[float]) -> set[tuple[int, int]]:
    """The pixels a sparkline of these values has ink in."""
    image = QImage(88, 20, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_sparkline(painter, BOX, np.array(values, float), "#ff0000")
    painter.end()
    return {(x, y) for x in range(88) for y in range(20) if QColor(image.pixelColor(x, y)).alpha() > 100}


def test_a_rising_line_goes_from_the_lower_left_to_the_upper_right() -> None:
    (points,) = sparkline_points(BOX, np.arange(5.0)[None])
    assert points[0].tolist() == [4, 18]
    assert points[-1].tolist() == [84, 2]


def test_a_value_that_never_moved_is_a_line_through_the_middle() -> None:
    assert set(sparkline_points(BOX, np.full((1, 7), 3.25))[0, :, 1]) == {10.0}
    assert len(inked([1.0, 1.0, 1.0])) >= 70


def test_it_is_broken_where_there_is_no_number() -> None:
    columns = {x for x, _ in inked([1, 2, 1, np.nan, np.nan, 1, 2])}
    assert columns & set(range(5, 28))
    assert not columns & set(range(34, 66))


def test_a_number_alone_is_a_dot() -> None:
    assert inked([5.0])


def test_nothing_is_drawn_of_nothing() -> None:
    assert not inked([])
    assert not inked([np.nan, np.inf])


def test_the_lines_of_a_list_stand_below_each_other() -> None:
    image = QImage(88, 60, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_sparklines(painter, BOX, np.array([[1.0, 1.0], [2.0, 2.0]]), ["#ff0000", "#0000ff"], step=30.0)
    painter.end()
    assert (image.pixelColor(40, 10).red(), image.pixelColor(40, 40).blue()) == (255, 255)


@given(st.lists(st.floats(), min_size=1, max_size=80))
def test_every_point_stays_in_the_box(values: list[float]) -> None:
    points = sparkline_points(BOX, np.array([values], float)).reshape(-1, 2)
    shown = points[~np.isnan(points[:, 1])]
    assert ((shown >= [4 - 1e-6, 2 - 1e-6]) & (shown <= [84 + 1e-6, 18 + 1e-6])).all()
    assert len(shown) == sum(np.isfinite(values))
