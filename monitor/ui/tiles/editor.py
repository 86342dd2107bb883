"""The settings of one tile, in a small popup: what it is called, its scale and its bands."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.ui.charts.chips import ChoiceChip
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tiles.number_field import NumberField
from monitor.ui.tool_button import ToolButton
from monitor.workspace.analysis.names import full_name
from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.tiles import Tile

__all__ = ["TileEditor"]

_MARGIN = 12
_MOST_BANDS = 8
_WIDTH = 300


class TileEditor(QFrame):
    """changed(place, Tile): with every change that makes sense. Deletes itself when it is closed."""

    changed = Signal(int, object)

    def __init__(self, place: int, tile: Tile, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Settings of the tile"))
        self._place = place
        self._tile = tile
        self._theme = theme
        self._label = QLineEdit(tile.label)
        self._label.setPlaceholderText(full_name(tile.series))
        self._label.setAccessibleName(self.tr("Name"))
        self._label.textEdited.connect(self._take)
        looks = [("number", self.tr("Number")), ("gauge", self.tr("Gauge")), ("bar", self.tr("Bar"))]
        self._look = ChoiceChip(self.tr("Look"), looks, tile.look)
        self._look.chosen.connect(self._take)
        self._low = NumberField(tile.low, self.tr("Scale from"), hint=self.tr("auto"))
        self._high = NumberField(tile.high, self.tr("Scale to"), hint=self.tr("auto"))
        for field in (self._low, self._high):
            field.edited.connect(self._take)
        self._bands: list[_BandRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._more = QPushButton(self.tr("Add a band"))
        self._more.clicked.connect(self._add_band)
        self._lay_out()
        for band in tile.bands:
            self._show_band(band)

    def popup(self, at: QPoint) -> None:
        """Show it at a point of the screen, or where there is room near it."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(room.left(), min(at.x(), room.right() - self.width()))
        top = max(room.top(), min(at.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self._label.setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(6)
        form.setColumnStretch(1, 1)
        form.setColumnStretch(2, 1)
        form.addWidget(_muted(self.tr("Name")), 0, 0)
        form.addWidget(self._label, 0, 1, 1, 2)
        form.addWidget(_muted(self.tr("Look")), 1, 0)
        form.addWidget(self._look, 1, 1, Qt.AlignmentFlag.AlignLeft)
        form.addWidget(_muted(self.tr("Scale")), 2, 0)
        form.addWidget(self._low, 2, 1)
        form.addWidget(self._high, 2, 2)
        head = QLabel(self.tr("Bands"))
        head.setFont(text_font(weight=QFont.Weight.DemiBold))
        about = _muted(self.tr("The first band that holds the value counts. An empty field is no bound."))
        about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addLayout(form)
        column.addSpacing(4)
        column.addWidget(head)
        column.addWidget(about)
        column.addLayout(self._rows)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFixedWidth(_WIDTH)

    @Slot()
    def _add_band(self) -> None:
        above = self._bands[-1].band.high if self._bands else None
        self._show_band(Band("warn", low=above))
        self._bands[-1].take_focus()
        self._take()

    def _show_band(self, band: Band) -> None:
        row = _BandRow(band, self._theme)
        row.edited.connect(self._take)
        row.removed.connect(self._remove_band)
        self._bands.append(row)
        self._rows.addWidget(row)
        self._fit()

    @Slot()
    def _remove_band(self) -> None:
        row = self.sender()
        if isinstance(row, _BandRow):
            self._bands.remove(row)
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._more.setFocus()
            self._fit()
            self._take()

    def _fit(self) -> None:
        self._more.setEnabled(len(self._bands) < _MOST_BANDS)
        if self.isVisible():
            self.adjustSize()

    @Slot()
    def _take(self, *_ignored: object) -> None:
        """Tell of what stands in the fields, unless one of them makes no sense."""
        fields = (self._low, self._high, *(field for row in self._bands for field in row.fields))
        if not all(field.valid for field in fields):
            return
        tile = msgspec.structs.replace(
            self._tile,
            label=self._label.text().strip(),
            look=self._look.value,
            low=self._low.value,
            high=self._high.value,
            bands=tuple(row.band for row in self._bands),
        )
        if tile != self._tile:
            self._tile = tile
            self.changed.emit(self._place, tile)


class _BandRow(QWidget):
    """One band: its level and its bounds. Signals: edited(), removed()."""

    edited = Signal()
    removed = Signal()

    def __init__(self, band: Band, theme: Theme) -> None:
        super().__init__()
        levels = [("ok", self.tr("OK")), ("warn", self.tr("Warning")), ("bad", self.tr("Bad"))]
        self._level = ChoiceChip(self.tr("Level"), levels, band.level)
        self._level.setFixedWidth(88)
        self._level.chosen.connect(self._tell)
        self._low = NumberField(band.low, self.tr("From"), hint=self.tr("from"))
        self._high = NumberField(band.high, self.tr("Up to"), hint=self.tr("up to"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._level)
        for field in self.fields:
            field.edited.connect(self._tell)
            row.addWidget(field, 1)
        remove = ToolButton(Glyph.CLOSE, self.tr("Remove this band"), theme)
        remove.clicked.connect(self.removed)
        row.addWidget(remove)

    @property
    def fields(self) -> Sequence[NumberField]:
        return self._low, self._high

    @property
    def band(self) -> Band:
        """The band as it stands."""
        low, high = self._low.value, self._high.value
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Band(str(self._level.value), low, high)

    def take_focus(self) -> None:
        """Put the cursor into the first field that is empty."""
        empty = next((field for field in self.fields if field.value is None), self._low)
        empty.setFocus()

    @Slot()
    def _tell(self, *_ignored: object) -> None:
        self.edited.emit()


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("level", "muted")
    return label
