"""What frequencies a series holds, now or over time."""

import math
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QWidget

from monitor.core.batch import Floats, SeriesKey
from monitor.ui.charts.axis import Extent
from monitor.ui.charts.legend import LegendEntry, legend_text
from monitor.ui.charts.panel import ChartPanel
from monitor.ui.panels.context import PanelContext
from monitor.ui.spectrum.chips import SpectrumChips
from monitor.ui.spectrum.spectrogram_chart import SpectrogramChart
from monitor.ui.spectrum.spectrum_chart import SpectrumChart
from monitor.ui.theme import Theme
from monitor.workspace.analysis.frequency_words import frequency, frequency_scale, rhythm_words
from monitor.workspace.analysis.names import full_name
from monitor.workspace.analysis.reading import column_reader, last_samples
from monitor.workspace.analysis.rhythm import Rhythm, resampled, rhythm_of
from monitor.workspace.analysis.spectrogram import Spectrogram
from monitor.workspace.analysis.spectrum import peaks, spectrum
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.analysis import SpectrumSpec
from monitor.workspace.plotting.ranges import ValueRange
from monitor.workspace.wording import age, count

__all__ = ["SpectrumPanel"]

_INTERVAL = 0.1
_FEWEST = 16
"""Samples a spectrum is made from at least."""
_MOST = 200_000
_PEAKS = 3
_SAME = 0.1
"""A spectrogram goes on while the interval of its samples has changed by less than this share."""
_OLD = 10.0
"""Seconds, and as many intervals, after which it is said how old the newest sample is."""
_ROOM_ABOVE = 0.12
"""The highest peak leaves room for what is written above it."""
_DEEPEST = 100.0
"""dB below the highest that are shown at most."""
_DOT = " \N{MIDDLE DOT} "


