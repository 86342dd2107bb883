"""Opening the pages and whatever else takes the place of the desk for a while."""

from collections.abc import Callable

from monitor.ui.about import show_about
from monitor.ui.pages.page import Page
from monitor.ui.settings.settings_page import SettingsPage
from monitor.ui.theme import Theme
from monitor.ui.window import MainWindow
from monitor.workspace.workspace import Workspace

__all__ = ["PageCommands"]


class PageCommands:
    """Each opens one page; asked for again, the page that is open closes."""

    def __init__(self, workspace: Workspace, window: MainWindow, *, shortcuts_page: Callable[[Theme], Page]) -> None:
        self._workspace = workspace
        self._window = window
        self._shortcuts_page = shortcuts_page

    def focus_field(self) -> None:
        self._window.top_bar.field.take_focus()

    def set_up(self, address: str) -> None:
        """Set up a feed from this address before it is opened."""
        self._window.top_bar.field.submitted.emit(address)

    def settings(self) -> None:
        self._window.pages.toggle("settings", lambda theme: SettingsPage(self._workspace.settings, theme))

    def find_setting(self, words: str) -> None:
        """Open the settings at those found by these words."""
        page = SettingsPage(self._workspace.settings, self._window.pages.theme)
        self._window.pages.show(page, name="settings")
        page.search(words)

    def shortcuts(self) -> None:
        self._window.pages.toggle("shortcuts", self._shortcuts_page)

    def about(self) -> None:
        show_about(self._window)
