import random

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from monitor.ui.plots.film import Film
from monitor.workspace.plotting.scale import Scale


class Columns:
    """Paints each column in a colour made of its number and of how often its data changed."""

    def __init__(self) -> None:
        self.versions: dict[int, int] = {}
        self.painted = 0

    def colour(self, column: int) -> int:
        return (column * 2_654_435_761 + 97 * self.versions.get(column, 0)) & 0xFFFFFF

    def paint(self, painter: QPainter, first: int, last: int, origin: int) -> None:
        self.painted += last - first
        for column in range(first - 2, last + 2):  # What lies beyond must be cut off.
            painter.fillRect(column - origin, 0, 1, 4, QColor(self.colour(column)))


def scale(first: int, columns: int = 40) -> Scale:
    return Scale(first, columns, 1.0, 4, 0.0, 1.0)


def shown(film: Film, columns: int = 40) -> list[int]:
    canvas = QPixmap(columns, 4)
    painter = QPainter(canvas)
    film.show(painter, 0, 0)
    painter.end()
    image = canvas.toImage().convertToFormat(QImage.Format.Format_RGB32)
    row: list[int] = (np.frombuffer(image.constBits(), np.uint32)[:columns] & 0xFFFFFF).tolist()
    return row


def test_wherever_it_has_moved_the_film_shows_its_columns(qtbot: object) -> None:
    film, columns = Film(), Columns()
    chance = random.Random(3)
    first = 1_000
    for _ in range(300):
        first += chance.choice([0, 1, 1, 2, 7, 39, 60])
        dirty = first + chance.randrange(-5, 60)
        for column in range(dirty, first + 40):
            columns.versions[column] = columns.versions.get(column, 0) + 1
        film.expose(scale(first), dirty, columns.paint)
        assert shown(film) == [columns.colour(column) for column in range(first, first + 40)]


def test_only_what_is_new_is_painted(qtbot: object) -> None:
    film, columns = Film(), Columns()
    film.expose(scale(1_000), 1_000, columns.paint)
    columns.painted = 0
    assert film.expose(scale(1_001), 10**9, columns.paint) == 1
    assert columns.painted == 1


def test_a_film_that_has_not_changed_paints_nothing(qtbot: object) -> None:
    film, columns = Film(), Columns()
    film.expose(scale(1_000), 1_000, columns.paint)
    assert film.expose(scale(1_000), 10**9, columns.paint) == 0


def test_another_size_or_an_earlier_time_is_painted_whole(qtbot: object) -> None:
    film, columns = Film(), Columns()
    film.expose(scale(1_000), 1_000, columns.paint)
    assert film.expose(scale(990), 10**9, columns.paint) == 40
    assert film.expose(scale(990, columns=50), 10**9, columns.paint) == 50
    assert shown(film, 50) == [columns.colour(column) for column in range(990, 1_040)]
    film.forget()
    assert film.expose(scale(990, columns=50), 10**9, columns.paint) == 50
