"""One condition of a rule on a card: what is watched, and the lines that belong to it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from monitor.alerts.rule import Condition
from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.alerts.condition_rows import ConditionRows
from monitor.ui.charts.chips import ChoiceChip
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.alerts.kinds import NOTHING, Kind, fresh_condition, kind_of
from monitor.workspace.workspace import Workspace

__all__ = ["ConditionCard"]


class ConditionCard(QFrame):
    """edited(): the user has changed something. removed(): the user wants the card gone."""

    edited = Signal()
    removed = Signal()

    def __init__(
        self, condition: Condition, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("formSection")
        self._workspace = workspace
        self._theme = theme
        kinds = [
            (Kind.THRESHOLD, self.tr("Value above or below")),
            (Kind.CHANGE, self.tr("Rate of change")),
            (Kind.CROSSING, self.tr("Two series cross")),
            (Kind.BAND, self.tr("Outside of its usual band")),
            (Kind.SILENT_KEY, self.tr("Silent key")),
            (Kind.SILENT_FEED, self.tr("Silent feed")),
            (Kind.GAP, self.tr("Lost connection")),
            (Kind.MATCH, self.tr("Message that matches")),
        ]
        self._kind = ChoiceChip(self.tr("What is watched"), kinds, kind_of(condition))
        self._kind.chosen.connect(self._choose_kind)
        self._remove = ToolButton(Glyph.CLOSE, self.tr("Remove this condition"), theme)
        self._remove.clicked.connect(self.removed)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self._series = NOTHING
        self._rows = self._made_rows(condition)
        self._lay_out()
        self._fill()

    @property
    def condition(self) -> Condition:
        """What the card says."""
        return self._rows.condition

    @property
    def rows(self) -> Mapping[str, FormRow]:
        """The lines of the form."""
        return self._rows.rows

    def allow_removal(self, allowed: bool) -> None:
        """Whether the card can be taken away."""
        self._remove.setVisible(allowed)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong, by the name of the condition's field."""
        self._rows.show_problems(problems)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme
        self._remove.set_theme(theme)
        self._rows.set_theme(theme)

    def take_focus(self) -> None:
        """Put the cursor on what is watched."""
        self._kind.setFocus()

    def _made_rows(self, condition: Condition) -> ConditionRows:
        rows = ConditionRows(condition, self._workspace, self._theme, parent=self)
        rows.edited.connect(self.edited)
        return rows

    def _lay_out(self) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._kind)
        line.addStretch(1)
        line.addWidget(self._remove)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 8, 10)
        whole.setSpacing(6)
        whole.addWidget(FormRow(self.tr("Watch"), holder))
        whole.addLayout(self._column)

    def _fill(self) -> None:
        for row in self._rows.rows.values():
            self._column.addWidget(row)

    @Slot(object)
    def _choose_kind(self, kind: Kind) -> None:
        before = self._rows.condition
        # A kind that is about a feed alone does not lose the series for the next one.
        series = self._series = getattr(before, "series", self._series)
        feed = getattr(before, "feed", "")
        gone = self._rows
        for row in gone.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        gone.deleteLater()
        self._rows = self._made_rows(fresh_condition(kind, series=series, feed=feed or series.feed))
        self._fill()
        self.edited.emit()
