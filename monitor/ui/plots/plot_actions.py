"""What can be done to a plot as a whole, for its menus."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction

from monitor.workspace.desk.specs.plot import PlotSpec

__all__ = ["PlotActions"]


class PlotActions(QObject):
    """The actions, kept in step with the plot; what they ask for is said by signals.

    pause, fit, clear: stand still or go on, fit the values, measure no longer. measuring(on): a drag measures.
    changed(spec): the plot is to be this one now.
    """

    pause = Signal()
    fit = Signal()
    clear = Signal()
    measuring = Signal(bool)
    changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._spec = PlotSpec()
        self._pause = self._action(self.tr("Pause"), self.pause)
        self._fit = self._action(self.tr("Fit the values"), self.fit)
        self._clear = self._action(self.tr("Clear the measurement"), self.clear)
        self._measure = self._switch(self.tr("Measure by dragging"))
        self._log = self._switch(self.tr("Logarithmic scale"))
        self._log_left = self._switch(self.tr("Logarithmic scale, left axis"))
        self._table = self._switch(self.tr("Show as table"))
        self._measure.toggled.connect(self.measuring)
        for action in (self._log, self._log_left, self._table):
            action.triggered.connect(self._change)

    @property
    def every(self) -> Sequence[QAction]:
        """All of them, in the order of the menu."""
        return (self._pause, self._fit, self._measure, self._clear, self._log, self._log_left, self._table)

    def follow(self, spec: PlotSpec, *, live: bool, measured: bool) -> None:
        """Show what is in force."""
        self._spec = spec
        self._pause.setText(self.tr("Pause") if live else self.tr("Jump to live"))
        self._clear.setEnabled(measured)
        self._log.setChecked(spec.log)
        self._log_left.setChecked(spec.log_left)
        self._log_left.setVisible(any(curve.axis == "left" for curve in spec.curves))
        self._table.setChecked(spec.as_table)

    @Slot()
    def _change(self) -> None:
        self.changed.emit(
            msgspec.structs.replace(
                self._spec,
                log=self._log.isChecked(),
                log_left=self._log_left.isChecked(),
                as_table=self._table.isChecked(),
            )
        )

    def _action(self, words: str, signal: SignalInstance) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(signal)
        return action

    def _switch(self, words: str) -> QAction:
        action = QAction(words, self)
        action.setCheckable(True)
        return action
