"""Every action with its keys: looked up, and changed by pressing others."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QLabel, QLineEdit, QPushButton, QWidget

from monitor.ui.actions.action_id import ActionGroup
from monitor.ui.actions.actions import Actions
from monitor.ui.actions.spec import ActionSpec
from monitor.ui.actions.table import group_title
from monitor.ui.fonts import caps_font
from monitor.ui.icons import Glyph
from monitor.ui.pages.page import Page
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.settings.keeper import SettingsKeeper

__all__ = ["ShortcutsPage"]

_FIELD_WIDTH = 180


class ShortcutsPage(Page):
    """Keys that another action has already are refused in words; the settings keep the rest."""

    def __init__(
        self, actions: Actions, keeper: SettingsKeeper, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        self.set_head(self.tr("Keyboard shortcuts"), self.tr("press other keys in a field to change them"))
        self._actions = actions
        self._keeper = keeper
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search actions and keys"))
        self._search.setAccessibleName(self.tr("Search actions and keys"))
        self._search.textChanged.connect(self._filter)
        self._problem = QLabel()
        self._problem.setProperty("level", "bad")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.body.addWidget(self._search)
        self.body.addWidget(self._problem)
        self._heads: dict[ActionGroup, QLabel] = {}
        self.rows: list[_Row] = []
        for spec in actions.specs:
            self._add(spec, theme)
        reset = QPushButton(self.tr("Set all keys back"))
        reset.clicked.connect(self._set_all_back)
        self.body.addSpacing(12)
        self.body.addWidget(reset, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        super().set_theme(theme)
        for row in self.rows:
            row.set_theme(theme)

    def _add(self, spec: ActionSpec, theme: Theme) -> None:
        if spec.group not in self._heads:
            head = QLabel(group_title(spec.group).upper())
            head.setFont(caps_font())
            head.setProperty("level", "muted")
            head.setContentsMargins(0, 14, 0, 2)
            self._heads[spec.group] = head
            self.body.addWidget(head)
        row = _Row(spec, theme)
        row.show_keys(self._keys(spec), changed=spec.id.name in self._keeper.now.shortcuts)
        row.pressed.connect(self._change)
        row.reset_asked.connect(self._set_back)
        self.rows.append(row)
        self.body.addWidget(row)

    def _keys(self, spec: ActionSpec) -> QKeySequence:
        return self._actions[spec.id].shortcut()

    def _row(self, name: str) -> "_Row":
        return next(row for row in self.rows if row.spec.id.name == name)

    @Slot(str, QKeySequence)
    def _change(self, name: str, keys: QKeySequence) -> None:
        row = self._row(name)
        other = self._taken(row.spec, keys)
        self._problem.setVisible(other is not None)
        if other is not None:
            told = self.tr("%1 already means: %2. The keys of %3 stay as they were.")
            shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
            self._problem.setText(told.replace("%1", shown).replace("%2", other.text).replace("%3", row.spec.text))
            row.show_keys(self._keys(row.spec), changed=name in self._keeper.now.shortcuts)
            return
        portable = keys.toString(QKeySequence.SequenceFormat.PortableText)
        self._put({**self._keeper.now.shortcuts, name: portable})

    def _taken(self, spec: ActionSpec, keys: QKeySequence) -> ActionSpec | None:
        """The other action that has these keys."""
        if keys.isEmpty():
            return None
        others = (other for other in self._actions.specs if other is not spec)
        return next((other for other in others if keys in self._actions[other.id].shortcuts()), None)

    @Slot(str)
    def _set_back(self, name: str) -> None:
        self._put({known: keys for known, keys in self._keeper.now.shortcuts.items() if known != name})

    @Slot()
    def _set_all_back(self) -> None:
        self._put({})

    def _put(self, shortcuts: dict[str, str]) -> None:
        self._keeper.change(shortcuts=shortcuts)
        self._actions.bind(shortcuts)
        for row in self.rows:
            row.show_keys(self._keys(row.spec), changed=row.spec.id.name in shortcuts)

    @Slot()
    def _filter(self) -> None:
        words = self._search.text().casefold().split()
        for row in self.rows:
            said = f"{row.spec.text} {self._actions.keys(row.spec.id)}".casefold()
            row.setVisible(all(word in said for word in words))
        for group, head in self._heads.items():
            head.setVisible(any(row.spec.group is group and not row.isHidden() for row in self.rows))


class _Row(QWidget):
    """One action. pressed(name, keys), reset_asked(name)."""

    pressed = Signal(str, QKeySequence)
    reset_asked = Signal(str)

    def __init__(self, spec: ActionSpec, theme: Theme) -> None:
        super().__init__()
        self.spec = spec
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setClearButtonEnabled(True)
        self.edit.setFixedWidth(_FIELD_WIDTH)
        self.edit.setAccessibleName(self.tr("Keys for: %1").replace("%1", spec.text))
        self.edit.editingFinished.connect(self._tell)
        self._shown = QKeySequence()
        self._reset = ToolButton(Glyph.UNDO, self.tr("Set back: %1").replace("%1", spec.text), theme)
        self._reset.clicked.connect(self._ask_reset)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(QLabel(spec.text))
        row.addStretch()
        row.addWidget(self.edit)
        row.addWidget(self._reset)

    def show_keys(self, keys: QKeySequence, *, changed: bool) -> None:
        """Show the keys in force, and whether they are not the usual ones."""
        self._shown = keys
        self.edit.blockSignals(True)
        self.edit.setKeySequence(keys)
        self.edit.blockSignals(False)
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._reset.setVisible(changed)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self._reset.set_theme(theme)

    @Slot()
    def _tell(self) -> None:
        keys = self.edit.keySequence()
        if keys != self._shown:
            self.pressed.emit(self.spec.id.name, keys)

    @Slot()
    def _ask_reset(self) -> None:
        self.reset_asked.emit(self.spec.id.name)
