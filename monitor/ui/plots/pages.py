"""What a plot's panel shows: the plot, its samples as a table, or what to do while it has no curves."""

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.charts.prompt import Prompt
from monitor.ui.panels.context import PanelContext
from monitor.ui.plots.data_table import DataTable
from monitor.ui.plots.pointed_canvas import PointedCanvas
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.plot import PlotSpec

__all__ = ["PlotPages"]


class PlotPages(QStackedLayout):
    """series_chosen(tuple of SeriesKey): the user has chosen what is to be plotted. table: None before it is shown."""

    series_chosen = Signal(object)

    def __init__(self, context: PanelContext, canvas: PointedCanvas, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self._context = context
        self._theme = context.theme
        self._canvas = canvas
        self._chooser: SeriesChooser | None = None
        self.prompt = Prompt(self.tr("Drop a series here, or choose one"), self.tr("Choose a series"))
        self.prompt.asked.connect(self._ask)
        self.table: DataTable | None = None
        self.addWidget(canvas)
        self.addWidget(self.prompt)

    def show_for(self, spec: PlotSpec) -> None:
        """Bring to the front what this spec asks for."""
        page = self._page(spec)
        if self.currentWidget() is not page:
            self.setCurrentWidget(page)
            self._home.setFocusProxy(page)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme
        self._canvas.set_theme(theme)
        if self._chooser is not None:
            self._chooser.set_theme(theme)

    def _page(self, spec: PlotSpec) -> QWidget:
        if not spec.curves:
            return self.prompt
        if not spec.as_table:
            return self._canvas
        if self.table is None:
            self.table = DataTable()
            self.addWidget(self.table)
        return self.table

    @Slot(QPoint)
    def _ask(self, at: QPoint) -> None:
        if self._chooser is None:
            self._chooser = SeriesChooser(self._context.workspace, self._theme, parent=self._home)
            self._chooser.chosen.connect(self._choose)
        self._chooser.popup(at)

    @Slot(object)
    def _choose(self, series: SeriesKey) -> None:
        self.series_chosen.emit((series,))
