"""Wires the window's parts to what they stand for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QMenu

from monitor.core.batch import SeriesKey
from monitor.core.errors import FeedscopeError
from monitor.ui.actions.action_id import ActionId
from monitor.ui.actions.actions import Actions
from monitor.ui.actions.menus import FEED_MENU, MAIN_MENU, SERIES_MENU
from monitor.ui.actions.table import action_table
from monitor.ui.appearance import Appearance
from monitor.ui.commands.desk_commands import DeskCommands
from monitor.ui.commands.doers import Doers
from monitor.ui.commands.feed_commands import FeedCommands
from monitor.ui.commands.look_commands import LookCommands
from monitor.ui.commands.page_commands import PageCommands
from monitor.ui.commands.series_commands import SeriesCommands
from monitor.ui.opening.opener import Opener
from monitor.ui.opening.workspace_files import WorkspaceFiles
from monitor.ui.pages.page import Page
from monitor.ui.palette.palette import Palette
from monitor.ui.palette.sources import Sources
from monitor.ui.secrets.asking import SecretAsking
from monitor.ui.settings.shortcuts_page import ShortcutsPage
from monitor.ui.theme import Theme
from monitor.ui.window import MainWindow
from monitor.workspace.workspace import Workspace

__all__ = ["Commands"]

_THEMES = {"dark": ActionId.DARK, "light": ActionId.LIGHT, "system": ActionId.SYSTEM}


class Commands(QObject):
    """`open_demo_feeds` starts the demo, `quit_now` ends it all, `telling` says how the desktop takes notifications."""

    def __init__(
        self,
        workspace: Workspace,
        window: MainWindow,
        appearance: Appearance,
        *,
        open_demo_feeds: Callable[[], None],
        quit_now: Callable[[], None],
        telling: Callable[[], str] = str,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._appearance = appearance
        self._settings_version = workspace.settings.version
        desk = DeskCommands(workspace, window)
        self.secrets = SecretAsking(workspace, appearance.theme, toasts=window.toasts)
        pages = PageCommands(
            workspace,
            window,
            shortcuts_page=self._shortcuts_page,
            telling=telling,
            plot=self._plot,
            ask_secret=self.secrets.replace,
        )
        self.opener = Opener(workspace, parent=self)
        self.do = Doers(
            feeds=FeedCommands(workspace, window, open_demo_feeds=self._demo_once(open_demo_feeds)),
            series=SeriesCommands(window, desk, pages),
            desk=desk,
            pages=pages,
            look=LookCommands(workspace.settings, window, appearance),
            files=WorkspaceFiles(workspace, self.opener, window),
            quit=quit_now,
        )
        self.actions = Actions(action_table(self.do), appearance.theme, window=window, feeds=window.feeds)
        self.actions.bind(workspace.settings.now.shortcuts)
        self._palette = Palette(window.top_bar.field, appearance.theme, offers=self._sources(), window=window)
        self._connect()

    def refresh(self) -> None:
        """Follow the settings, whoever has changed them, and what feeds wait for."""
        self.secrets.refresh()
        settings = self._workspace.settings
        if self._settings_version != settings.version:
            self._settings_version = settings.version
            self.do.look.follow()
            self.actions.bind(settings.now.shortcuts)

    def allow_demo(self) -> None:
        """The demo could not be opened, and may be tried again."""
        self._let_open_demo(True)

    def _connect(self) -> None:
        window, do = self._window, self.do
        window.close_asked.connect(do.quit)
        window.top_bar.field.submitted.connect(self._open_text)
        window.top_bar.menu_button.clicked.connect(self._main_menu)
        window.feeds.add_asked.connect(do.pages.add_feed)
        window.top_bar.alerts_button.clicked.connect(do.pages.alerts)
        window.feeds.menu_asked.connect(self._feed_menu)
        window.feeds.series_wanted.connect(self._plot)
        window.desk.series_wanted.connect(self._plot)
        window.desk.alert_wanted.connect(do.pages.set_alert)
        window.empty.address_asked.connect(do.pages.focus_field)
        window.empty.demo_asked.connect(do.feeds.open_demo)
        self.opener.opened.connect(self._came_in)
        self._appearance.changed.connect(self._theme_changed)

    def _sources(self) -> Sources:
        pages = self.do.pages
        return Sources(
            self._workspace,
            self.actions,
            catalogue=lambda: self._workspace.profiles.entries,
            open_text=self._open_text,
            set_up=pages.set_up,
            choose_feed=self._choose_feed,
            show_setting=pages.find_setting,
            kinds=self._window.kinds,
            add=self.do.desk.add,
        )

    @Slot(str)
    def _came_in(self, feed: str) -> None:
        self._window.refresh()
        self._window.feeds.choose(feed)

    def _choose_feed(self, feed: str) -> None:
        self._window.feeds.choose(feed)
        self._window.feeds.take_focus()

    @Slot(object)
    def _plot(self, series: Sequence[SeriesKey]) -> None:
        self.do.series.plot_these(series)

    def _demo_once(self, open_demo_feeds: Callable[[], None]) -> Callable[[], None]:
        def once() -> None:
            self._let_open_demo(False)
            open_demo_feeds()

        return once

    def _let_open_demo(self, allowed: bool) -> None:
        self.actions[ActionId.DEMO].setEnabled(allowed)
        self._window.empty.set_demo_enabled(allowed)

    def _shortcuts_page(self, theme: Theme) -> Page:
        return ShortcutsPage(self.actions, self._workspace.settings, theme)

    @Slot(str)
    def _open_text(self, text: str) -> None:
        field = self._window.top_bar.field
        try:
            self._workspace.open_address(text)
        except FeedscopeError as error:
            field.show_error(str(error))
        else:
            field.clear()
            field.clearFocus()
            self._window.refresh()

    @Slot()
    def _main_menu(self) -> None:
        button = self._window.top_bar.menu_button
        menu = self._menu(MAIN_MENU)
        # Right-aligned with its button; popup returns at once, where exec would nest an event loop.
        menu.popup(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 4)))

    @Slot(QPoint)
    def _feed_menu(self, at: QPoint) -> None:
        """What can be done with the series that is chosen comes before what can be done to its feed."""
        of_series = (*SERIES_MENU, None) if self.do.series.chosen else ()
        self._menu((*of_series, *FEED_MENU)).popup(at)

    @Slot(object)
    def _theme_changed(self, theme: Theme) -> None:
        self._window.set_theme(theme)
        self.actions.set_theme(theme)
        self._palette.set_theme(theme)
        self.secrets.set_theme(theme)

    def _menu(self, entries: Sequence[ActionId | None]) -> QMenu:
        """A menu in which what cannot be done to the current feed is grey and what is chosen is ticked."""
        feeds, settings = self.do.feeds, self._workspace.settings.now
        self._enable(start=feeds.can_start, stop=feeds.can_stop, any_feed=feeds.current is not None)
        for name, action in _THEMES.items():
            self.actions[action].setChecked(name == settings.theme)
        self.actions[ActionId.HIGH_CONTRAST].setChecked(settings.contrast == "high")
        self.actions[ActionId.UTC].setChecked(settings.time_zone == "utc")
        menu = self.actions.menu(entries)
        menu.aboutToHide.connect(self._enable_all)
        return menu

    @Slot()
    def _enable_all(self) -> None:
        """Without a menu to be seen in, an action is there for its shortcut, whatever the feed does meanwhile."""
        self._enable(start=True, stop=True, any_feed=True)

    def _enable(self, *, start: bool, stop: bool, any_feed: bool) -> None:
        for action, enabled in (
            (ActionId.START, start),
            (ActionId.STOP, stop),
            (ActionId.REMOVE, any_feed),
            (ActionId.COPY_ADDRESS, any_feed),
        ):
            self.actions[action].setEnabled(enabled)
