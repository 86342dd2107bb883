"""The settings of one tile, in a small popup: what it is called, its scale and its bands."""

import msgspec
from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from monitor.ui.band_rows import BandRows
from monitor.ui.charts.chips import ChoiceChip
from monitor.ui.fonts import text_font
from monitor.ui.theme import Theme
from monitor.ui.tiles.number_field import NumberField
from monitor.workspace.analysis.names import full_name
from monitor.workspace.desk.specs.tiles import Tile

__all__ = ["TileEditor"]

_MARGIN = 12
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
        self._bands = BandRows(tile.bands, theme)
        self._bands.edited.connect(self._take)
        self._bands.resized.connect(self._fit)
        self._lay_out()

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
        column.addWidget(self._bands)
        self.setFixedWidth(_WIDTH)

    @Slot()
    def _fit(self) -> None:
        if self.isVisible():
            self.adjustSize()

    @Slot()
    def _take(self, *_ignored: object) -> None:
        """Tell of what stands in the fields, unless one of them makes no sense."""
        rows = self._bands.rows
        fields = (self._low, self._high, *(field for row in rows for field in row.fields))
        if not all(field.valid for field in fields):
            return
        tile = msgspec.structs.replace(
            self._tile,
            label=self._label.text().strip(),
            look=self._look.value,
            low=self._low.value,
            high=self._high.value,
            bands=tuple(row.band for row in rows),
        )
        if tile != self._tile:
            self._tile = tile
            self.changed.emit(self._place, tile)


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("level", "muted")
    return label
