"""The head of a panel: the titles of all panels in its place, and what the one in front offers."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.ui.desk.grip import Grip
from monitor.ui.desk.panel_tab import PanelTab
from monitor.ui.elided_label import ElidedLabel
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton

__all__ = ["HEAD_HEIGHT", "PanelHead"]

HEAD_HEIGHT = 34
_SUBTITLE_MOST = 220
"""So much of a subtitle is worth a control less."""
_SUBTITLE_LEAST = 32
_LEFT, _RIGHT, _APART = 12, 5, 10


class _Subtitle(ElidedLabel):
    """Says nothing where only its ellipsis would fit."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= min(_SUBTITLE_LEAST, self.sizeHint().width()):
            super().paintEvent(event)


class PanelHead(QWidget):
    """Signals: chosen, close_asked and renamed tell of one of its panels by id; dragged and dropped with the point
    of the screen; zoom_asked and menu_asked(point) are about the panel in front, whose turn for the focus it is at
    rename_left.
    """

    chosen = Signal(str)
    close_asked = Signal(str)
    renamed = Signal(str, str)
    dragged = Signal(str, QPoint)
    dropped = Signal(str, QPoint)
    rename_left = Signal()
    zoom_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._front = ""
        self._grip = Grip()
        self._tabs: list[PanelTab] = []
        self._controls: QWidget | None = None
        self.setObjectName("panelHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEAD_HEIGHT)
        self._subtitle = _Subtitle()
        self._subtitle.setProperty("level", "muted")
        # Presses on it begin to drag the panel, as everywhere in the head.
        self._subtitle.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._shrink = ToolButton(Glyph.SHRINK, self.tr("Show all panels"), theme)
        self._shrink.clicked.connect(self.zoom_asked)
        self._shrink.hide()
        self._menu = ToolButton(Glyph.MORE, self.tr("Panel menu"), theme)
        self._menu.clicked.connect(self._ask_menu)
        self._strip = QHBoxLayout()
        self._strip.setSpacing(0)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_LEFT, 0, _RIGHT, 0)
        self._row.setSpacing(_APART)
        self._row.addLayout(self._strip)
        self._row.addWidget(self._subtitle)
        self._row.addStretch(1)
        self._row.addWidget(self._shrink)
        self._row.addWidget(self._menu)

    @property
    def titles(self) -> list[str]:
        """What the panels of this place are called, in the order of their tabs."""
        return [tab.text() for tab in self._tabs]

    def show_tabs(self, tabs: Sequence[tuple[str, str]], *, front: str) -> None:
        """The panels in this place, as pairs of id and title, and the id of the one in front."""
        self._front = front
        while len(self._tabs) > len(tabs):
            gone = self._tabs.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._tabs) < len(tabs):
            self._tabs.append(self._made_tab())
        for tab, (panel, title) in zip(self._tabs, tabs, strict=True):
            tab.show_panel(panel, title, front=panel == front, alone=len(tabs) == 1)
        # A tab has room at its own sides.
        self._row.setContentsMargins(_LEFT if len(tabs) == 1 else 2, 0, _RIGHT, 0)

    def set_subtitle(self, subtitle: str) -> None:
        """What stands beside the titles, muted."""
        if subtitle != self._subtitle.text():
            self._subtitle.setText(subtitle)

    def set_controls(self, controls: QWidget | None) -> None:
        """Show these controls, which belong to the head from now on, before the button of the menu."""
        if self._controls is not None:
            self._row.removeWidget(self._controls)
        self._controls = controls
        if controls is not None:
            self._row.insertWidget(self._row.indexOf(self._shrink), controls)

    def set_zoomed(self, zoomed: bool) -> None:
        """Whether the panel has the whole desk."""
        self._shrink.setVisible(zoomed)

    def set_theme(self, theme: Theme) -> None:
        """Restyle tabs and buttons."""
        self._theme = theme
        for tab in self._tabs:
            tab.set_theme(theme)
        for button in (self._shrink, self._menu):
            button.set_theme(theme)

    def room_for_controls(self) -> int:
        """Pixels that texts and buttons leave."""
        texts = sum(tab.sizeHint().width() for tab in self._tabs)
        texts += min(self._subtitle.sizeHint().width(), _SUBTITLE_MOST)
        buttons = sum(button.sizeHint().width() + _APART for button in (self._shrink, self._menu) if button.isVisible())
        return max(0, self.width() - _LEFT - _RIGHT - 3 * _APART - texts - buttons)

    def rename(self) -> None:
        """Let the user type another title for the panel in front."""
        for tab in self._tabs:
            if tab.panel == self._front:
                tab.rename()

    def ask_menu(self) -> None:
        """As if the button of the menu had been pressed."""
        self._ask_menu()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip.press(event)
        # The panel that is pressed becomes the current one, which its frame sees to.
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip.move(event):
            self.dragged.emit(self._front, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip.release():
            self.dropped.emit(self._front, event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.zoom_asked.emit()

    def _made_tab(self) -> PanelTab:
        tab = PanelTab(self._theme)
        tab.clicked.connect(self._choose)
        for mine, its in (
            (self.close_asked, tab.close_asked),
            (self.renamed, tab.renamed),
            (self.dragged, tab.dragged),
            (self.dropped, tab.dropped),
            (self.rename_left, tab.rename_left),
        ):
            its.connect(mine)
        self._strip.addWidget(tab)
        # In the order one sees, whenever it was made.
        self.setTabOrder(self._tabs[-1] if self._tabs else self._subtitle, tab)
        tab.show()
        return tab

    @Slot()
    def _choose(self) -> None:
        tab = self.sender()
        if isinstance(tab, PanelTab):
            self.chosen.emit(tab.panel)

    @Slot()
    def _ask_menu(self) -> None:
        self.menu_asked.emit(self._menu.mapToGlobal(QPoint(self._menu.width(), self._menu.height() + 2)))
