"""The rules by which lines of an event log stand out, edited in a small window that closes by itself."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.ui.charts.chips import ChoiceChip
from monitor.ui.fonts import caps_font, mono_font, text_font
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.desk.specs.messages import USUAL_PAINTS, Paint
from monitor.workspace.messages.paints import Level, pattern_problem

__all__ = ["RulesEditor"]

_MOST = 20
_WIDTH = 380
_CHIP_WIDTH = 96


class RulesEditor(QFrame):
    """changed(paints): the user has changed the rules."""

    changed = Signal(object)

    def __init__(self, paints: Sequence[Paint], theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self.setAccessibleName(self.tr("Colour rules"))
        self._theme = theme
        self._rules: list[_Rule] = []
        head = QLabel(self.tr("LINES THAT STAND OUT"))
        head.setFont(caps_font())
        head.setProperty("level", "muted")
        words = QLabel(self.tr("The first rule whose regular expression is found in a line gives it its colour."))
        words.setProperty("level", "muted")
        words.setFont(text_font(12))
        words.setWordWrap(True)
        self._add = QPushButton(self.tr("Add a rule"))
        self._add.setObjectName("small")
        self._add.clicked.connect(self._add_empty)
        usual = QPushButton(self.tr("Usual rules"))
        usual.setObjectName("small")
        usual.clicked.connect(self._put_usual)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._add)
        buttons.addWidget(usual)
        buttons.addStretch(1)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(8)
        whole.addWidget(head)
        whole.addWidget(words)
        whole.addLayout(self._column)
        whole.addLayout(buttons)
        self.setFixedWidth(_WIDTH)
        self._show(paints)

    @property
    def paints(self) -> tuple[Paint, ...]:
        """The rules as they stand, those without a pattern left out."""
        return tuple(each.rule for each in self._rules if each.rule.pattern)

    @property
    def fields(self) -> Sequence[QLineEdit]:
        """The patterns, from the top."""
        return [rule.field for rule in self._rules]

    def open_at(self, at: QPoint) -> None:
        """Show the window below a point of the screen, wholly on it."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(max(at.x(), room.left()), room.right() - self.width())
        y = min(max(at.y(), room.top()), room.bottom() - self.height())
        self.move(x, y)
        self.show()
        if self._rules:
            self._rules[0].field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, paints: Sequence[Paint]) -> None:
        for rule in self._rules:
            rule.hide()
            rule.deleteLater()
        self._rules = []
        for paint in paints[:_MOST]:
            self._put(paint)

    def _put(self, paint: Paint) -> "_Rule":
        rule = _Rule(paint, self._theme)
        rule.edited.connect(self._tell)
        rule.given_up.connect(self._remove)
        self._rules.append(rule)
        self._column.addWidget(rule)
        self._add.setEnabled(len(self._rules) < _MOST)
        return rule

    @Slot()
    def _add_empty(self) -> None:
        rule = self._put(Paint(""))
        rule.show()
        self.adjustSize()
        rule.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _put_usual(self) -> None:
        self._show(USUAL_PAINTS)
        self.adjustSize()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.paints)

    @Slot()
    def _remove(self) -> None:
        rule = self.sender()
        if isinstance(rule, _Rule):
            self._rules.remove(rule)
            rule.hide()
            rule.deleteLater()
            self._add.setEnabled(True)
            self.adjustSize()
            self._tell()


class _Rule(QWidget):
    """One rule. edited() and given_up() tell what the user does with it."""

    edited = Signal()
    given_up = Signal()

    def __init__(self, paint: Paint, theme: Theme) -> None:
        super().__init__()
        self._level: Level = paint.level
        self.field = QLineEdit(paint.pattern)
        self.field.setFont(mono_font())
        self.field.setPlaceholderText(self.tr("Regular expression"))
        self.field.setAccessibleName(self.tr("Regular expression"))
        self.field.textEdited.connect(self._edited)
        self.chip = ChoiceChip(
            self.tr("Colour of the line"),
            (
                ("bad", self.tr("Bad")),
                ("warn", self.tr("Warning")),
                ("ok", self.tr("Good")),
                ("accent", self.tr("Accent")),
                ("faint", self.tr("Faint")),
            ),
            paint.level,
        )
        self.chip.setFixedWidth(_CHIP_WIDTH)
        self.chip.chosen.connect(self._choose)
        self.remove = ToolButton(Glyph.CLOSE, self.tr("Remove the rule"), theme)
        self.remove.clicked.connect(self.given_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.chip)
        row.addWidget(self.remove)

    @property
    def rule(self) -> Paint:
        return Paint(self.field.text(), self._level)

    @Slot(str)
    def _edited(self, text: str) -> None:
        problem = pattern_problem(text)
        self.field.setToolTip(problem)
        self.field.setProperty("wrong", bool(problem))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
        self.edited.emit()

    @Slot(object)
    def _choose(self, level: Level) -> None:
        self._level = level
        self.edited.emit()
