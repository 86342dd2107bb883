"""Small controls in the head of a panel: chips that open a menu or switch something."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from monitor.ui.charts.deeds import DeedMenu
from monitor.ui.fonts import text_font

__all__ = ["Chip", "ChipRow", "ChoiceChip", "MenuChip", "SwitchChip"]

_APART = 4
_BELOW = 4
_ARROW_RIGHT, _ARROW = 10, 3.0


class Chip(QToolButton):
    """A chip with a word. `action` is the same for the menu of the panel, where there is no room for the chip."""

    def __init__(self, text: str, tip: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setFont(text_font(12))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    @property
    def action(self) -> QAction:
        """What the chip does, for a menu."""
        raise NotImplementedError


class MenuChip(Chip):
    """Opens `menu`, which its owner fills, at the latest when the menu says that it is about to show."""

    def __init__(self, text: str, tip: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, tip, parent=parent)
        self.setProperty("opens", True)
        self.pull_down = DeedMenu(tip, parent=self)
        self.clicked.connect(self._open)

    @property
    def action(self) -> QAction:
        return self.pull_down.menuAction()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self.palette().placeholderText().color()), 1.4))
            x, y = self.width() - _ARROW_RIGHT, self.height() / 2
            corners = [QPointF(x - _ARROW, y - 1.5), QPointF(x, y + 1.5), QPointF(x + _ARROW, y - 1.5)]
            painter.drawPolyline(QPolygonF(corners))

    @Slot()
    def _open(self) -> None:
        self.pull_down.popup(self.mapToGlobal(QPoint(0, self.height() + _BELOW)))


class ChoiceChip(MenuChip):
    """Shows which of some values is in force, and lets another be chosen.

    chosen(value): the user has chosen it.
    """

    chosen = Signal(object)

    def __init__(
        self, tip: str, choices: Sequence[tuple[object, str]], value: object, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("", tip, parent=parent)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._choose)
        for choice, text in choices:
            self._add(choice, text)
        self.show_value(value)

    @property
    def value(self) -> object:
        """The one in force."""
        action = self._group.checkedAction()
        return None if action is None else action.data()

    def show_value(self, value: object, *, text: str = "") -> None:
        """Mark a value as the one in force; one that is not among the choices joins them under `text`."""
        action = next((each for each in self._group.actions() if each.data() == value), None)
        if action is None:
            action = self._add(value, text or str(value))
        action.setChecked(True)
        self.setText(action.text())
        self.updateGeometry()

    def _add(self, value: object, text: str) -> QAction:
        action = QAction(text, self.pull_down)
        action.setCheckable(True)
        action.setData(value)
        self._group.addAction(action)
        self.pull_down.addAction(action)
        return action

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.setText(action.text())
        self.updateGeometry()
        self.chosen.emit(action.data())


class SwitchChip(Chip):
    """Switches something on and off. switched(on): the user has done so."""

    switched = Signal(bool)

    def __init__(self, text: str, tip: str, on: bool, *, parent: QWidget | None = None) -> None:
        super().__init__(text, tip, parent=parent)
        self._action = QAction(tip, self)
        self._action.setCheckable(True)
        self.setCheckable(True)
        self.show_value(on)
        self.clicked.connect(self._switch)
        self._action.triggered.connect(self._switch)

    @property
    def action(self) -> QAction:
        return self._action

    def show_value(self, on: bool) -> None:
        """Show whether it is on."""
        self.setChecked(on)
        self._action.setChecked(on)

    @Slot(bool)
    def _switch(self, on: bool) -> None:
        self.show_value(on)
        self.switched.emit(on)


class ChipRow(QWidget):
    """Chips in a row, of which those at the left give way first where there is too little room."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: tuple[Chip, ...] = ()
        self._wanted: dict[Chip, bool] = {}
        self._room = 1 << 16
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_APART)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def take(self, chips: Sequence[Chip]) -> None:
        """Add chips, the most important one last."""
        self.chips += tuple(chips)
        for chip in chips:
            self._wanted[chip] = True
            self._row.addWidget(chip)

    def actions_of(self) -> list[QAction]:
        """What the chips do, for a menu; those that mean nothing now are left out."""
        return [chip.action for chip in self.chips if self._wanted[chip]]

    def fit(self, room: int) -> None:
        """There are so many pixels."""
        self._room = room
        self._arrange()

    def want(self, chip: Chip, wanted: bool) -> None:
        """Whether a chip means anything now."""
        if self._wanted[chip] != wanted:
            self._wanted[chip] = wanted
            self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        left = self._room + _APART
        for chip in reversed(self.chips):
            left -= (chip.sizeHint().width() + _APART) if self._wanted[chip] else 0
            shown = self._wanted[chip] and left >= 0
            if chip.isHidden() == shown:
                chip.setVisible(shown)
        self.updateGeometry()
