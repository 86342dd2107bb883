"""What stands at the right above a plot: how much time it shows, and the way back to the present."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from monitor.ui.fonts import text_font
from monitor.workspace.wording import count, duration

__all__ = ["WINDOWS", "PlotControls"]

WINDOWS: tuple[float | None, ...] = (10.0, 60.0, 300.0, 900.0, 3600.0, 21_600.0, 86_400.0, None)
"""Seconds a plot can show at a click; None is all there is."""

_WANTED = (300.0, None, 60.0, 3600.0, 10.0, 900.0, 86_400.0, 21_600.0)
"""Which windows stay where there is no room for every chip: the first ones, and always the one in force."""
_APART, _LINK_APART = 4, 8
_ROOMY = 10_000
_EDGE, _HEIGHT = 12, 26


class PlotControls(QWidget):
    """Chips for windows of time, and while the view is frozen what has come since.

    window_chosen(seconds): None for all. live_wanted: the link was followed.
    """

    window_chosen = Signal(object)
    live_wanted = Signal()

    def __init__(self, window: float | None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fresh = QLabel()
        self._fresh.setProperty("level", "muted")
        self._link = QLabel(f'<a href="#live" style="text-decoration: none">{self.tr("Jump to live")}</a>')
        self._link.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._link.setAccessibleName(self.tr("Jump to live"))
        self._link.setContentsMargins(0, 0, _LINK_APART, 0)
        self._link.linkActivated.connect(self._follow)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_APART)
        self._row.addWidget(self._fresh)
        self._row.addWidget(self._link)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        self._windows: list[float | None] = []
        self._room = _ROOMY
        self._add_chips(window)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.set_frozen(None)

    @property
    def chips(self) -> Sequence[QToolButton]:
        """The buttons for windows of time, shortest first."""
        return [chip for chip in self._group.buttons() if isinstance(chip, QToolButton)]

    def set_frozen(self, rows: int | None) -> None:
        """The view stands still and so many rows have come since; None: it is live."""
        frozen = rows is not None
        self._fresh.setVisible(frozen)
        self._link.setVisible(frozen)
        words = self.tr("%1 new").replace("%1", count(rows)) if rows else self.tr("paused")
        self._fresh.setText(f"{words} \N{MIDDLE DOT}")
        self._show_chips()

    def set_window(self, window: float | None) -> None:
        """Show that this window is in force; choosing it is told to nobody."""
        if window not in self._windows:
            for chip in self.chips:
                self._group.removeButton(chip)
                chip.setParent(None)
                chip.deleteLater()
            self._add_chips(window)
        self._group.button(self._windows.index(window)).setChecked(True)
        self._show_chips()

    def fit(self, room: int) -> None:
        """Show as many chips as fit into `room` pixels; a single one goes on to the next window when clicked."""
        if room != self._room:
            self._room = room
            self._show_chips()

    def lie_over(self, panel: QWidget, *, fit: bool = False) -> int:
        """Stand in the top right corner of a panel that has no head; the pixels this takes of its width."""
        put_away = self.isHidden() and self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if self.parentWidget() is not panel or put_away:
            return 0
        if fit:
            self.fit(panel.width() // 2)
        size = self.sizeHint()
        self.setGeometry(panel.width() - size.width() - _EDGE, 2, size.width(), _HEIGHT)
        return size.width() + 2 * _EDGE

    def _show_chips(self) -> None:
        texts = [label for label in (self._fresh, self._link) if not label.isHidden()]
        left = self._room + _APART - sum(label.sizeHint().width() + _APART for label in texts)
        ranks = {seconds: rank for rank, seconds in enumerate(_WANTED)}
        order = sorted(self._group.buttons(), key=lambda chip: ranks.get(self._windows[self._group.id(chip)], 0))
        for chip in sorted(order, key=lambda chip: not chip.isChecked()):
            left -= chip.sizeHint().width() + _APART
            chip.setVisible(chip.isChecked() or left >= 0)
        self.updateGeometry()

    def _add_chips(self, window: float | None) -> None:
        known = set(WINDOWS) | {window}
        self._windows = sorted(known, key=lambda seconds: float("inf") if seconds is None else seconds)
        for place, seconds in enumerate(self._windows):
            chip = QToolButton()
            chip.setObjectName("chip")
            chip.setFont(text_font(12))
            chip.setCheckable(True)
            chip.setText(self.tr("All") if seconds is None else duration(seconds))
            chip.setToolTip(
                self.tr("Show all that is kept")
                if seconds is None
                else self.tr("Show the last %1").replace("%1", chip.text())
            )
            chip.setChecked(seconds == window)
            self._group.addButton(chip, place)
            self._row.addWidget(chip)

    @Slot(int)
    def _choose(self, place: int) -> None:
        if sum(not chip.isHidden() for chip in self.chips) == 1:
            place = (place + 1) % len(self._windows)
            self._group.button(place).setChecked(True)
        self._show_chips()
        self.window_chosen.emit(self._windows[place])

    @Slot(str)
    def _follow(self, _link: str) -> None:
        self.live_wanted.emit()
