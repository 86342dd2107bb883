"""Messages kept under a name: chosen from a menu, saved and removed there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from monitor.ui.charts.chips import MenuChip
from monitor.workspace.desk.specs.messages import Template

__all__ = ["TemplatesChip"]


class TemplatesChip(MenuChip):
    """chosen(Template), removed(Template); save_asked(): the message is to be kept under a name."""

    chosen = Signal(object)
    removed = Signal(object)
    save_asked = Signal()

    def __init__(self, templates: Sequence[Template], *, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent=parent)
        self.setText(self.tr("Templates"))
        self.setToolTip(self.tr("Messages kept under a name"))
        self.setAccessibleName(self.tr("Templates"))
        self._templates: Sequence[Template] = ()
        self._save = QAction(self.tr("Save as a template…"), self)
        self._save.triggered.connect(self.save_asked)
        self.pull_down.triggered.connect(self._choose)
        self.show_templates(templates)

    def show_templates(self, templates: Sequence[Template]) -> None:
        """These are kept."""
        self._templates = tuple(templates)
        menu = self.pull_down
        menu.clear()
        for place, template in enumerate(self._templates):
            menu.addAction(template.name).setData(place)
        if self._templates:
            menu.addSeparator()
        menu.addAction(self._save)
        if self._templates:
            removing = menu.addMenu(self.tr("Remove"))
            for place, template in enumerate(self._templates):
                removing.addAction(template.name).setData(-1 - place)

    def allow_saving(self, allowed: bool) -> None:
        """Whether there is something to be kept."""
        self._save.setEnabled(allowed)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        place = action.data()
        if not isinstance(place, int):
            return
        if place >= 0:
            self.chosen.emit(self._templates[place])
        else:
            self.removed.emit(self._templates[-1 - place])
