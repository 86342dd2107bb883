"""What the actions do: each asks the workspace or the window for one thing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from monitor.core.errors import FeedscopeError
from monitor.core.state import FeedState
from monitor.ui.about import show_about
from monitor.ui.actions import FEED_MENU, MAIN_MENU, ActionId, Actions, action_table
from monitor.ui.appearance import Appearance
from monitor.ui.theme import Theme, ThemeChoice
from monitor.ui.window import MainWindow
from monitor.workspace.workspace import Workspace

__all__ = ["Commands"]

_AT_WORK = frozenset({FeedState.CONNECTING, FeedState.OPENING, FeedState.LIVE, FeedState.STALE, FeedState.WAITING})
_CONNECTED = frozenset({FeedState.CONNECTING, FeedState.OPENING, FeedState.LIVE, FeedState.STALE})

_THEMES = {
    ActionId.DARK: ThemeChoice.DARK,
    ActionId.LIGHT: ThemeChoice.LIGHT,
    ActionId.SYSTEM: ThemeChoice.SYSTEM,
}


class Commands(QObject):
    """Wires the window's parts to what they stand for. `open_demo_feeds` starts the demo, `quit_now` ends it all."""

    def __init__(
        self,
        workspace: Workspace,
        window: MainWindow,
        appearance: Appearance,
        *,
        open_demo_feeds: Callable[[], None],
        quit_now: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._appearance = appearance
        self._open_demo_feeds = open_demo_feeds
        self._quit_now = quit_now
        self.actions = Actions(action_table(self), appearance.theme, window=window, feeds=window.feeds)
        self._connect()

    # --- actions --------------------------------------------------------------------------------------------------

    @Slot()
    def focus_address(self) -> None:
        self._window.top_bar.field.take_focus()

    @Slot()
    def open_demo(self) -> None:
        self._let_open_demo(False)
        self._open_demo_feeds()

    def start_feed(self) -> None:
        self._with_current(self._workspace.start_feed)

    def stop_feed(self) -> None:
        self._with_current(self._workspace.stop_feed)

    def remove_feed(self) -> None:
        self._with_current(self._workspace.close_feed)
        self._window.refresh()

    def copy_address(self) -> None:
        view = self._workspace.feed(self._window.feeds.current_feed or "")
        if view is not None:
            QGuiApplication.clipboard().setText(view.profile.address)

    def jump_to_live(self) -> None:
        self._window.plots.jump_to_live()

    def show_dark(self) -> None:
        self._appearance.choose(ThemeChoice.DARK)

    def show_light(self) -> None:
        self._appearance.choose(ThemeChoice.LIGHT)

    def follow_system(self) -> None:
        self._appearance.choose(ThemeChoice.SYSTEM)

    def toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def show_about(self) -> None:
        show_about(self._window)

    @Slot()
    def quit(self) -> None:
        self._quit_now()

    # --- the window's parts ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        window = self._window
        window.close_asked.connect(self.quit)
        window.top_bar.field.submitted.connect(self._open_text)
        window.top_bar.theme_button.clicked.connect(self._other_theme)
        window.top_bar.menu_button.clicked.connect(self._main_menu)
        window.feeds.add_asked.connect(self.focus_address)
        window.feeds.menu_asked.connect(self._feed_menu)
        window.empty.address_asked.connect(self.focus_address)
        window.empty.demo_asked.connect(self.open_demo)
        self._appearance.changed.connect(self._theme_changed)

    def allow_demo(self) -> None:
        """The demo could not be opened, and may be tried again."""
        self._let_open_demo(True)

    def _let_open_demo(self, allowed: bool) -> None:
        self.actions[ActionId.DEMO].setEnabled(allowed)
        self._window.empty.set_demo_enabled(allowed)

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
    def _other_theme(self) -> None:
        self._appearance.choose(ThemeChoice.LIGHT if self._appearance.theme.dark else ThemeChoice.DARK)

    @Slot()
    def _main_menu(self) -> None:
        button = self._window.top_bar.menu_button
        menu = self._menu(MAIN_MENU)
        # Right-aligned with its button; popup returns at once, where exec would nest an event loop.
        menu.popup(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 4)))

    @Slot(QPoint)
    def _feed_menu(self, at: QPoint) -> None:
        self._menu(FEED_MENU).popup(at)

    @Slot(object)
    def _theme_changed(self, theme: Theme) -> None:
        self._window.set_theme(theme)
        self.actions.set_theme(theme)

    def _menu(self, entries: Sequence[ActionId | None]) -> QMenu:
        """A menu in which what cannot be done to the current feed is grey and the theme in force is ticked."""
        view = self._workspace.feed(self._window.feeds.current_feed or "")
        state = None if view is None else view.state
        self._enable(
            start=state is not None and state not in _CONNECTED, stop=state in _AT_WORK, any_feed=view is not None
        )
        for action, choice in _THEMES.items():
            self.actions[action].setChecked(choice is self._appearance.choice)
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

    def _with_current(self, act: Callable[[str], None]) -> None:
        feed = self._window.feeds.current_feed
        if feed is not None:
            act(feed)
