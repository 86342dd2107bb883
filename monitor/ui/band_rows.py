"""Bands as the user edits them: a level and its bounds in each row, and a button for one more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from monitor.ui.charts.chips import ChoiceChip
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tiles.number_field import NumberField
from monitor.ui.tool_button import ToolButton
from monitor.workspace.desk.specs.base import Band

__all__ = ["MOST_BANDS", "BandRows"]

MOST_BANDS = 8
_LEVEL_WIDTH = 88


class BandRows(QWidget):
    """Signals: edited(bands): they are others now, and all make sense; resized(): rows came or went."""

    edited = Signal(object)
    resized = Signal()

    def __init__(self, bands: Sequence[Band], theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bands = tuple(bands)
        self.rows: list[_BandRow] = []
        self.more = QPushButton(self.tr("Add a band"))
        self.more.clicked.connect(self._add)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._list)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for band in bands:
            self._show(band)

    @Slot()
    def _add(self) -> None:
        above = self.rows[-1].band.high if self.rows else None
        self._show(Band("warn", low=above))
        self.rows[-1].take_focus()
        self._tell()

    def _show(self, band: Band) -> None:
        row = _BandRow(band, self._theme)
        row.edited.connect(self._tell)
        row.removed.connect(self._remove)
        self.rows.append(row)
        self._list.addWidget(row)
        self._fit()

    @Slot()
    def _remove(self) -> None:
        row = self.sender()
        if isinstance(row, _BandRow):
            self.rows.remove(row)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
            self.more.setFocus()
            self._fit()
            self._tell()

    def _fit(self) -> None:
        self.more.setEnabled(len(self.rows) < MOST_BANDS)
        self.resized.emit()

    @Slot()
    def _tell(self) -> None:
        """Tell of what stands in the fields, unless one of them makes no sense."""
        bands = tuple(row.band for row in self.rows)
        if bands != self._bands and all(field.valid for row in self.rows for field in row.fields):
            self._bands = bands
            self.edited.emit(bands)


class _BandRow(QWidget):
    """One band: its level and its bounds. Signals: edited(), removed()."""

    edited = Signal()
    removed = Signal()

    def __init__(self, band: Band, theme: Theme) -> None:
        super().__init__()
        levels = [("ok", self.tr("OK")), ("warn", self.tr("Warning")), ("bad", self.tr("Bad"))]
        self.level = ChoiceChip(self.tr("Level"), levels, band.level)
        self.level.setFixedWidth(_LEVEL_WIDTH)
        self.level.chosen.connect(self._tell)
        self.low = NumberField(band.low, self.tr("From"), hint=self.tr("from"))
        self.high = NumberField(band.high, self.tr("Up to"), hint=self.tr("up to"))
        self.remove = ToolButton(Glyph.CLOSE, self.tr("Remove this band"), theme)
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.level)
        for field in self.fields:
            field.edited.connect(self._tell)
            row.addWidget(field, 1)
        row.addWidget(self.remove)

    @property
    def fields(self) -> Sequence[NumberField]:
        """Its bounds."""
        return self.low, self.high

    @property
    def band(self) -> Band:
        """The band as it stands; bounds the wrong way round are turned."""
        low, high = self.low.value, self.high.value
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Band(str(self.level.value), low, high)

    def take_focus(self) -> None:
        """Put the cursor into the first field that is empty."""
        empty = next((field for field in self.fields if field.value is None), self.low)
        empty.setFocus()

    @Slot()
    def _tell(self, *_ignored: object) -> None:
        self.edited.emit()
