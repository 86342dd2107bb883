"""One setting: what it is, a control that suits it, and the way back to the usual value."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.settings.described import Described

__all__ = ["SettingRow"]

_CONTROL_WIDTH = 200
_LEAST, _MOST = -1e9, 1e9


class SettingRow(QWidget):
    """changed(name, value): the user has set it. A dot and the reset button show that it is not the usual value."""

    changed = Signal(str, object)

    def __init__(self, setting: Described, value: Any, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._value = value
        self._title = QLabel(setting.title)
        self._title.setFont(text_font(weight=QFont.Weight.Medium))
        self._mark = QLabel(self.tr("changed"))
        self._mark.setObjectName("changedMark")
        self._about = QLabel(setting.about)
        self._about.setProperty("level", "muted")
        self._about.setWordWrap(True)
        self._reset = ToolButton(
            Glyph.UNDO, self.tr("Set %1 back to the usual value").replace("%1", setting.title), theme
        )
        self._reset.clicked.connect(self._set_back)
        self._control = self._made_control()
        self._control.setAccessibleName(setting.title)
        self._control.setAccessibleDescription(setting.about)
        self._lay_out()
        self.show_value(value)

    def show_value(self, value: Any) -> None:
        """Show what is in force; tells nobody."""
        self._value = value
        self._control.blockSignals(True)
        match self._control:
            case QCheckBox() as box:
                box.setChecked(bool(value))
            case QComboBox() as choice:
                choice.setCurrentIndex(choice.findData(value))
            case QDoubleSpinBox() as number:
                number.setValue(float(value))
            case QLineEdit() as field if field.text() != value:
                field.setText(value)
        self._control.blockSignals(False)
        for part in (self._mark, self._reset):
            part.setVisible(value != self.setting.default)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self._reset.set_theme(theme)

    def _made_control(self) -> QWidget:
        setting = self.setting
        if setting.kind == "switch":
            box = QCheckBox()
            box.toggled.connect(self._tell)
            return box
        if setting.kind == "choice":
            choice = QComboBox()
            for each in setting.choices:
                choice.addItem(f"{each[:1].upper()}{each[1:]}", each)
            choice.currentIndexChanged.connect(self._tell)
            return choice
        if setting.kind == "number":
            number = QDoubleSpinBox()
            number.setRange(max(setting.low, _LEAST), min(setting.high, _MOST))
            number.setDecimals(0 if isinstance(setting.default, int) else 2)
            number.setSuffix(f" {setting.unit}" if setting.unit else "")
            number.valueChanged.connect(self._tell)
            return number
        field = QLineEdit()
        field.editingFinished.connect(self._tell)
        return field

    def _read(self) -> Any:
        match self._control:
            case QCheckBox() as box:
                return box.isChecked()
            case QComboBox() as choice:
                return choice.currentData()
            case QDoubleSpinBox() as number:
                return type(self.setting.default)(number.value())
            case QLineEdit() as field:
                return field.text()
        return self._value

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._mark)
        head.addStretch()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(self._about)
        if self.setting.kind != "switch":
            self._control.setFixedWidth(_CONTROL_WIDTH)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(8)
        grid.addLayout(words, 0, 0)
        grid.addWidget(self._control, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._reset, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        # The controls stand in one line whether or not there is something to reset.
        room = self._reset.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(room)

    @Slot()
    def _tell(self) -> None:
        value = self._read()
        if value != self._value:
            self.show_value(value)
            self.changed.emit(self.setting.name, value)

    @Slot()
    def _set_back(self) -> None:
        self.show_value(self.setting.default)
        self.changed.emit(self.setting.name, self.setting.default)
