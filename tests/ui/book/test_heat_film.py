import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from monitor.ui.book.heat_film import HeatFilm, HeatFrame
from monitor.ui.charts.colour_map import colour_map
from monitor.ui.theme import load_theme
from monitor.workspace.book.book import Book
from monitor.workspace.book.heat_store import HeatStore

COLOURS = colour_map(load_theme("dark"))


def fill(store: HeatStore, first: int, end: int) -> None:
    random = np.random.default_rng(first)
    for column in range(first, end):
        book = Book()
        for side, sign in ((book.bids, -1.0), (book.asks, 1.0)):
            prices = 50.0 + column * 0.05 + sign * np.arange(1.0, 9.0)
            side.apply(prices, random.exponential(size=8), np.zeros(8))
        store.take(column, book)


def frame_of(first: int, end: int, *, columns: int, steps: int = 1, large: float = 3.0) -> HeatFrame:
    return HeatFrame(first, end, columns, 40, 64, steps, large)


def picture(film: HeatFilm, width: int, rows: int) -> np.ndarray:
    image = QImage(width, rows, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        film.show(painter, QRectF(0, 0, width, rows))
    return np.frombuffer(image.constBits(), np.uint32).reshape(rows, width).copy()


@pytest.mark.parametrize(("columns", "steps"), [(1, 1), (3, 1), (4, 2)])
def test_a_film_that_moves_on_shows_what_one_made_at_once_does(columns: int, steps: int) -> None:
    store, film = HeatStore(step=1.0, period=0.1, columns=400, levels=64), HeatFilm()
    film.set_colours(COLOURS)
    wide, end = 20, 100
    fill(store, 0, end)
    film.expose(store, frame_of(end // columns - wide, end // columns, columns=columns, steps=steps), 0)
    assert film.coloured == wide
    for more in (1, 2, 7, 30, 3):
        fill(store, end, end + more)
        last = -(-(end + more) // columns)
        frame = frame_of(last - wide, last, columns=columns, steps=steps)
        film.expose(store, frame, end)
        assert film.coloured <= more // columns + 2
        end += more
        fresh = HeatFilm()
        fresh.set_colours(COLOURS)
        fresh.expose(store, frame, 0)
        np.testing.assert_array_equal(picture(film, wide, frame.rows), picture(fresh, wide, frame.rows))


def test_another_range_or_scale_of_colours_is_another_picture() -> None:
    store, film = HeatStore(step=1.0, period=0.1, columns=400, levels=64), HeatFilm()
    film.set_colours(COLOURS)
    fill(store, 0, 50)
    film.expose(store, frame_of(30, 50, columns=1), 0)
    film.expose(store, frame_of(30, 50, columns=1), np.inf)
    assert film.coloured == 0
    film.expose(store, frame_of(30, 50, columns=1, large=9.0), np.inf)
    assert film.coloured == 20
    film.set_colours(COLOURS[::-1])
    film.expose(store, frame_of(30, 50, columns=1, large=9.0), np.inf)
    assert film.coloured == 20


def test_larger_sizes_have_stronger_colours() -> None:
    store, film = HeatStore(step=1.0, period=0.1, columns=10, levels=64), HeatFilm()
    film.set_colours(COLOURS)
    book = Book()
    book.bids.apply(np.array([45.0, 46.0, 47.0, 48.0]), np.array([0.1, 1.0, 2.0, 50.0]), np.zeros(4))
    store.take(0, book)
    film.expose(store, frame_of(0, 1, columns=1), 0)
    shown = picture(film, 1, 24)[::-1, 0] & 0xFFFFFF
    light = [sum(int(pixel).to_bytes(3, "big")) for pixel in shown]
    assert light[44 - 40] < light[45 - 40] < light[46 - 40] < light[47 - 40] < light[48 - 40]
    assert int(shown[48 - 40]) == COLOURS[-1] & 0xFFFFFF
