"""The formulas in force, one below the other."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.fonts import caps_font
from monitor.ui.formulas.formula_row import FormulaRow
from monitor.ui.theme import Theme
from monitor.workspace.formulas.defined import series_of_formula
from monitor.workspace.workspace import Workspace

__all__ = ["FormulasList"]

_KEPT = 12.0
"""Seconds in which a removed formula can be brought back from the notice."""


class FormulasList(QWidget):
    """Signals: edit_asked(name); removed(name); plot_asked(tuple of SeriesKey)."""

    edit_asked = Signal(str)
    removed = Signal(str)
    plot_asked = Signal(object)

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self.rows: dict[str, FormulaRow] = {}
        self._head = QLabel(self.tr("FORMULAS"))
        self._head.setFont(caps_font())
        self._head.setProperty("level", "muted")
        self._empty = QLabel(
            self.tr(
                "No formulas yet. What you write above becomes a series like any other: for plots, tables, tiles and "
                "alerts."
            )
        )
        self._empty.setWordWrap(True)
        self._empty.setProperty("level", "muted")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._empty)
        column.addLayout(self._list)

    def refresh(self, now: float) -> None:
        """Bring every row up to date (wall seconds)."""
        names = self._workspace.derived.names
        if names != tuple(self.rows):
            self._rebuild(names)
        for row in self.rows.values():
            row.refresh(now)
        self._empty.setVisible(not names)

    def set_theme(self, theme: Theme) -> None:
        """Tint icons and trends."""
        self._theme = theme
        for row in self.rows.values():
            row.set_theme(theme)

    def _rebuild(self, names: tuple[str, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        for name in names:
            if self.rows:
                self._list.addWidget(_line())
            row = FormulaRow(name, self._workspace, self._theme)
            row.edit_asked.connect(self.edit_asked)
            row.remove_asked.connect(self._remove)
            row.plot_asked.connect(self._plot)
            self.rows[name] = row
            self._list.addWidget(row)

    @Slot(str)
    def _remove(self, name: str) -> None:
        gone = self._workspace.derived.remove(name)
        if gone is None:
            return
        now = self._workspace.wall()
        words = self.tr("The formula %1 was removed").replace("%1", name)
        undo = partial(self._workspace.derived.put_back, gone)
        self._workspace.notices.post(words, now=now, level="ok", seconds=_KEPT, undo=undo)
        self.refresh(now)
        self.removed.emit(name)

    @Slot(str)
    def _plot(self, name: str) -> None:
        series: tuple[SeriesKey, ...] = (series_of_formula(name),)
        self.plot_asked.emit(series)


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("popupLine")
    line.setFixedHeight(1)
    return line
