"""One formula in the list: what it says, what it yields now, and what can be done with it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import mono_font, text_font
from monitor.ui.formulas.trend_view import TrendView
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.analysis.tile_watch import TileWatch
from monitor.workspace.desk.specs.tiles import Tile
from monitor.workspace.formulas.defined import series_of_formula
from monitor.workspace.wording import THIN, duration, number
from monitor.workspace.workspace import Workspace

__all__ = ["FormulaRow"]

_SPAN = 300.0
"""Seconds of the sparkline."""

_VALUE_WIDTH = 120


class FormulaRow(QWidget):
    """Signals, each with the formula's name: edit_asked, remove_asked, plot_asked."""

    edit_asked = Signal(str)
    remove_asked = Signal(str)
    plot_asked = Signal(str)

    def __init__(self, name: str, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._workspace = workspace
        self._watch = TileWatch(workspace.store, Tile(series_of_formula(name)))
        self._title = ElidedLabel(name)
        self._title.setFont(text_font(weight=QFont.Weight.DemiBold))
        self._text = ElidedLabel()
        self._text.setFont(mono_font(12))
        self._text.setProperty("level", "muted")
        self._note = ElidedLabel()
        self._note.setFont(text_font(12))
        self._note.setProperty("level", "warn")
        self._trend = TrendView(theme.muted)
        self._value = QLabel()
        self._value.setFont(text_font(weight=QFont.Weight.Medium))
        self._plot = _button(Glyph.CURVE, self.tr("Plot %1"), name, theme)
        self._edit = _button(Glyph.EDIT, self.tr("Change %1"), name, theme)
        self._remove = _button(Glyph.REMOVE, self.tr("Remove %1"), name, theme)
        self._plot.clicked.connect(self._ask_plot)
        self._edit.clicked.connect(self._ask_edit)
        self._remove.clicked.connect(self._ask_remove)
        self.setAccessibleName(name)
        self._lay_out()

    def refresh(self, now: float) -> None:
        """Bring value, trend and note up to date (wall seconds)."""
        derived = self._workspace.derived
        self._text.setText(derived.shown(self.name))
        note = derived.problem(self.name)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._watch.read(now, None)
        self._watch.look_back(now, _SPAN)
        reading, unit = self._watch.reading, derived.unit(self.name)
        value = number(reading.value, decimals=self._watch.decimals)
        if reading.stale and reading.value == reading.value:
            self._value.setText(self.tr("%1, %2 ago").replace("%1", value).replace("%2", duration(reading.age)))
        else:
            self._value.setText(f"{value}{THIN}{unit}" if unit and reading.value == reading.value else value)
        self._trend.show_values(self._watch.trend)
        self.setAccessibleDescription(", ".join(filter(None, (self._text.text(), self._value.text(), note))))

    def set_theme(self, theme: Theme) -> None:
        """Tint icons and trend."""
        self._trend.set_colour(theme.muted)
        for button in (self._plot, self._edit, self._remove):
            button.set_theme(theme)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._ask_edit()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._title, self._text, self._note):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            words.addWidget(part)
        self._value.setMinimumWidth(_VALUE_WIDTH)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self._trend)
        row.addWidget(self._value)
        row.addSpacing(8)
        for button in (self._plot, self._edit, self._remove):
            row.addWidget(button)

    @Slot()
    def _ask_plot(self) -> None:
        self.plot_asked.emit(self.name)

    @Slot()
    def _ask_edit(self) -> None:
        self.edit_asked.emit(self.name)

    @Slot()
    def _ask_remove(self) -> None:
        self.remove_asked.emit(self.name)


def _button(glyph: Glyph, words: str, name: str, theme: Theme) -> ToolButton:
    return ToolButton(glyph, words.replace("%1", name), theme)
