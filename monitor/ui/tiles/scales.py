"""A value on its scale: as the needle of a gauge, and as a bar."""

import math
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from monitor.ui.fonts import text_font
from monitor.ui.theme import Theme, mixed
from monitor.workspace.desk.specs.base import Band
from monitor.workspace.wording import number

__all__ = ["BAR_HEIGHT", "level_colour", "paint_bar", "paint_gauge"]

BAR_HEIGHT = 26
"""Pixels of a bar with what is written below it."""

_START, _SWEEP = 210.0, -240.0
"""Degrees from three o'clock, against the clock, at which a gauge begins, and how far it goes."""
_ARC_SHARE = 0.11
_GAUGE_HEIGHT = 1.72
"""Of a gauge and the number in it, in radii."""
_ENDS_LEAST = 46.0
"""The ends of the scale are written on gauges of this radius and larger."""
_TRACK = 8.0
_SOFT = 0.55
_NEEDLE = 2.0


def level_colour(theme: Theme, level: str) -> str:
    """The colour of a band."""
    return {"ok": theme.ok, "warn": theme.warn, "bad": theme.bad}.get(level, theme.muted)


def paint_gauge(
    painter: QPainter, box: QRectF, value: float, scale: tuple[float, float], bands: Sequence[Band], theme: Theme
) -> QRectF:
    """An arc with bands, needle and the ends of its scale, centred in `box`; returns the room left for a number."""
    radius = min(box.width() / 2.0, box.height() / _GAUGE_HEIGHT) - 2.0
    width = max(4.0, radius * _ARC_SHARE)
    centre = QPointF(box.center().x(), box.center().y() - (_GAUGE_HEIGHT / 2.0 - 1.0) * radius)
    ring = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    ring = ring.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _arc(painter, ring, 0.0, 1.0, mixed(theme.line, theme.panel, share=0.9), width)
    for start, stop, level in _spans(bands, scale):
        _arc(painter, ring, start, stop, mixed(level_colour(theme, level), theme.panel, share=_SOFT), width)
    share = _share(value, scale)
    if math.isfinite(share):
        _needle(painter, centre, radius - width, share, theme)
    if radius >= _ENDS_LEAST:
        _ends(painter, centre, radius, scale, theme)
    painter.restore()
    return QRectF(centre.x() - radius * 0.52, centre.y() + radius * 0.26, radius * 1.04, radius * 0.44)


def paint_bar(
    painter: QPainter, box: QRectF, value: float, scale: tuple[float, float], bands: Sequence[Band], theme: Theme
) -> None:
    """A track with its bands, filled up to the value, and the ends of its scale below; BAR_HEIGHT high."""
    track = QRectF(box.left(), box.top() + 1.0, box.width(), _TRACK)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.line))
    painter.drawRoundedRect(track, _TRACK / 2, _TRACK / 2)
    strip = QRectF(track.left(), track.bottom() + 1.0, track.width(), 2.0)
    for start, stop, level in _spans(bands, scale):
        painter.setBrush(QColor(level_colour(theme, level)))
        painter.drawRect(QRectF(strip.left() + start * strip.width(), strip.top(), (stop - start) * strip.width(), 2.0))
    share = _share(value, scale)
    if math.isfinite(share):
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(
            QRectF(track.left(), track.top(), max(_TRACK, share * track.width()), _TRACK), _TRACK / 2, _TRACK / 2
        )
    painter.setFont(text_font(11))
    painter.setPen(QColor(theme.muted))
    words = QRectF(box.left(), strip.bottom(), box.width(), BAR_HEIGHT - strip.bottom() + box.top())
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, number(scale[0]))
    painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(scale[1]))
    painter.restore()


def _spans(bands: Sequence[Band], scale: tuple[float, float]) -> Iterator[tuple[float, float, str]]:
    """The bands as shares of the scale; of bands that overlap the first lies on top."""
    for band in reversed(bands):
        start = 0.0 if band.low is None else _share(band.low, scale)
        stop = 1.0 if band.high is None else _share(band.high, scale)
        if stop > start:
            yield start, stop, band.level


def _share(value: float, scale: tuple[float, float]) -> float:
    """Where a value is on a scale, 0 to 1; NaN stays NaN."""
    share = (value - scale[0]) / (scale[1] - scale[0])
    return share if math.isnan(share) else min(1.0, max(0.0, share))


def _arc(painter: QPainter, ring: QRectF, start: float, stop: float, colour: str, width: float) -> None:
    painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(ring, round(16 * (_START + _SWEEP * start)), round(16 * _SWEEP * (stop - start)))


def _needle(painter: QPainter, centre: QPointF, length: float, share: float, theme: Theme) -> None:
    """From near the middle to the arc, so that it is not written over by the number."""
    angle = math.radians(_START + _SWEEP * share)
    along = QPointF(math.cos(angle), -math.sin(angle))
    across = QPointF(-along.y(), along.x())
    base = centre + along * (length * 0.2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.text))
    painter.drawPolygon(QPolygonF([base + across * _NEEDLE, centre + along * length, base - across * _NEEDLE]))
    painter.drawEllipse(base, _NEEDLE, _NEEDLE)


def _ends(painter: QPainter, centre: QPointF, radius: float, scale: tuple[float, float], theme: Theme) -> None:
    """The least and the greatest value, below the ends of the arc."""
    font = text_font(11)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    for share, value in ((0.0, scale[0]), (1.0, scale[1])):
        angle = math.radians(_START + _SWEEP * share)
        words = number(value)
        width = metrics.horizontalAdvance(words) + 2.0
        x = centre.x() + radius * 0.86 * math.cos(angle) - width / 2.0
        y = centre.y() - radius * math.sin(angle) + 1.0
        painter.drawText(QRectF(x, y, width, metrics.height()), Qt.AlignmentFlag.AlignCenter, words)
