"""The list of workspaces: to go to another, and to add, name, copy and remove them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.workspace.desk.desks import Desks
from monitor.workspace.workspace import Workspace

__all__ = ["WorkspacePopup"]

_WIDTH = 232
_MARGIN = 5
_SHORT = 10.0
"""Seconds for which the removal of a workspace can be taken back from where it is told."""


class WorkspacePopup(QFrame):
    """Arrow keys go from row to row; deletes itself when it closes. changed() after each thing done."""

    changed = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Workspaces"))
        self._workspace = workspace
        self._theme = theme
        self._renaming = False
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Name of the workspace"))
        self._field.setAccessibleName(self.tr("Name of the workspace"))
        self._field.setMaxLength(40)
        self._field.returnPressed.connect(self._take_name)
        self._field.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(0)
        self._current = self._add_desks()
        self._add_line(below=0)
        self._column.addWidget(self._field)
        self._column.addSpacing(_MARGIN)
        self._add_deeds()

    @property
    def rows(self) -> list[QPushButton]:
        """What can be pressed, from the top on."""
        return self.findChildren(QPushButton)

    def popup(self, at: QPoint) -> None:
        """Show it with its right upper corner at a point of the screen."""
        self.setFixedWidth(_WIDTH)
        self.adjustSize()
        room = (QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()).availableGeometry()
        self.move(max(room.left(), at.x() - _WIDTH), min(at.y(), room.bottom() - self.height()))
        self.show()
        if self._current is not None:
            self._current.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    @property
    def _desks(self) -> Desks:
        return self._workspace.desks

    def _add_desks(self) -> QPushButton | None:
        current = None
        for name in self._desks.names:
            here = name == self._desks.current.name
            row = self._add_row(name, Glyph.CHECK if here else None, partial(self._go, name))
            row.setAccessibleDescription(self.tr("In front") if here else "")
            if here:
                row.setFont(text_font(weight=QFont.Weight.DemiBold))
                current = row
        return current

    def _add_deeds(self) -> None:
        self._add_row(self.tr("New workspace"), Glyph.PLUS, self._ask_new)
        self._add_row(self.tr("Rename"), Glyph.EDIT, self._ask_name)
        self._add_row(self.tr("Duplicate"), Glyph.COPY, self._duplicate)
        self._add_row(self.tr("Remove"), Glyph.REMOVE, self._remove)
        self._add_line()
        self._add_row(self.tr("Make panels equally large"), Glyph.TILES, self._tidy)
        self._add_row(self.tr("Reset arrangement"), Glyph.UNDO, self._reset)

    def _add_row(self, words: str, glyph: Glyph | None, deed: Callable[[], None]) -> QPushButton:
        row = QPushButton(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _WIDTH - 60))
        row.setText(row.text().replace("&", "&&"))
        row.setAccessibleName(words)
        row.setObjectName("popupRow")
        row.setIconSize(QSize(16, 16))
        row.setIcon(icon(glyph or Glyph.CHECK, self._theme.muted if glyph is not None else self._theme.panel))
        row.setAutoDefault(True)
        row.clicked.connect(partial(_call, deed))
        self._column.addWidget(row)
        return row

    def _add_line(self, *, below: int = _MARGIN) -> None:
        line = QFrame()
        line.setObjectName("popupLine")
        line.setFixedHeight(1)
        self._column.addSpacing(_MARGIN)
        self._column.addWidget(line)
        self._column.addSpacing(below)

    # --- deeds --------------------------------------------------------------------------------------------------------

    def _go(self, name: str) -> None:
        self._desks.switch(name)
        self._done()

    def _ask_new(self) -> None:
        self._ask("", renaming=False)

    def _ask_name(self) -> None:
        self._ask(self._desks.current.name, renaming=True)

    def _ask(self, name: str, *, renaming: bool) -> None:
        """Let a name be typed where the rows are."""
        self._renaming = renaming
        self._field.setText(name)
        self._field.selectAll()
        self._field.show()
        self.adjustSize()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _take_name(self) -> None:
        name = self._field.text().strip()
        if self._renaming:
            self._desks.rename(self._desks.current.name, name)
        else:
            self._desks.create(name)
        self._done()

    def _duplicate(self) -> None:
        self._desks.duplicate_desk(self._desks.current.name)
        self._done()

    def _remove(self) -> None:
        name = self._desks.current.name
        self._desks.remove(name)
        words = self.tr("The workspace %1 was removed").replace("%1", name)
        self._workspace.notices.post(
            words, now=self._workspace.wall(), level="ok", seconds=_SHORT, undo=partial(self._desks.restore_desk, name)
        )
        self._done()

    def _tidy(self) -> None:
        self._desks.tidy()
        self._done()

    def _reset(self) -> None:
        self._desks.reset()
        self._done()

    def _done(self) -> None:
        self.close()
        self.changed.emit()


def _call(deed: Callable[[], None], _checked: bool = False) -> None:
    """A button tells whether it is ticked, which no deed wants to know."""
    deed()
