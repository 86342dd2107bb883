"""What can be done with the series that is chosen in the list."""

from collections.abc import Sequence

from monitor.core.batch import SeriesKey
from monitor.ui.commands.desk_commands import DeskCommands
from monitor.ui.commands.page_commands import PageCommands
from monitor.ui.window import MainWindow
from monitor.workspace.desk.specs.table import TableSpec

__all__ = ["SeriesCommands"]


class SeriesCommands:
    """Where no series is chosen, what opens shows what the open feeds offer."""

    def __init__(self, window: MainWindow, desk: DeskCommands, pages: PageCommands) -> None:
        self._window = window
        self._desk = desk
        self._pages = pages

    @property
    def chosen(self) -> Sequence[SeriesKey]:
        """The series that is meant; none while a feed is chosen."""
        return self._window.feeds.current_series

    def plot(self) -> None:
        self.plot_these(self.chosen)

    def plot_these(self, series: Sequence[SeriesKey]) -> None:
        """Show series in a new plot."""
        self._desk.add(self._window.kinds[0], series)

    def set_alert(self) -> None:
        if self.chosen:
            self._pages.set_alert(self.chosen[0])
        else:
            self._pages.alerts()

    def tabulate(self) -> None:
        """Show all keys of the series' stream in a new table."""
        for kind in self._window.kinds:
            if kind.spec is TableSpec:
                self._desk.add(kind, self.chosen)
