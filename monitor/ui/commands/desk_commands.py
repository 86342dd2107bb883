"""What can be done to the panels and where they stand."""

from monitor.ui.window import MainWindow

__all__ = ["DeskCommands"]


class DeskCommands:
    """Asks the desk for one thing at a time."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def jump_to_live(self) -> None:
        self._window.plots.jump_to_live()
