"""The menu of a panel."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from monitor.ui.desk.deeds import PanelDeeds
from monitor.ui.desk.panel_frame import PanelFrame
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme

__all__ = ["PanelMenu"]


class PanelMenu(QMenu):
    """What the panel itself offers, then what can be done to any panel. Deletes itself when it closes."""

    def __init__(self, frame: PanelFrame, deeds: PanelDeeds, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        panel = frame.panel
        own = frame.view.menu_actions()
        if own:
            self.addActions(list(own))
            self.addSeparator()
        self._add(Glyph.SPLIT_RIGHT, self.tr("Split right"), partial(deeds.split, panel, "right"))
        self._add(Glyph.SPLIT_BELOW, self.tr("Split below"), partial(deeds.split, panel, "below"))
        self._add(Glyph.COPY, self.tr("Duplicate"), partial(deeds.duplicate, panel))
        zoomed = deeds.desks.zoomed == panel
        words = self.tr("Show all panels") if zoomed else self.tr("Fill the workspace")
        self._add(Glyph.SHRINK if zoomed else Glyph.EXPAND, words, partial(deeds.zoom, panel))
        self._add_desks(panel, deeds)
        self.addSeparator()
        self._add(Glyph.EDIT, self.tr("Rename"), partial(deeds.rename, panel))
        self._add(Glyph.PICTURE, self.tr("Copy as picture"), partial(deeds.copy_picture, panel))
        self._add(Glyph.PICTURE, self.tr("Save as picture"), partial(deeds.save_picture, panel))
        self.addSeparator()
        self._add(Glyph.CLOSE, self.tr("Close"), partial(deeds.close, panel))

    def _add_desks(self, panel: str, deeds: PanelDeeds) -> None:
        others = [name for name in deeds.desks.names if name != deeds.desks.current.name]
        if others:
            menu = self.addMenu(icon(Glyph.WORKSPACE, self._theme.muted), self.tr("Move to workspace"))
            for name in others:
                # An ampersand would make a shortcut of the letter after it.
                action = menu.addAction(name.replace("&", "&&"))
                action.triggered.connect(partial(_call, partial(deeds.send_to, panel, name)))

    def _add(self, glyph: Glyph, words: str, deed: Callable[[], None]) -> None:
        action = self.addAction(icon(glyph, self._theme.muted), words)
        action.triggered.connect(partial(_call, deed))


def _call(deed: Callable[[], None], _checked: bool = False) -> None:
    """An action tells whether it is ticked, which no deed wants to know."""
    deed()
