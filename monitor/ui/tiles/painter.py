"""One tile, painted."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from monitor.ui.fonts import text_font
from monitor.ui.sparkline import paint_sparkline
from monitor.ui.theme import Theme
from monitor.ui.tiles.face import Face
from monitor.ui.tiles.scales import BAR_HEIGHT, level_colour, paint_bar, paint_gauge
from monitor.ui.tiles.sizes import NumberFonts, NumberSizes
from monitor.workspace.analysis.tile_watch import TileWatch
from monitor.workspace.wording import THIN

__all__ = ["number_room", "paint_ground", "paint_value"]

_PAD_X, _PAD_Y = 12, 8
_LINE = 18
_STRIP = 3
_GAP = 8
_ROOMY = 132
"""Tiles at least so high have a line of their own for the sparkline."""
_TREND_WIDTH, _TREND_LEAST = 0.42, 20
_ARROW_ROOM = 12
_GAUGE_LEAST, _GAUGE_FOOT, _BAR_FOOT = 100, 156, 116
"""Height from which a gauge is drawn, and from which gauge and bar leave room for the change."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def number_room(rect: QRect, watch: TileWatch) -> tuple[float, float]:
    """Width and height for value and unit in a tile that is no gauge."""
    middle = _middle(QRectF(rect), watch)
    return middle.width(), middle.height()


def paint_ground(painter: QPainter, box: QRectF, watch: TileWatch, face: Face, theme: Theme) -> None:
    """All of a tile but its value: it seldom changes, and costs the most."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 7.0, 7.0)
    if face.level:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(level_colour(theme, face.level)))
        painter.drawRoundedRect(QRectF(box.left() + 4, box.top() + 8, _STRIP, box.height() - 16), 1.5, 1.5)
    _head(painter, box, face, theme)
    if _has_foot(box, watch):
        _foot(painter, box, watch, face, theme)
    painter.restore()


def paint_value(
    painter: QPainter, box: QRectF, watch: TileWatch, face: Face, size: int, sizes: NumberSizes, theme: Theme
) -> None:
    """The value over its ground, at `size` pixels as a number; a gauge chooses by `sizes`."""
    middle = _middle(box, watch)
    reading, tile = watch.reading, watch.tile
    colour = QColor(theme.muted if reading.stale else theme.text)
    if _as_gauge(box, watch):
        room = paint_gauge(painter, middle, reading.value, watch.scale, tile.bands, theme)
        fonts = sizes.fonts(sizes.fit(face, room.width(), room.height()))
        _number(painter, room, face, fonts, colour, QColor(theme.muted), centred=True)
        return
    _number(painter, middle, face, sizes.fonts(size), colour, QColor(theme.muted))
    if tile.look == "bar":
        bar = QRectF(middle.left(), middle.bottom() + 2, middle.width(), BAR_HEIGHT)
        paint_bar(painter, bar, reading.value, watch.scale, tile.bands, theme)


def _as_gauge(box: QRectF, watch: TileWatch) -> bool:
    return watch.tile.look == "gauge" and box.height() >= _GAUGE_LEAST


def _has_foot(box: QRectF, watch: TileWatch) -> bool:
    """Whether there is room to tell of the change."""
    least = {"gauge": _GAUGE_FOOT if _as_gauge(box, watch) else 0, "bar": _BAR_FOOT}
    return box.height() >= least.get(watch.tile.look, 0)


def _inner(box: QRectF) -> QRectF:
    return box.adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)


def _trend_height(box: QRectF) -> float:
    """Pixels of the line the sparkline has for itself, 0 where it shares that of the change."""
    return min(64.0, (box.height() - 92.0) * 0.45) if box.height() >= _ROOMY else 0.0


def _middle(box: QRectF, watch: TileWatch) -> QRectF:
    """Between head and foot."""
    below = float(_LINE) if _has_foot(box, watch) else 0.0
    if watch.tile.look == "bar":
        below += BAR_HEIGHT
    if not _as_gauge(box, watch):
        below += _trend_height(box)
    return _inner(box).adjusted(0, _LINE, 0, -below)


def _head(painter: QPainter, box: QRectF, face: Face, theme: Theme) -> None:
    """The label, and at its right the level in shape and word, or the age."""
    line = _inner(box)
    line.setHeight(_LINE)
    said = face.age_words or face.level_words
    taken = 0.0
    if said:
        font = text_font(11, weight=QFont.Weight.Medium)
        painter.setFont(font)
        width = QFontMetricsF(font).horizontalAdvance(said)
        colour = QColor(theme.muted if face.age_words else level_colour(theme, face.level))
        painter.setPen(colour)
        painter.drawText(line, _RIGHT, said)
        taken = width + _GAP
        if not face.age_words:
            _level_shape(painter, QPointF(line.right() - width - 8, line.center().y()), face.level, colour)
            taken += 12
    font = text_font(12)
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    room = line.adjusted(0, 0, -taken, 0)
    shown = QFontMetricsF(font).elidedText(face.label, Qt.TextElideMode.ElideMiddle, room.width())
    painter.drawText(room, _LEFT, shown)


def _number(
    painter: QPainter,
    room: QRectF,
    face: Face,
    fonts: NumberFonts,
    colour: QColor,
    weaker: QColor,
    *,
    centred: bool = False,
) -> None:
    """Value and unit on one base line, in the middle of the room's height."""
    unit = f"{THIN}{face.unit}" if face.unit else ""
    width = fonts.value_metrics.horizontalAdvance(face.value)
    x = room.left()
    if centred:
        x = room.center().x() - (width + fonts.unit_metrics.horizontalAdvance(unit)) / 2.0
    base = room.center().y() + fonts.rise / 2.0
    painter.setFont(fonts.value)
    painter.setPen(colour)
    painter.drawText(QPointF(x, base), face.value)
    if unit:
        painter.setFont(fonts.unit)
        painter.setPen(weaker)
        painter.drawText(QPointF(x + width, base), unit)


