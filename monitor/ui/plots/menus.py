"""What the right mouse button, or the menu key, offers over a plot."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPixmap
from PySide6.QtWidgets import QMenu

from monitor.ui.plots.canvas import TOP
from monitor.ui.plots.editor import PlotEditor
from monitor.ui.plots.marks import Place, level_word
from monitor.ui.plots.pointed_canvas import PointedCanvas
from monitor.ui.plots.reading import PlotReading
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.plotting.curve_set import MOST_CURVES
from monitor.workspace.plotting.editing import (
    with_curve,
    with_threshold,
    without_curve,
    without_note,
    without_threshold,
)

__all__ = ["PlotMenus"]


class PlotMenus(QObject):
    """Opens the menu for what is under the mouse: a curve of the legend, a threshold, a note, or the plot.

    alert_wanted(SeriesKey): the user wants an alert on a curve.
    """

    alert_wanted = Signal(object)

    def __init__(
        self, canvas: PointedCanvas, editor: PlotEditor, reading: PlotReading, actions: Sequence[QAction]
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._editor = editor
        self._reading = reading
        self._actions = actions
        canvas.menu_wanted.connect(self.open_at)

    @Slot(QPointF)
    def open_at(self, at: QPointF) -> None:
        """Open the menu that belongs to a place of the canvas."""
        menu = self.menu_at(at)
        menu.popup(self._canvas.mapToGlobal(at.toPoint()))

    def menu_at(self, at: QPointF) -> QMenu:
        """The menu that belongs to a place of the canvas; it deletes itself when it is closed."""
        menu = QMenu(self._canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._do)
        place, marks = self._canvas.place, self._canvas.marks
        curve = self._canvas.legend.at(at.x()) if at.y() < TOP else None
        if curve is not None and curve < len(self._editor.spec.curves):
            self._fill_curve(menu, curve)
        elif place is None or at.y() < TOP:
            self._fill_plot(menu)
        elif (which := marks.threshold_at(place, at.y())) is not None:
            self._fill_threshold(menu, which)
        elif (which := marks.note_at(place, at.x())) is not None:
            self._fill_note(menu, which)
        else:
            self._fill_place(menu, place, at)
            self._fill_plot(menu)
        return menu

    def _fill_place(self, menu: QMenu, place: Place, at: QPointF) -> None:
        value = place.value(at.y())
        self._add(menu, self.tr("Add threshold here"), partial(self._editor.add_threshold, value, left=False))
        if place.left != place.right:
            left = place.value(at.y(), left=True)
            words = self.tr("Add threshold here, left axis")
            self._add(menu, words, partial(self._editor.add_threshold, left, left=True))
        self._add(menu, self.tr("Add note here"), partial(self._editor.add_note, place.time(at.x())))
        self._add(menu, self.tr("Measure from the crosshair"), self._editor.measure_from_cursor)
        menu.addSeparator()

    def _fill_plot(self, menu: QMenu) -> None:
        spec = self._editor.spec
        if spec.curves:
            curves = menu.addMenu(self.tr("Curves"))
            for place, name in enumerate(self._reading.names):
                self._fill_curve(curves.addMenu(name), place)
            menu.addSeparator()
        menu.addActions(self._actions)

    def _fill_curve(self, menu: QMenu, place: int) -> None:
        spec = self._editor.spec
        curve = spec.curves[place]
        words = self.tr("Show") if curve.hidden else self.tr("Hide")
        self._add(menu, words, partial(self._change, place, hidden=not curve.hidden))
        self._choose(
            menu.addMenu(self.tr("Draw as")),
            place,
            "style",
            curve.style,
            {
                "line": self.tr("Line"),
                "hold": self.tr("Steps that hold"),
                "points": self.tr("Points"),
                "area": self.tr("Area"),
            },
        )
        axes = {"right": self.tr("Right"), "left": self.tr("Left")}
        self._choose(menu.addMenu(self.tr("Axis")), place, "axis", curve.axis, axes)
        self._offer_colours(menu.addMenu(self.tr("Colour")), place)
        menu.addSeparator()
        self._add(menu, self.tr("Set an alert…"), partial(self.alert_wanted.emit, curve.series))
        self._add(menu, self.tr("Remove from the plot"), partial(self._put, without_curve(spec, place)))

    def _offer_colours(self, menu: QMenu, place: int) -> None:
        curve = self._editor.spec.curves[place]
        now = place if curve.colour is None else curve.colour
        for colour in range(MOST_CURVES):
            words = self.tr("Colour %1").replace("%1", str(colour + 1))
            action = self._add(menu, words, partial(self._change, place, colour=colour))
            swatch = QPixmap(16, 16)
            swatch.fill(self._canvas.layer.inks.curve(colour))
            action.setIcon(QIcon(swatch))
            action.setCheckable(True)
            action.setChecked(colour == now)

    def _fill_threshold(self, menu: QMenu, which: int) -> None:
        spec = self._editor.spec
        threshold = spec.thresholds[which]
        self._add(menu, self.tr("Label"), partial(self._editor.edit_threshold, which))
        levels = QActionGroup(menu)
        for level in ("ok", "warn", "bad"):
            changed = type(threshold)(threshold.value, threshold.label, level, threshold.axis)
            put = partial(self._put, with_threshold(spec, changed, place=which))
            action = self._add(menu, level_word(level), put)
            action.setCheckable(True)
            action.setChecked(level == threshold.level)
            levels.addAction(action)
        menu.addSeparator()
        self._add(menu, self.tr("Remove threshold"), partial(self._put, without_threshold(spec, which)))

    def _fill_note(self, menu: QMenu, which: int) -> None:
        self._add(menu, self.tr("Write"), partial(self._editor.edit_note, which))
        self._add(menu, self.tr("Remove note"), partial(self._put, without_note(self._editor.spec, which)))

    def _choose(self, menu: QMenu, place: int, field: str, now: str, words: dict[str, str]) -> None:
        group = QActionGroup(menu)
        for value, word in words.items():
            action = self._add(menu, word, partial(self._change, place, **{field: value}))
            action.setCheckable(True)
            action.setChecked(value == now)
            group.addAction(action)

    def _add(self, menu: QMenu, words: str, do: Callable[[], None]) -> QAction:
        action = menu.addAction(words)
        action.setData(do)
        return action

    @Slot(QAction)
    def _do(self, action: QAction) -> None:
        do = action.data()
        if callable(do):  # Actions that belong to the panel have nothing to do here.
            do()

    def _change(self, place: int, **changes: object) -> None:
        self._put(with_curve(self._editor.spec, place, **changes))

    def _put(self, spec: PlotSpec) -> None:
        self._editor.changed.emit(spec)
