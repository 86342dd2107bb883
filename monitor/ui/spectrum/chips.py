"""The controls of a spectrum."""

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from monitor.ui.charts.chips import ChipRow, ChoiceChip, MenuChip, SwitchChip
from monitor.ui.charts.panel import span_choices
from monitor.workspace.desk.specs.analysis import SpectrumSpec
from monitor.workspace.wording import count, duration

__all__ = ["SpectrumChips"]

_SIZES = (128, 256, 512, 1024, 2048, 4096, 8192, 16384)
_AVERAGES = (1, 4, 16)


class SpectrumChips(ChipRow):
    """changed(spec): the user has set something. series_asked(): another series is wanted."""

    changed = Signal(object)
    series_asked = Signal()

    def __init__(self, spec: SpectrumSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._spec = spec
        views = [("spectrum", self.tr("Spectrum")), ("spectrogram", self.tr("Over time"))]
        self._view = ChoiceChip(self.tr("What is shown"), views, spec.view)
        sizes = [(each, self._size_text(each)) for each in _SIZES]
        self._size = ChoiceChip(self.tr("Samples a transform takes"), sizes, spec.size)
        shapes = [("hann", "Hann"), ("blackman", "Blackman"), ("rectangular", self.tr("Rectangular"))]
        self._shape = ChoiceChip(self.tr("Window function"), shapes, spec.window)
        averages = [(each, self._average_text(each)) for each in _AVERAGES]
        self._average = ChoiceChip(self.tr("Transforms put together"), averages, spec.average)
        self._decibel = SwitchChip(self.tr("dB"), self.tr("Amplitudes in decibels"), spec.decibel)
        self._seconds = ChoiceChip(self.tr("Time looked at"), span_choices(), spec.window_seconds)
        self._series = MenuChip(self.tr("Series"), self.tr("Series shown"))
        self._series.pull_down.add(self.tr("Choose another…"), self._ask)
        self.take((self._shape, self._average, self._decibel, self._size, self._series, self._seconds, self._view))
        self._view.chosen.connect(self._choose_view)
        self._size.chosen.connect(self._choose_size)
        self._shape.chosen.connect(self._choose_shape)
        self._average.chosen.connect(self._choose_average)
        self._decibel.switched.connect(self._choose_decibel)
        self._seconds.chosen.connect(self._choose_seconds)
        self.show_spec(spec)

    def show_spec(self, spec: SpectrumSpec) -> None:
        """Show what is in force, and the chips that mean something then."""
        self._spec = spec
        self._view.show_value(spec.view)
        self._size.show_value(spec.size, text=self._size_text(spec.size))
        self._shape.show_value(spec.window)
        self._average.show_value(spec.average, text=self._average_text(spec.average))
        self._decibel.show_value(spec.decibel)
        self._seconds.show_value(spec.window_seconds, text=duration(spec.window_seconds))
        over_time = spec.view == "spectrogram"
        self.want(self._seconds, over_time)
        self.want(self._average, not over_time)
        self.want(self._decibel, not over_time)

    def _size_text(self, size: int) -> str:
        return self.tr("%1 samples").replace("%1", count(size))

    def _average_text(self, average: int) -> str:
        return self.tr("Mean of %1").replace("%1", str(average)) if average > 1 else self.tr("Newest alone")

    def _change(self, **fields: object) -> None:
        self.show_spec(msgspec.structs.replace(self._spec, **fields))
        self.changed.emit(self._spec)

    @Slot()
    def _ask(self) -> None:
        self.series_asked.emit()

    @Slot(object)
    def _choose_view(self, view: str) -> None:
        self._change(view=view)

    @Slot(object)
    def _choose_size(self, size: int) -> None:
        self._change(size=size)

    @Slot(object)
    def _choose_shape(self, shape: str) -> None:
        self._change(window=shape)

    @Slot(object)
    def _choose_average(self, average: int) -> None:
        self._change(average=average)

    @Slot(bool)
    def _choose_decibel(self, decibel: bool) -> None:
        self._change(decibel=decibel)

    @Slot(object)
    def _choose_seconds(self, seconds: float) -> None:
        self._change(window_seconds=seconds)
