"""A plot as a table: the same samples for those who want to read, copy or hear them."""

import math
from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.plots.data_model import DataModel
from monitor.workspace.plotting.curve_set import CurveSet
from monitor.workspace.plotting.framing import Framing
from monitor.workspace.plotting.table_rows import MOST_ROWS, table_rows
from monitor.workspace.wording import count

__all__ = ["DataTable"]

_EVERY = 0.5
"""Seconds between two looks at what is new."""
_ROW_HEIGHT = 26
_TIME_WIDTH, _VALUE_WIDTH = 176, 120


class DataTable(QWidget):
    """The newest samples within a span. Rows stand still while some are selected, so that they can be copied."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DataModel()
        self._shown_at = -math.inf
        self.view = _Rows(self._model)
        self._words = QLabel()
        self._words.setProperty("level", "muted")
        self._words.setContentsMargins(12, 4, 12, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._words)
        self.setFocusProxy(self.view)

    def forget(self) -> None:
        """Look at once, with the next `refresh`."""
        self._shown_at = -math.inf

    def refresh(
        self, curves: CurveSet, names: Sequence[str], framing: Framing, *, now: float, zone: tzinfo | None
    ) -> bool:
        """Show what there is in the span shown; tells whether anything was new."""
        if now - self._shown_at < _EVERY or math.isnan(framing.end):
            return False
        selected = self.view.selectionModel().hasSelection()
        if selected and math.isfinite(self._shown_at):
            self._say(self.tr("Standing still while rows are selected; Esc goes on"))
            return False
        self._shown_at = now
        shown = [None if curve.hidden else curve.series for curve in curves.curves]
        rows = table_rows(shown, framing.end - framing.seconds, framing.end)
        self._model.show(rows, names, now=now, zone=zone)
        most = self.tr("The newest %1 rows of the span shown").replace("%1", count(MOST_ROWS))
        every = self.tr("%1 rows in the span shown").replace("%1", count(len(rows)))
        self._say(most if rows.more else every)
        return True

    def _say(self, words: str) -> None:
        if words != self._words.text():
            self._words.setText(words)


class _Rows(QTableView):
    """Copies what is selected, as text with tabs, or everything where nothing is."""

    def __init__(self, model: DataModel) -> None:
        super().__init__()
        self._data = model
        self.setModel(model)
        self.setObjectName("plotTable")
        self.setAccessibleName(self.tr("Samples of the plot"))
        self.setFont(text_font(12))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setAlternatingRowColors(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setObjectName("quiet")
        header.setHighlightSections(False)
        header.setDefaultSectionSize(_VALUE_WIDTH)
        header.resizeSection(0, _TIME_WIDTH)
        model.modelReset.connect(self._size_columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """What is selected, every row with the heads of its columns above; all rows where nothing is selected."""
        chosen = self.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in chosen}) or range(self._data.rowCount())
        columns = sorted({index.column() for index in chosen}) or range(self._data.columnCount())
        heads = [str(self._data.headerData(column, Qt.Orientation.Horizontal)).replace("\t", " ") for column in columns]
        lines = ["\t".join(heads)]
        lines += ["\t".join(self._data.exact(row, column) for column in columns) for row in rows]
        return "\n".join(lines) + "\n"

    def _size_columns(self) -> None:
        self.horizontalHeader().resizeSection(0, _TIME_WIDTH)
