"""The card a formula is written on: name, unit, text, and at once what comes of it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.core.errors import UsageError
from monitor.formulas.completion import Completion
from monitor.formulas.names import shortened, written
from monitor.formulas.problem import FormulaError
from monitor.ui.fonts import text_font
from monitor.ui.formulas.expression_field import ExpressionField
from monitor.ui.formulas.trend_view import TrendView
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.sparkline import SPARKLINE_POINTS
from monitor.ui.theme import Theme
from monitor.workspace.derived import DERIVED
from monitor.workspace.formulas.candidates import Candidate, candidates_for
from monitor.workspace.formulas.trial import Trial
from monitor.workspace.wording import THIN, number
from monitor.workspace.workspace import Workspace

__all__ = ["FormulaEditor"]

_MOST_OFFERED = 40
_UNIT_WIDTH = 90


class FormulaEditor(QFrame):
    """saved(name): a formula is in force. given_up(): the user is done with the one that was being changed."""

    saved = Signal(str)
    given_up = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._changing = ""
        self._trial: Trial | None = None
        self._chooser: SeriesChooser | None = None
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name = _field(self.tr("Name"), self.tr("Name, such as spread"))
        self.unit = _field(self.tr("Unit"), self.tr("Unit"))
        self.unit.setFixedWidth(_UNIT_WIDTH)
        self.expression = ExpressionField(theme, self._suggest)
        self._series = QPushButton(self.tr("Insert a series"))
        self._series.setObjectName("small")
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setFont(text_font(12))
        self._value = QLabel()
        self._value.setFont(text_font(15, weight=QFont.Weight.DemiBold))
        self._trend = TrendView(theme.series[0])
        self._save = QPushButton(self.tr("Add formula"))
        self._save.setObjectName("primary")
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.hide()
        self._connect()
        self._lay_out()
        self._look()

    @property
    def changing(self) -> str:
        """The name of the formula that is being changed, "" for a new one."""
        return self._changing

    def write_new(self) -> None:
        """Begin a formula from nothing."""
        self._begin("", "", "", "")

    def change(self, name: str) -> None:
        """Let a formula that is in force be changed."""
        formula = self._workspace.derived.formula(name)
        if formula is not None:
            self._begin(name, name, self._workspace.derived.shown(name), formula.unit)

    def refresh(self, now: float) -> None:
        """Bring the preview up to date (wall seconds)."""
        if self._trial is None:
            return
        self._trial.update(now)
        self._show_preview(self._trial)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.expression.set_theme(theme)
        self._trend.set_colour(theme.series[0])
        if self._chooser is not None:
            self._chooser.set_theme(theme)

    def take_focus(self) -> None:
        """Put the cursor where one begins to write."""
        (self.expression if self._changing else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def save(self) -> None:
        """Put the formula in force; what is wrong is said instead."""
        derived, name = self._workspace.derived, self.name.text().strip()
        # The text before the name: where it cannot be meant, the formula keeps both.
        first = self._changing if self._changing and name else name
        try:
            if name not in ("", self._changing) and derived.formula(name) is not None:
                what = self.tr("There is a formula %1 already").replace("%1", name)
                raise UsageError(what, advice=self.tr("Choose another name."))
            derived.define(first, self.expression.text, unit=self.unit.text())
            derived.rename(first, name)
        except FormulaError as error:
            self._show_error(error)
        except UsageError as error:
            self._say(str(error), level="bad")
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.write_new()
            self.saved.emit(name)

    # --- while one types ------------------------------------------------------------------------------------------

    @Slot()
    def _look(self) -> None:
        """Understand the text as it stands."""
        text = self.expression.text
        self._trial = None
        self.expression.mark(None)
        self._show_value("")
        self._save.setEnabled(bool(text.strip()))
        if not text.strip():
            self._say("")
            return
        known = [stream for stream in self._workspace.derived.known() if not self._is_own(stream.feed, stream.name)]
        try:
            self._trial = Trial(self._workspace.store, text, known)
        except FormulaError as error:
            self._show_error(error, typing=True)
        else:
            self.refresh(self._workspace.wall())

    def _show_error(self, error: FormulaError, *, typing: bool = False) -> None:
        """Say what is wrong and where; while somebody types, not in red what is merely unfinished."""
        if typing and self.expression.at_end and (error.unfinished or error.extent.end == len(self.expression.text)):
            self._say(str(error))
            return
        self.expression.mark(error.extent)
        place = self.tr("At character %1: ").replace("%1", str(error.extent.start + 1)) if self.expression.text else ""
        self._say(f"{place}{error}", level="bad")

    def _show_preview(self, trial: Trial) -> None:
        unit = self.unit.text().strip()
        value = trial.last
        self._show_value(number(value) + (f"{THIN}{unit}" if unit and value == value else ""))
        self._trend.show_values(trial.trend(SPARKLINE_POINTS))
        words = trial.words or (self.tr("Nothing has come of it yet") if value != value else "")
        self._say(words)

    def _show_value(self, text: str) -> None:
        self._value.setText(text)
        self._value.setVisible(bool(text))
        self._trend.setVisible(bool(text))

    def _say(self, words: str, *, level: str = "muted") -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if self._problem.property("level") != level:
            self._problem.setProperty("level", level)
            self._problem.style().polish(self._problem)

    def _suggest(self, completion: Completion) -> Sequence[Candidate]:
        found = candidates_for(completion, self._workspace, most=_MOST_OFFERED)
        # A formula cannot be made of itself.
        return [each for each in found if each.text != written(self._changing)]

    def _is_own(self, feed: str, name: str) -> bool:
        return feed == DERIVED and name == self._changing

    # --- what else the user does ----------------------------------------------------------------------------------

    def insert(self, text: str) -> None:
        """Write something where the cursor is in the formula."""
        self.expression.insert(text)

    def _begin(self, changing: str, name: str, text: str, unit: str) -> None:
        self._changing = changing
        self.name.setText(name)
        self.unit.setText(unit)
        self.expression.put(text)
        self._save.setText(self.tr("Save changes") if changing else self.tr("Add formula"))
        self._cancel.setVisible(bool(changing))
        self._look()

    @Slot()
    def _choose_series(self) -> None:
        if self._chooser is None:
            self._chooser = SeriesChooser(self._workspace, self._theme, parent=self)
            self._chooser.chosen.connect(self._insert_series)
        self._chooser.popup(self._series.mapToGlobal(QPoint(0, self._series.height() + 4)))

    @Slot(object)
    def _insert_series(self, series: SeriesKey) -> None:
        self.insert(shortened(series, self._workspace.derived.known()))

    @Slot()
    def _give_up(self) -> None:
        self.write_new()
        self.given_up.emit()

    def _connect(self) -> None:
        self.expression.edited.connect(self._look)
        self.expression.done.connect(self.save)
        self.name.returnPressed.connect(self.save)
        self.unit.returnPressed.connect(self.save)
        self._series.clicked.connect(self._choose_series)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self._give_up)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.unit)
        preview = QHBoxLayout()
        preview.setSpacing(12)
        preview.addWidget(self._value)
        preview.addWidget(self._trend)
        preview.addStretch(1)
        preview.addWidget(self._series)
        preview.addWidget(self._cancel)
        preview.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.expression)
        column.addWidget(self._problem)
        column.addLayout(preview)


def _field(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setAccessibleName(name)
    return field
