"""What stands in the head of a table: a filter, the span of the change, and which columns there are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from monitor.ui.charts.chips import ChipRow, ChoiceChip, MenuChip
from monitor.ui.fonts import text_font
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.wording import duration

__all__ = ["SPANS", "FilterField", "TableControls"]

SPANS = (10.0, 60.0, 300.0, 900.0, 3600.0, 14_400.0, 86_400.0)
"""Seconds a change can be told over."""

_FIELD_WIDTH, _FIELD_LEAST = 140, 88
_APART = 6


class FilterField(QLineEdit):
    """Escape empties it, or hands the focus back where it is empty already."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)


class TableControls(QWidget):
    """field: the filter. span and columns: chips. The filter gives way last."""

    def __init__(self, spec: TableSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = FilterField(spec.filter)
        self.field.setObjectName("filterField")
        self.field.setFont(text_font(12))
        self.field.setPlaceholderText(self.tr("Filter keys"))
        self.field.setAccessibleName(self.tr("Filter keys"))
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(_FIELD_WIDTH)
        choices = [(seconds, duration(seconds)) for seconds in SPANS]
        self.span = ChoiceChip(self.tr("Span of the change"), choices, spec.change_seconds)
        self.columns = MenuChip(self.tr("Columns"), self.tr("Choose columns"))
        self.chips = ChipRow()
        self.chips.take((self.columns, self.span))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_APART)
        row.addWidget(self.field)
        row.addWidget(self.chips)

    def fit(self, room: int) -> None:
        """There are so many pixels."""
        width = min(_FIELD_WIDTH, room)
        self.field.setVisible(width >= _FIELD_LEAST or bool(self.field.text()))
        self.field.setFixedWidth(max(width, _FIELD_LEAST))
        self.chips.fit(max(0, room - width - _APART))

    def show_spec(self, spec: TableSpec) -> None:
        """Show what another spec says."""
        if self.field.text() != spec.filter:
            self.field.setText(spec.filter)
        self.span.show_value(spec.change_seconds, text=duration(spec.change_seconds))
