"""Everything a user can do, as one table: menus and shortcuts are made from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme

__all__ = ["FEED_MENU", "MAIN_MENU", "ActionId", "Actions", "Doer", "Spec", "action_table"]


class ActionId(Enum):
    """The name of an action."""

    ADDRESS = auto()
    DEMO = auto()
    START = auto()
    STOP = auto()
    COPY_ADDRESS = auto()
    REMOVE = auto()
    JUMP_TO_LIVE = auto()
    DARK = auto()
    LIGHT = auto()
    SYSTEM = auto()
    FULL_SCREEN = auto()
    ABOUT = auto()
    QUIT = auto()


class Doer(Protocol):
    """Who does what the actions say."""

    def focus_address(self) -> None: ...
    def open_demo(self) -> None: ...
    def start_feed(self) -> None: ...
    def stop_feed(self) -> None: ...
    def copy_address(self) -> None: ...
    def remove_feed(self) -> None: ...
    def jump_to_live(self) -> None: ...
    def show_dark(self) -> None: ...
    def show_light(self) -> None: ...
    def follow_system(self) -> None: ...
    def toggle_full_screen(self) -> None: ...
    def show_about(self) -> None: ...
    def quit(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Spec:
    """One action. `in_list`: its shortcut holds only while the feeds list has the focus. `choice`: it can be ticked."""

    id: ActionId
    text: str
    call: Callable[[], None]
    glyph: Glyph | None = None
    shortcuts: tuple[str, ...] = ()
    in_list: bool = False
    choice: bool = False


_BETWEEN = None

MAIN_MENU: Sequence[ActionId | None] = (
    ActionId.ADDRESS,
    ActionId.DEMO,
    _BETWEEN,
    ActionId.START,
    ActionId.STOP,
    ActionId.REMOVE,
    _BETWEEN,
    ActionId.JUMP_TO_LIVE,
    ActionId.FULL_SCREEN,
    _BETWEEN,
    ActionId.DARK,
    ActionId.LIGHT,
    ActionId.SYSTEM,
    _BETWEEN,
    ActionId.ABOUT,
    ActionId.QUIT,
)

FEED_MENU: Sequence[ActionId | None] = (
    ActionId.START,
    ActionId.STOP,
    ActionId.COPY_ADDRESS,
    _BETWEEN,
    ActionId.REMOVE,
)


def action_table(doer: Doer) -> tuple[Spec, ...]:
    """Every action there is, in the user's language."""
    tr = QCoreApplication.translate
    return (
        Spec(ActionId.ADDRESS, tr("Actions", "Add a feed"), doer.focus_address, Glyph.PLUS, ("Ctrl+K", "Ctrl+L")),
        Spec(ActionId.DEMO, tr("Actions", "Open the demo"), doer.open_demo, Glyph.DEMO),
        Spec(ActionId.START, tr("Actions", "Connect now"), doer.start_feed, Glyph.START, ("Ctrl+R",)),
        Spec(ActionId.STOP, tr("Actions", "Stop feed"), doer.stop_feed, Glyph.STOP, ("Ctrl+.",)),
        Spec(ActionId.COPY_ADDRESS, tr("Actions", "Copy address"), doer.copy_address, Glyph.COPY),
        Spec(ActionId.REMOVE, tr("Actions", "Remove feed"), doer.remove_feed, Glyph.REMOVE, ("Del",), in_list=True),
        Spec(ActionId.JUMP_TO_LIVE, tr("Actions", "Jump to live"), doer.jump_to_live, Glyph.LIVE, ("Ctrl+J",)),
        Spec(ActionId.DARK, tr("Actions", "Dark"), doer.show_dark, choice=True),
        Spec(ActionId.LIGHT, tr("Actions", "Light"), doer.show_light, choice=True),
        Spec(ActionId.SYSTEM, tr("Actions", "Dark or light as the system"), doer.follow_system, choice=True),
        Spec(ActionId.FULL_SCREEN, tr("Actions", "Full screen"), doer.toggle_full_screen, Glyph.FULL_SCREEN, ("F11",)),
        Spec(ActionId.ABOUT, tr("Actions", "About Feedscope"), doer.show_about, Glyph.ABOUT),
        Spec(ActionId.QUIT, tr("Actions", "Quit"), doer.quit, Glyph.QUIT, ("Ctrl+Q",)),
    )


class Actions(QObject):
    """The table as Qt's actions, at work in a window."""

    def __init__(self, table: Iterable[Spec], theme: Theme, *, window: QWidget, feeds: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._glyphs: dict[ActionId, Glyph] = {}
        self._actions: dict[ActionId, QAction] = {}
        for spec in table:
            self._actions[spec.id] = self._made(spec)
            (feeds if spec.in_list else window).addAction(self._actions[spec.id])
        self.set_theme(theme)

    def __getitem__(self, action: ActionId) -> QAction:
        return self._actions[action]

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        for action, glyph in self._glyphs.items():
            self._actions[action].setIcon(icon(glyph, theme.muted, disabled=theme.faint))

    def menu(self, entries: Sequence[ActionId | None]) -> QMenu:
        """A menu of these actions that deletes itself when it closes; None stands for a line between two groups."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[entry])
        return menu

    def _made(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setCheckable(spec.choice)
        if spec.in_list:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if spec.glyph is not None:
            self._glyphs[spec.id] = spec.glyph
        action.triggered.connect(lambda _checked=False, call=spec.call: call())
        return action
