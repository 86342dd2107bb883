"""The table of actions as Qt's actions, at work in a window."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from monitor.ui.actions.action_id import ActionId
from monitor.ui.actions.spec import ActionSpec
from monitor.ui.icons import icon
from monitor.ui.theme import Theme

__all__ = ["Actions"]


class Actions(QObject):
    """One QAction for each row of the table. `specs` is the table."""

    def __init__(self, table: Iterable[ActionSpec], theme: Theme, *, window: QWidget, feeds: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.specs: Sequence[ActionSpec] = tuple(table)
        self._actions: dict[ActionId, QAction] = {}
        for spec in self.specs:
            self._actions[spec.id] = self._made(spec)
            (feeds if spec.in_list else window).addAction(self._actions[spec.id])
        self.set_theme(theme)

    def __getitem__(self, action: ActionId) -> QAction:
        return self._actions[action]

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        for spec in self.specs:
            if spec.glyph is not None:
                self._actions[spec.id].setIcon(icon(spec.glyph, theme.muted, disabled=theme.faint))

    def bind(self, changed: Mapping[str, str]) -> None:
        """Put these shortcuts, by the names of their actions, in place of the usual ones; "" is none."""
        for spec in self.specs:
            usual = [QKeySequence(keys) for keys in spec.shortcuts]
            own = changed.get(spec.id.name)
            self._actions[spec.id].setShortcuts(usual if own is None else [QKeySequence(own)] if own else [])

    def keys(self, action: ActionId) -> str:
        """The shortcut of an action in words, "" where there is none."""
        return self._actions[action].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

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

    def _made(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setCheckable(spec.choice)
        if spec.in_list:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False, call=spec.call: call())
        return action
