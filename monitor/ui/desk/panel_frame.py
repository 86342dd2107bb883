"""The card around a panel: its head, and the panel itself."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from monitor.ui.desk.panel_head import PanelHead
from monitor.ui.panels.view import PanelView
from monitor.ui.theme import Theme

__all__ = ["PanelFrame"]

_CORNER = 6
"""Room below the body, so that its corners stay inside the rounded ones."""


class PanelFrame(QFrame):
    """Owns one panel for as long as that lives, whatever place it stands in.

    Signals: spec_changed(panel, spec) and texts_changed(panel) as the panel tells them, series_wanted and alert_wanted
    too; zoom_asked(panel) and menu_asked(panel, point). Everything else that is done in the head is told by the head
    itself.
    """

    spec_changed = Signal(str, object)
    texts_changed = Signal(str)
    zoom_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    series_wanted = Signal(object)
    alert_wanted = Signal(object)

    def __init__(self, panel: str, view: PanelView, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = panel
        self._zoomed = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = PanelHead(theme)
        self.head.zoom_asked.connect(self._ask_zoom)
        self.head.menu_asked.connect(self._ask_menu)
        self.head.rename_left.connect(self._take_focus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, _CORNER)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self.view = view
        self._take_in(view)

    @property
    def title(self) -> str:
        """What the panel is called."""
        return self.view.title

    @property
    def lit(self) -> bool:
        """Whether the panel has the focus."""
        return bool(self.property("lit"))

    def replace(self, view: PanelView) -> None:
        """Show another panel in place of this one, which is let go of."""
        self._let_go()
        self.view = view
        self._take_in(view)
        view.show()

    def set_lit(self, lit: bool) -> None:
        """Show by its border whether the panel has the focus."""
        if lit != self.lit:
            self.setProperty("lit", lit)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_zoomed(self, zoomed: bool) -> None:
        """Whether the panel has the whole desk."""
        if zoomed != self._zoomed:
            self._zoomed = zoomed
            self.head.set_zoomed(zoomed)
            self._fit()

    def set_theme(self, theme: Theme) -> None:
        """Restyle the head and the panel."""
        self.head.set_theme(theme)
        self.view.set_theme(theme)

    def show_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """The panels of this place, as pairs of id and title; this one is in front."""
        self.head.show_tabs(tabs, front=self.panel)
        self._fit()

    def show_texts(self) -> None:
        """Bring the head up to date with what the panel says of itself."""
        self.head.set_subtitle(self.view.subtitle)
        self.setAccessibleName(self.view.title)
        self._fit()

    def dispose(self) -> None:
        """Be deleted, with the panel."""
        self.view.let_go()
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on what takes no focus of its own still makes this the current panel."""
        super().mousePressEvent(event)
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.view.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def _take_in(self, view: PanelView) -> None:
        view.spec_changed.connect(self._tell_spec)
        view.texts_changed.connect(self._tell_texts)
        view.series_wanted.connect(self.series_wanted)
        view.alert_wanted.connect(self.alert_wanted)
        self._column.addWidget(view, 1)
        self.head.set_controls(view.controls)
        self.show_texts()

    def _let_go(self) -> None:
        old = self.view
        old.let_go()
        old.spec_changed.disconnect(self._tell_spec)
        old.texts_changed.disconnect(self._tell_texts)
        old.series_wanted.disconnect(self.series_wanted)
        old.alert_wanted.disconnect(self.alert_wanted)
        self.head.set_controls(None)
        if old.controls is not None:
            old.controls.hide()
            old.controls.deleteLater()
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()

    def _fit(self) -> None:
        self.view.fit_controls(self.head.room_for_controls())

    @Slot(object)
    def _tell_spec(self, spec: object) -> None:
        self.spec_changed.emit(self.panel, spec)

    @Slot()
    def _tell_texts(self) -> None:
        self.show_texts()
        self.texts_changed.emit(self.panel)

    @Slot()
    def _take_focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask_zoom(self) -> None:
        self.zoom_asked.emit(self.panel)

    @Slot(QPoint)
    def _ask_menu(self, at: QPoint) -> None:
        self.menu_asked.emit(self.panel, at)