class SpectrumPanel(ChartPanel):
    """One series at a time: another one that is dropped takes its place."""

    def __init__(self, context: PanelContext, spec: SpectrumSpec, *, parent: QWidget | None = None) -> None:
        self._spectrum = SpectrumChart(context.theme)
        self._gram = SpectrogramChart(context.theme)
        self._row = SpectrumChips(spec)
        super().__init__(context, self._spectrum, chips=self._row, interval=_INTERVAL, parent=parent)
        self._spec = spec
        self._read = column_reader(context.workspace.store)
        self._look = 1.0
        self._work: Spectrogram | None = None
        self._range = ValueRange()
        self._row.changed.connect(self._changed)
        self._row.series_asked.connect(self._ask)
        self._gram.read_changed.connect(self._tell_time)
        context.cursor.moved.connect(self._mark_time)
        self._apply()

    @property
    def spec(self) -> SpectrumSpec:
        return self._spec

    def set_spec(self, spec: PanelSpec) -> None:
        if isinstance(spec, SpectrumSpec):
            self._spec = spec
            self._apply()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for chart in (self._spectrum, self._gram):
            if chart is not self.chart:
                chart.set_theme(theme)

    @property
    def sources(self) -> Sequence[SeriesKey]:
        return () if self._spec.series is None else (self._spec.series,)

    def describe(self) -> str:
        found = ", ".join(frequency(peak.frequency) for peak in self._spectrum.peaks)
        strongest = self.tr("strongest at %1").replace("%1", found) if found and self.chart is self._spectrum else ""
        return "; ".join(filter(None, (legend_text(self.chart.legend), strongest, self.chart.words)))

    # --- a refresh ------------------------------------------------------------------------------------------------

    def work_out(self, now: float, end: float) -> bool:
        series, spec = self._spec.series, self._spec
        if series is None:
            return True
        until = min(end, math.nextafter(self.newest(series), math.inf))
        number = min(_MOST, spec.size + (spec.size // 2) * (max(1, spec.average) - 1))
        time, values = last_samples(self._read, until, number, look=self._look) if until > 0.0 else self._read(0.0, 0.0)
        rhythm = rhythm_of(time) if len(time) >= _FEWEST else None
        if rhythm is None:
            self.call_it(self._named(), "")
            self.chart.set_words(self.tr("Too few samples for a spectrum yet"))
            self.chart.refresh()
            return True
        self._look = float(time[-1] - time[0]) + rhythm.interval
        complete = True
        if spec.view == "spectrum":
            said = self._transform(now, rhythm, time, values[0])
        else:
            said, complete = self._over_time(rhythm, end, until)
        old = end - float(time[-1])
        stale = (
            self.tr("newest sample %1 ago").replace("%1", age(old)) if old > _OLD * max(1.0, rhythm.interval) else ""
        )
        note = _DOT.join(filter(None, (rhythm_words(rhythm), said, stale)))
        self.chart.legend = (LegendEntry(0, full_name(series), note=note),)
        rate = frequency(1.0 / rhythm.interval)
        self.call_it(self._named(), rate if rhythm.regular else self.tr("not regular"))
        self.chart.set_words("")
        self.chart.refresh()
        return complete

    def _transform(self, now: float, rhythm: Rhythm, time: Floats, values: Floats) -> str:
        spec, chart = self._spec, self._spectrum
        if not rhythm.regular or rhythm.missing:
            number = int((time[-1] - time[0]) / rhythm.interval) + 1
            values = resampled(time, values, start=float(time[0]), interval=rhythm.interval, number=number)
        size = min(spec.size, 1 << int(math.log2(len(values))))
        chart.spectrum = spectrum(values, 1.0 / rhythm.interval, size=size, shape=spec.window)
        chart.peaks = peaks(chart.spectrum, most=_PEAKS)
        levels = chart.levels
        high = float(levels.max())
        low = max(float(levels.min()), high - _DEEPEST) if spec.decibel else 0.0
        self._range.follow(now, low, high)
        bottom = self._range.low if spec.decibel else 0.0
        top = self._range.high + _ROOM_ABOVE * (self._range.high - bottom)
        highest = float(chart.spectrum.frequency[-1])
        chart.extent = Extent(0.0, highest, bottom, top)
        chart.x_title = self.tr("Frequency, %1").replace("%1", frequency_scale(highest)[1])
        if size < spec.size:
            return self.tr("%1 of %2 samples so far").replace("%1", count(size)).replace("%2", count(spec.size))
        return ""

    def _over_time(self, rhythm: Rhythm, end: float, newest: float) -> tuple[str, bool]:
        """Work out columns that are new; what is to be said, and whether all that can be are there."""
        spec, chart = self._spec, self._gram
        work = self._work
        if work is None or abs(work.interval - rhythm.interval) > _SAME * work.interval:
            work = self._work = Spectrogram(
                interval=rhythm.interval, size=spec.size, shape=spec.window, seconds=spec.window_seconds
            )
            chart.forget_levels()
        work.update(self._read, end, newest)
        last = work.last_column(end, newest)
        chart.show_levels(work.picture(last), first=last - work.columns + 1, hop=work.hop, highest=work.highest)
        chart.zone = self.zone
        chart.extent = Extent(end - spec.window_seconds, end, 0.0, work.highest)
        chart.y_title = frequency_scale(work.highest)[1]
        column = work.hop * (spec.size / max(1, spec.size // 2))
        if spec.size * rhythm.interval > spec.window_seconds:
            return self.tr("one transform takes %1, more than is looked at").replace("%1", age(column)), True
        return "", not work.waits(end, newest)

    def _named(self) -> str:
        series = self._spec.series
        return self._spec.title or (self.tr("Spectrum") if series is None else full_name(series))

    # --- the user -------------------------------------------------------------------------------------------------

    def _take_one(self, series: SeriesKey) -> None:
        self._changed(msgspec.structs.replace(self._spec, series=series))

    def _apply(self) -> None:
        spec = self._spec
        self._row.show_spec(spec)
        self._work = None
        self._look = 1.0
        self._range.release()
        unit = ""
        if spec.series is not None:
            self._read = column_reader(self.context.workspace.store, spec.series)
            unit = self.unit(spec.series)
        self._spectrum.spectrum, self._spectrum.peaks, self._spectrum.extent = None, (), None
        self._spectrum.legend = self._gram.legend = ()
        self._spectrum.decibel, self._spectrum.unit = spec.decibel, unit
        self._spectrum.y_title = "dB" if spec.decibel else unit
        self.use_chart(self._gram if spec.view == "spectrogram" else self._spectrum)
        self.shown_anew()
        self.call_it(self._named(), "")

    @Slot(object)
    def _changed(self, spec: SpectrumSpec) -> None:
        self._spec = spec
        self._apply()
        self.spec_changed.emit(spec)

    @Slot()
    def _ask(self) -> None:
        self.choose(self._take_one, self.mapToGlobal(QPoint(12, 8)))

    @Slot()
    def _tell_time(self) -> None:
        self.context.cursor.move(self._gram.time_read)

    @Slot(object)
    def _mark_time(self, time: float | None) -> None:
        self._gram.mark(time)
