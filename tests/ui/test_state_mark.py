"""States are told apart by their shapes."""

import itertools

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter

from monitor.core.state import FeedState
from monitor.ui.state_mark import StateMark, paint_state, state_colour
from monitor.ui.theme import Theme

SHAPES = {
    "filled circle": FeedState.LIVE,
    "ring": FeedState.STALE,
    "dotted ring": FeedState.WAITING,
    "triangle": FeedState.NEEDS_ATTENTION,
    "square": FeedState.STOPPED,
    "open ring": FeedState.CONNECTING,
}


def silhouette(state: FeedState, theme: Theme) -> list[bool]:
    """Where the shape of a state has ink, whatever its colour."""
    image = QImage(48, 48, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(4, 4)
    paint_state(painter, QPointF(6, 6), state, theme)
    painter.end()
    return [image.pixelColor(x, y).alpha() > 127 for y in range(48) for x in range(48)]


def test_no_two_states_have_the_same_shape(dark: Theme) -> None:
    shapes = {name: silhouette(state, dark) for name, state in SHAPES.items()}
    for one, other in itertools.combinations(shapes, 2):
        differing = sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True))
        assert differing > 100, f"{one} looks like {other}"


@pytest.mark.parametrize("state", FeedState)
def test_every_state_is_drawn_in_full(state: FeedState, dark: Theme) -> None:
    inked = silhouette(state, dark)
    assert any(inked)
    edge = [inked[place] for place in range(48)] + [inked[-1 - place] for place in range(48)]
    assert not any(edge)


def test_the_user_is_called_in_the_colour_for_it(dark: Theme) -> None:
    assert state_colour(FeedState.NEEDS_ATTENTION, dark) == dark.bad
    assert state_colour(FeedState.LIVE, dark) == dark.ok


def test_a_mark_follows_the_theme(dark: Theme, light: Theme) -> None:
    mark = StateMark(FeedState.LIVE, dark)
    before = mark.grab().toImage()
    mark.set_theme(light)
    assert mark.grab().toImage() != before
