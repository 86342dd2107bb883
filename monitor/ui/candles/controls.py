"""What stands in the head of a candle chart: its series, how wide a candle is, and the way back to the present."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QWidget

from monitor.ui.candles.width_field import WidthField
from monitor.ui.charts.chips import Chip, ChipRow, ChoiceChip, MenuChip
from monitor.workspace.desk.specs.candles import Width, width_words
from monitor.workspace.wording import count

__all__ = ["CandleControls", "LiveChip"]

_WIDTHS: tuple[Width, ...] = (
    *((seconds, None) for seconds in (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 14_400.0, 86_400.0)),
    *((60.0, samples) for samples in (10, 100, 1000)),
)
_BELOW = 4


class LiveChip(Chip):
    """The way back to the present, and how much has come since. followed(): it was clicked."""

    followed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent=parent)
        words = self.tr("Jump to live")
        self.setText(words)
        self.setToolTip(self.tr("Show the present and move with it"))
        self.setAccessibleName(words)
        self._action = QAction(words, self)
        self._action.triggered.connect(self.followed)
        self.clicked.connect(self.followed)

    @property
    def action(self) -> QAction:
        return self._action

    def show_new(self, samples: int) -> None:
        """So many samples have come since the chart stands still."""
        words = self.tr("Jump to live")
        new = self.tr("%1 new").replace("%1", count(samples))
        self.setText(f"{new} \N{MIDDLE DOT} {words}" if samples else words)
        self.updateGeometry()


class CandleControls(ChipRow):
    """width_chosen(Width). price_wanted(point), volume_wanted(point): a series is to be chosen at that point of the
    screen. samples_wanted(): the volume is to be the number of samples. live_wanted()."""

    width_chosen = Signal(object)
    price_wanted = Signal(QPoint)
    volume_wanted = Signal(QPoint)
    samples_wanted = Signal()
    live_wanted = Signal()

    def __init__(self, width: Width, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._series = MenuChip(self.tr("Series"), self.tr("Choose the series of prices and of volume"))
        tip = self.tr("How much time, or how many samples, a candle spans")
        self._width = ChoiceChip(tip, [(each, width_words(each)) for each in _WIDTHS], width)
        self._live = LiveChip()
        self.take((self._series, self._width, self._live))
        self._series.action.setText(self.tr("Series"))
        self._width.action.setText(self.tr("Width of a candle"))
        self._field = WidthField(parent=self)
        self._actions = [
            self._added(self.tr("Price…"), self._ask_price),
            self._added(self.tr("Volume…"), self._ask_volume),
            self._added(self.tr("Volume: number of samples"), self._ask_samples),
        ]
        self._other = QAction(self.tr("Other…"), self)
        self._other.triggered.connect(self._ask_width)
        self._width.pull_down.addSeparator()
        self._width.pull_down.addAction(self._other)
        self._width.chosen.connect(self.width_chosen)
        self._field.entered.connect(self.width_chosen)
        self._live.followed.connect(self.live_wanted)
        self.show_width(width)
        self.set_frozen(None)

    def show_width(self, width: Width) -> None:
        """Candles are this wide now."""
        self._width.show_value(width, text=width_words(width))

    @Slot(object)
    def set_frozen(self, samples: int | None) -> None:
        """The chart stands still and so many samples have come since; None: it is live."""
        if samples is not None:
            self._live.show_new(samples)
        self.want(self._live, samples is not None)

    def _added(self, text: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(slot)
        self._series.pull_down.addAction(action)
        return action

    @Slot()
    def _ask_price(self) -> None:
        self.price_wanted.emit(self._below())

    @Slot()
    def _ask_volume(self) -> None:
        self.volume_wanted.emit(self._below())

    @Slot()
    def _ask_samples(self) -> None:
        self.samples_wanted.emit()

    @Slot()
    def _ask_width(self) -> None:
        self._field.popup(self._below())

    def _below(self) -> QPoint:
        """Where a popup goes: below the chips or, while none is shown, where the mouse is."""
        chip = next((chip for chip in (self._series, self._width) if chip.isVisible()), None)
        return QCursor.pos() if chip is None else chip.mapToGlobal(QPoint(0, chip.height() + _BELOW))
