"""Line-drawn icons, tinted by the theme."""

from enum import Enum
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from monitor.resources import resource

__all__ = ["Glyph", "icon"]

_SIZES = (16, 24, 32, 48, 64)
"""Pixels drawn ahead, so that an icon is sharp at every scale."""


class Glyph(Enum):
    """The icons there are. The value is the name of the file."""

    MARK = "mark"
    SEARCH = "search"
    THEME = "theme"
    MENU = "menu"
    PLUS = "plus"
    CLOSE = "close"
    STOP = "stop"
    START = "start"
    REMOVE = "remove"
    COPY = "copy"
    LIVE = "live"
    FULL_SCREEN = "full-screen"
    QUIT = "quit"
    ABOUT = "about"
    NOTICE = "notice"
    SORT = "sort"
    DEMO = "demo"
    CHECK = "check"
    SETTINGS = "settings"
    KEYBOARD = "keyboard"
    UNDO = "undo"
    BACK = "back"
    PLAY = "play"
    PAUSE = "pause"
    BELL = "bell"
    FORMULA = "formula"
    PROFILES = "profiles"
    COMMAND = "command"
    PANEL = "panel"
    WORKSPACE = "workspace"
    CURVE = "curve"
    EDIT = "edit"
    MORE = "more"
    SPLIT_RIGHT = "split-right"
    SPLIT_BELOW = "split-below"
    EXPAND = "expand"
    SHRINK = "shrink"
    PICTURE = "picture"
    CHEVRON = "chevron"
    CANDLES = "candles"
    BOOK = "book"
    SCATTER = "scatter"
    HISTOGRAM = "histogram"
    SPECTRUM = "spectrum"
    TILES = "tiles"
    TABLE = "table"
    INSPECTOR = "inspector"
    CONSOLE = "console"
    EVENTS = "events"
    MATCH_TEXT = "match-text"
    MATCH_REGEX = "match-regex"
    MATCH_PATH = "match-path"
    REVEAL = "eye"
    CONCEAL = "eye-off"


def icon(glyph: Glyph, colour: str, *, disabled: str | None = None) -> QIcon:
    """The icon in one colour, and in another where what it stands for cannot be done now."""
    made = QIcon()
    _add(made, glyph, colour, QIcon.Mode.Normal)
    if disabled is not None:
        _add(made, glyph, disabled, QIcon.Mode.Disabled)
    return made


def _add(made: QIcon, glyph: Glyph, colour: str, mode: QIcon.Mode) -> None:
    """Add pictures of the glyph in every size."""
    svg = _text(glyph.value).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    for size in _SIZES:
        made.addPixmap(_drawn(renderer, size), mode)


def _drawn(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@cache
def _text(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
