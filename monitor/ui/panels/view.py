"""The seam between the desk and a panel: what every kind of panel is asked."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.theme import Theme
from monitor.workspace.desk.panel_spec import PanelSpec

__all__ = ["PanelView"]


class PanelView(QWidget):
    """Base of every panel. Nothing in it runs by itself: the frame ticker calls `frame` while it can be seen.

    spec_changed(spec): the user has changed the panel; the desk keeps the new spec and never gives it back.
    texts_changed(): title or subtitle have changed.
    series_wanted(tuple of SeriesKey): the user wants to see these plotted.
    alert_wanted(SeriesKey): they want an alert on this one.
    controls: what belongs into the head, at the right; None for nothing. The head becomes its parent.
    """

    spec_changed = Signal(object)
    texts_changed = Signal()
    series_wanted = Signal(object)
    alert_wanted = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controls: QWidget | None = None

    @property
    def spec(self) -> PanelSpec:
        """The panel as it stands."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What stands in the head: the user's title, or what is shown."""
        raise NotImplementedError

    @property
    def subtitle(self) -> str:
        """What stands beside it, muted; may be empty."""
        return ""

    def set_spec(self, spec: PanelSpec) -> None:
        """Show what this spec, of the same kind, says; emits nothing."""
        raise NotImplementedError

    def fit_controls(self, room: int) -> None:
        """The head has so many pixels for the controls."""

    def frame(self, now: float) -> bool:
        """Draw what is new at `now` (wall seconds); answers whether anything was drawn."""
        return False

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from the next frame on."""

    def take_series(self, series: Sequence[SeriesKey]) -> bool:
        """Series were dropped on the panel; answers whether it can show them and does."""
        return False

    def look_at(self, end: float | None) -> None:
        """Show the time that ends at this moment (wall seconds); None: the present, and move with it."""

    def menu_actions(self) -> Sequence[QAction]:
        """Actions of its own for the menu of the head. They belong to the panel."""
        return ()

    def let_go(self) -> None:
        """The panel is about to be deleted: give back what others hold for it, such as a watch on raw messages."""