def _foot(painter: QPainter, box: QRectF, watch: TileWatch, face: Face, theme: Theme) -> None:
    """How it changed, and how it went."""
    line = _inner(box)
    line.setTop(line.bottom() - _LINE)
    trend = QRectF(line)
    if _trend_height(box) and watch.tile.look != "gauge":
        trend = QRectF(line.left(), line.top() - _trend_height(box) + 4, line.width(), _trend_height(box) - 8)
        room = line.width()
    else:
        shortest = QFontMetricsF(text_font(12)).horizontalAdvance(face.changes[-1]) if face.changes else 0.0
        width = min(line.width() * _TREND_WIDTH, line.width() - shortest - _ARROW_ROOM - _GAP)
        trend.setLeft(line.right() - width)
        trend.adjust(0, 2, 0, -2)
        room = line.width() - width - _GAP
    if trend.width() >= _TREND_LEAST:
        paint_sparkline(painter, trend, watch.trend, theme.faint if watch.reading.stale else theme.muted)
    if face.changes:
        _change(painter, QRectF(line.left(), line.top(), room, _LINE), face, theme, stale=watch.reading.stale)


def _change(painter: QPainter, room: QRectF, face: Face, theme: Theme, *, stale: bool) -> None:
    font = text_font(12)
    metrics = QFontMetricsF(font)
    words = next(
        (each for each in face.changes if metrics.horizontalAdvance(each) + _ARROW_ROOM <= room.width() + 1), ""
    )
    words = words or metrics.elidedText(face.changes[-1], Qt.TextElideMode.ElideRight, room.width() - _ARROW_ROOM)
    colour = theme.muted if stale or not face.direction else theme.ok if face.direction > 0 else theme.bad
    _arrow(painter, QPointF(room.left() + 4, room.center().y()), face.direction, QColor(colour))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(room.adjusted(_ARROW_ROOM, 0, 0, 0), _LEFT, words)


def _arrow(painter: QPainter, at: QPointF, direction: int, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if not direction:
        painter.drawRect(QRectF(at.x() - 4, at.y() - 1, 8, 2))
        return
    tip = -3.5 * direction
    painter.drawPolygon(QPolygonF([at + QPointF(0, tip), at + QPointF(4, -tip), at + QPointF(-4, -tip)]))


def _level_shape(painter: QPainter, at: QPointF, level: str, colour: QColor) -> None:
    """A circle for what is well, a triangle for a warning, a square on its corner for what is bad."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if level == "ok":
        painter.drawEllipse(at, 3.0, 3.0)
    elif level == "warn":
        _arrow(painter, at, 1, colour)
    else:
        corners = [QPointF(0, -4), QPointF(4, 0), QPointF(0, 4), QPointF(-4, 0)]
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
