"""One rule in the list: how it stands, what it says, and what can be done about it."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from monitor.alerts.rule import Rule
from monitor.ui.alerts.alert_mark import AlertMark, MarkKind
from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.alerts.rule_line import RuleLine

__all__ = ["RuleRow"]

_SNOOZES = (300.0, 900.0, 3600.0, 8 * 3600.0)


class RuleRow(QWidget):
    """Signals, each with the rule's id: edit_asked, removed, acknowledged, enabled(id, on), snoozed(id, seconds),
    duplicated.
    """

    edit_asked = Signal(str)
    removed = Signal(str)
    duplicated = Signal(str)
    acknowledged = Signal(str)
    enabled = Signal(str, bool)
    snoozed = Signal(str, float)

    def __init__(self, line: RuleLine, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = line
        self._mark = AlertMark(MarkKind.OFF, theme)
        self._name = ElidedLabel()
        self._name.setFont(text_font(weight=QFont.Weight.DemiBold))
        self._words = ElidedLabel()
        self._words.setProperty("level", "muted")
        self._words.setFont(text_font(12))
        self._state = ElidedLabel(least=150)
        self._state.setFont(text_font(12))
        self._seen = QPushButton(self.tr("Acknowledge"))
        self._seen.setObjectName("small")
        self._seen.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._seen.clicked.connect(self._acknowledge)
        self._on = QCheckBox()
        self._on.setToolTip(self.tr("Judge by this rule"))
        self._on.clicked.connect(self._enable)
        self._edit = ToolButton(Glyph.EDIT, self.tr("Change"), theme)
        self._edit.clicked.connect(self._ask_edit)
        self._more = ToolButton(Glyph.MORE, self.tr("More"), theme)
        self._more.clicked.connect(self._open_menu)
        self._lay_out()
        self.show_line(line)

    @property
    def line(self) -> RuleLine:
        """What the row shows."""
        return self._line

    def show_line(self, line: RuleLine) -> None:
        """Show how the rule stands now."""
        rule, self._line = line.rule, line
        self._mark.show_kind(_kind_of(line))
        self._name.setText(rule.name)
        self._words.setText(line.words)
        self._state.setText(line.state)
        level = rule.level if line.on and not line.acknowledged and not line.snoozed else "muted"
        if level != self._state.property("level"):
            self._state.setProperty("level", level)
            self._state.style().polish(self._state)
        self._seen.setVisible(line.on > 0 and not line.acknowledged)
        self._on.setChecked(rule.enabled)
        self._name_parts(rule)

    def set_theme(self, theme: Theme) -> None:
        """Tint marks and icons."""
        for part in (self._mark, self._edit, self._more):
            part.set_theme(theme)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._ask_edit()

    def menu(self) -> QMenu:
        """What else can be done; deletes itself when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for seconds, text in zip(_SNOOZES, self._snooze_texts(), strict=True):
            menu.addAction(text).setData(seconds)
        if self._line.snoozed:
            menu.addAction(self.tr("Tell me again")).setData(0.0)
        menu.addSeparator()
        menu.addAction(self.tr("Change")).triggered.connect(self._ask_edit)
        menu.addAction(self.tr("Duplicate")).triggered.connect(self._duplicate)
        menu.addAction(self.tr("Remove")).triggered.connect(self._remove)
        menu.triggered.connect(self._snooze)
        return menu

    def _snooze_texts(self) -> tuple[str, ...]:
        return (
            self.tr("Snooze for 5 min"),
            self.tr("Snooze for 15 min"),
            self.tr("Snooze for 1 h"),
            self.tr("Snooze for 8 h"),
        )

    def _name_parts(self, rule: Rule) -> None:
        """The same controls in every row need a name of their own."""
        if self.accessibleName() != rule.name:
            self.setAccessibleName(rule.name)
            self._on.setAccessibleName(self.tr("Judge by %1").replace("%1", rule.name))
            self._edit.setAccessibleName(self.tr("Change %1").replace("%1", rule.name))
            self._more.setAccessibleName(self.tr("More about %1").replace("%1", rule.name))
            self._seen.setAccessibleName(self.tr("Acknowledge %1").replace("%1", rule.name))
        self.setAccessibleDescription(f"{self._line.words}; {self._line.state}")

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout(holder)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 8, 0, 8)
        row.setSpacing(8)
        row.addWidget(self._on)
        row.addWidget(self._mark)
        row.addSpacing(2)
        row.addWidget(holder, 1)
        row.addWidget(self._state)
        row.addWidget(self._seen)
        row.addWidget(self._edit)
        row.addWidget(self._more)

    @Slot()
    def _open_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))

    @Slot(QAction)
    def _snooze(self, action: QAction) -> None:
        seconds = action.data()
        if isinstance(seconds, float):
            self.snoozed.emit(self._line.rule.id, seconds)

    @Slot()
    def _acknowledge(self) -> None:
        self.acknowledged.emit(self._line.rule.id)

    @Slot(bool)
    def _enable(self, on: bool) -> None:
        self.enabled.emit(self._line.rule.id, on)

    @Slot()
    def _ask_edit(self) -> None:
        self.edit_asked.emit(self._line.rule.id)

    @Slot()
    def _duplicate(self) -> None:
        self.duplicated.emit(self._line.rule.id)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self._line.rule.id)


def _kind_of(line: RuleLine) -> MarkKind:
    if not line.rule.enabled:
        return MarkKind.DISABLED
    if not line.on:
        return MarkKind.OFF
    seen = line.acknowledged or line.snoozed
    if line.rule.level == "bad":
        return MarkKind.BAD_SEEN if seen else MarkKind.BAD
    return MarkKind.WARN_SEEN if seen else MarkKind.WARN
