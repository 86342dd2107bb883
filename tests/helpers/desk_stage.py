"""A desk on the screen, with plain panels, over a workspace that is filled by hand."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.core.batch import SeriesKey
from monitor.ui.desk.area import DeskArea
from monitor.ui.desk.panel_frame import PanelFrame
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.series_mime import mime_of_series
from monitor.ui.theme import Theme
from monitor.workspace.desk.desks import Desks
from monitor.workspace.desk.specs.plot import PlotSpec
from tests.helpers.analysis import Bench
from tests.helpers.plain_panels import PlainPanel, PlainPanels

__all__ = ["DeskStage", "drag_event"]

_EITHER = Qt.DropAction.CopyAction
_LEFT = Qt.MouseButton.LeftButton


class DeskStage:
    """`tick` lets one frame pass; panels are found by id."""

    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot, *, width: int = 1100, height: int = 760) -> None:
        self.bench = Bench(folder)
        self.workspace = self.bench.workspace
        self.plain = PlainPanels()
        self.qtbot = qtbot
        self.area = DeskArea(PanelContext(self.workspace, theme, TimeCursor()), self.plain.kinds)
        self.area.resize(width, height)
        self.area.show()
        qtbot.waitExposed(self.area)
        self.area.activateWindow()
        self.tick()

    @property
    def desks(self) -> Desks:
        return self.workspace.desks

    def tick(self, times: int = 1) -> bool:
        """Draw so many frames; whether the last one changed anything."""
        changed = False
        for _ in range(times):
            changed = self.area.frame(self.bench.now, late=lambda: False)
            QApplication.processEvents()
        return changed

    def add(self, *titles: str) -> list[str]:
        """Plots with these titles, shown; their ids."""
        ids = [self.desks.add(PlotSpec(title=title)) for title in titles]
        self.tick(len(titles) + 1)
        return ids

    def frame(self, panel: str) -> PanelFrame:
        return next(frame for frame in self.area.panels if frame.panel == panel)

    def view(self, panel: str) -> PlainPanel:
        view = self.frame(panel).view
        assert isinstance(view, PlainPanel)
        return view

    def shown(self) -> list[str]:
        """The panels that can be seen."""
        return [frame.panel for frame in self.area.panels if frame.isVisible()]

    def at(self, panel: str, x: float, y: float) -> QPoint:
        """A point of the screen, in shares of a panel's width and height."""
        frame = self.frame(panel)
        return frame.mapToGlobal(QPoint(int(frame.width() * x), int(frame.height() * y)))

    def hold(self, point: QPoint, series: Sequence[SeriesKey]) -> QDragMoveEvent:
        """Hold series over a point of the area."""
        mime = mime_of_series(series)
        buttons, keys = _LEFT, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.area, drag_event(QDragEnterEvent, point, _EITHER, mime, buttons, keys))
        event = drag_event(QDragMoveEvent, point, _EITHER, mime, buttons, keys)
        event.ignore()
        QApplication.sendEvent(self.area, event)
        return event

    def drop(self, point: QPoint, mime: QMimeData | Sequence[SeriesKey]) -> QDropEvent:
        """Drop series, or something else, on a point of the area."""
        data = mime if isinstance(mime, QMimeData) else mime_of_series(mime)
        # Without having entered, nothing is dropped.
        QApplication.sendEvent(
            self.area, drag_event(QDragEnterEvent, point, _EITHER, data, _LEFT, Qt.KeyboardModifier.NoModifier)
        )
        event = QDropEvent(QPointF(point), _EITHER, data, _LEFT, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(self.area, event)
        return event

    def close(self) -> None:
        self.area.clear()
        self.area.close()
        self.area.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def drag_event(kind: type[QDragMoveEvent], point: QPoint, *rest: Any) -> QDragMoveEvent:
    """A drag event, in the one form that all versions have; newer ones call it deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return kind(point, *rest)
