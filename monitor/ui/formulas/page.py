"""The page of formulas: one to write on, those in force, and what functions there are."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.formulas.editor import FormulaEditor
from monitor.ui.formulas.formulas_list import FormulasList
from monitor.ui.formulas.reference import Reference
from monitor.ui.pages.page import Page
from monitor.ui.theme import Theme
from monitor.workspace.workspace import Workspace

__all__ = ["FormulasPage"]

_APART = 20


class FormulasPage(Page):
    """series_wanted(tuple of SeriesKey): the user wants to see these plotted."""

    series_wanted = Signal(object)

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_head(self.tr("Formulas"), self.tr("series worked out from other series, as they come"))
        self._workspace = workspace
        self.editor = FormulaEditor(workspace, theme)
        self.editor.saved.connect(self._saved)
        self.list = FormulasList(workspace, theme)
        self.list.edit_asked.connect(self.change)
        self.list.removed.connect(self._removed)
        self.list.plot_asked.connect(self.series_wanted)
        self.reference = Reference()
        self.reference.wanted.connect(self.editor.insert)
        for part in (self.editor, self.list, self.reference):
            self.body.addWidget(part)
            self.body.addSpacing(_APART - self.body.spacing())
        self.body.addStretch(1)
        self.refresh(workspace.wall())

    @Slot(str)
    def change(self, name: str) -> None:
        """Put a formula that is in force on the card."""
        self.editor.change(name)
        self.editor.take_focus()

    def refresh(self, now: float) -> None:
        """Bring values and previews up to date."""
        self.editor.refresh(now)
        self.list.refresh(now)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        super().set_theme(theme)
        self.editor.set_theme(theme)
        self.list.set_theme(theme)

    def take_focus(self) -> None:
        """Put the cursor where one begins to write."""
        self.editor.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.editor.changing:
            self.editor.write_new()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _saved(self, _name: str) -> None:
        self.refresh(self._workspace.wall())

    @Slot(str)
    def _removed(self, name: str) -> None:
        if self.editor.changing == name:
            self.editor.write_new()
