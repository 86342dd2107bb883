"""A check box whose box can be seen on any ground."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

__all__ = ["TickBox"]

_BOX = 16
_GAP = 8


class TickBox(QCheckBox):
    """Painted from the palette: Fusion's own outline is darker than the ground of a dark theme."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self.text()) + _GAP if self.text() else 0
        return QSize(_BOX + 2 + text, max(_BOX + 4, self.fontMetrics().height() + 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        palette, role = self.palette(), QPalette.ColorRole
        able = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        focused = self.hasFocus() or bool(option.state & QStyle.StateFlag.State_HasFocus)
        box = QRectF(1.5, (self.height() - _BOX) / 2 + 0.5, _BOX - 1, _BOX - 1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            on = self.isChecked()
            edge = palette.color(able, role.Highlight if on or focused else role.PlaceholderText)
            painter.setPen(QPen(edge, 2.0 if focused else 1.0))
            painter.setBrush(palette.color(able, role.Highlight) if on else QColor(Qt.GlobalColor.transparent))
            painter.drawRoundedRect(box, 4, 4)
            if focused and on:
                painter.setPen(QPen(palette.color(able, role.WindowText), 1.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, 4, 4)
            if on:
                painter.setPen(QPen(palette.color(able, role.HighlightedText), 1.8))
                middle = box.center()
                tick = [middle + QPointF(-3.5, 0.2), middle + QPointF(-1.0, 2.8), middle + QPointF(3.6, -2.6)]
                painter.drawPolyline(QPolygonF(tick))
            painter.setPen(palette.color(able, role.WindowText))
            room = QRect(_BOX + 2 + _GAP, 0, self.width() - _BOX - 2 - _GAP, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
