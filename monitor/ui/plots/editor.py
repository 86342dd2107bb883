"""What the user draws into a plot and measures in it."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QPointF, Signal, Slot

from monitor.core.batch import SeriesKey
from monitor.ui.plots.cursor_link import CursorLink
from monitor.ui.plots.label_edit import LabelEdit
from monitor.ui.plots.pointed_canvas import PointedCanvas
from monitor.workspace.desk.specs.plot import Note, PlotSpec, Threshold
from monitor.workspace.plotting.curve_set import Curve, CurveSet
from monitor.workspace.plotting.editing import with_curve, with_note, with_threshold
from monitor.workspace.plotting.measure import Measure, Point
from monitor.workspace.plotting.snap import Snap, nearest_sample, snapped

__all__ = ["PlotEditor"]


class PlotEditor(QObject):
    """changed(spec): the plot is to be this one now. spec: the one in force, kept up to date by the panel.

    measured: a measure has begun, changed or gone.
    """

    changed = Signal(object)
    measured = Signal()

    def __init__(
        self, canvas: PointedCanvas, link: CursorLink, curves: CurveSet, *, unit_of: Callable[[SeriesKey], str]
    ) -> None:
        super().__init__(canvas)
        self.spec = PlotSpec()
        self._canvas = canvas
        self._link = link
        self._curves = curves
        self._unit_of = unit_of
        self._begun: Snap | None = None
        self._by_keys = False
        self._edit: LabelEdit | None = None
        self._write: Callable[[str], PlotSpec] | None = None
        canvas.measure_begun.connect(self._begin_measure)
        canvas.measure_moved.connect(self._move_measure)
        canvas.threshold_moved.connect(self._move_threshold)
        canvas.edit_wanted.connect(self.edit_at)
        canvas.legend_clicked.connect(self._toggle_curve)
        link.sampled.connect(self._follow_keys)

    def take_spec(self, spec: PlotSpec) -> None:
        """Draw what this plot holds."""
        self.spec = spec
        marks = self._canvas.marks
        marks.thresholds, marks.notes = spec.thresholds, spec.notes
        if marks.measure is not None and all(curve.series != marks.measure.series for curve in spec.curves):
            self.clear_measure()
        self._canvas.draw_marks()

    @Slot(int)
    def _toggle_curve(self, place: int) -> None:
        self.changed.emit(with_curve(self.spec, place, hidden=not self.spec.curves[place].hidden))

    # --- thresholds and notes -------------------------------------------------------------------------------------

    def add_threshold(self, value: float, *, left: bool) -> None:
        """Draw a line at a value, and let it be named at once."""
        self.changed.emit(with_threshold(self.spec, Threshold(value, axis="left" if left else "right")))
        self.edit_threshold(len(self.spec.thresholds) - 1)

    def add_note(self, time: float) -> None:
        """Put a note at a moment, and let it be written at once."""
        self.changed.emit(with_note(self.spec, Note(time, "")))
        self.edit_note(len(self.spec.notes) - 1)

    @Slot(QPointF)
    def edit_at(self, at: QPointF) -> None:
        """Let what is under this place be named."""
        place, marks = self._canvas.place, self._canvas.marks
        if place is None:
            return
        if (which := marks.threshold_at(place, at.y())) is not None:
            self.edit_threshold(which)
        elif (which := marks.note_at(place, at.x())) is not None:
            self.edit_note(which)

    def edit_threshold(self, which: int) -> None:
        """Let a threshold be named."""
        place = self._canvas.place
        if place is None or not 0 <= which < len(self.spec.thresholds):
            return
        threshold = self.spec.thresholds[which]
        at = QPointF(place.rect.right(), place.y(threshold.value, left=threshold.axis == "left"))

        def written(text: str) -> PlotSpec:
            return with_threshold(self.spec, msgspec.structs.replace(threshold, label=text), place=which)

        self._let_write(threshold.label, at, self.tr("Label of the threshold"), written)

    def edit_note(self, which: int) -> None:
        """Let a note be written."""
        place = self._canvas.place
        if place is None or not 0 <= which < len(self.spec.notes):
            return
        note = self.spec.notes[which]
        at = QPointF(place.x(note.time) + 4, place.rect.bottom() - 16)

        def written(text: str) -> PlotSpec:
            return with_note(self.spec, msgspec.structs.replace(note, text=text), place=which)

        self._let_write(note.text, at, self.tr("Text of the note"), written)

    def _let_write(self, text: str, at: QPointF, name: str, write: Callable[[str], PlotSpec]) -> None:
        self._write = write
        self._edit = LabelEdit(text, at=at.toPoint(), name=name, parent=self._canvas)
        self._edit.written.connect(self._written)

    @Slot(str)
    def _written(self, text: str) -> None:
        write, self._write = self._write, None
        if write is not None:
            self.changed.emit(write(text))

    @Slot(int, float, bool)
    def _move_threshold(self, which: int, value: float, done: bool) -> None:
        moved = msgspec.structs.replace(self.spec.thresholds[which], value=value)
        spec = with_threshold(self.spec, moved, place=which)
        if done:
            self.changed.emit(spec)
        else:
            self._canvas.marks.thresholds = spec.thresholds
            self._canvas.draw_marks()

    # --- measuring ------------------------------------------------------------------------------------------------

    def measure_from_cursor(self) -> None:
        """Measure from the sample at the crosshair; the other end goes where keys move the crosshair."""
        curve, time = self._link.curve, self._link.time
        place = self._canvas.place
        if curve is None or place is None:
            return
        point = nearest_sample(curve, place.right.t1 if time is None else time)
        if point is not None:
            self._begun, self._by_keys = Snap(curve, point), True
            self._show(curve, point, point)

    def clear_measure(self) -> bool:
        """Measure no longer; tells whether there was anything measured."""
        marks = self._canvas.marks
        had = marks.measure is not None
        marks.measure, self._begun, self._by_keys = None, None, False
        if had:
            self._canvas.draw_marks()
            self.measured.emit()
        return had

    @Slot(QPointF)
    def _begin_measure(self, at: QPointF) -> None:
        place = self._canvas.place
        if place is None:
            return
        self._by_keys = False
        shown = self._curves.shown
        self._begun = snapped(shown, place.right, place.left, place.time(at.x()), place.row(at.y()))
        if self._begun is not None:
            self._show(self._begun.curve, self._begun.point, self._begun.point)

    @Slot(QPointF)
    def _move_measure(self, at: QPointF) -> None:
        place, begun = self._canvas.place, self._begun
        if place is None or begun is None:
            return
        point = nearest_sample(begun.curve, place.time(at.x()))
        if point is not None:
            self._show(begun.curve, begun.point, point)

    @Slot(object, float, float)
    def _follow_keys(self, curve: Curve, time: float, value: float) -> None:
        begun = self._begun
        if self._by_keys and begun is not None and begun.curve.key == curve.key:
            self._show(curve, begun.point, Point(time, value))

    def _show(self, curve: Curve, first: Point, second: Point) -> None:
        marks = self._canvas.marks
        marks.measure = Measure(curve.key, first, second)
        marks.measure_left = curve.left
        marks.measure_words = marks.measure.words(self._unit_of(curve.key))
        self._canvas.draw_marks()
        self.measured.emit()
