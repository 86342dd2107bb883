"""The desks of the user and the one in front, with everything that can be done to them."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from monitor.workspace.desk.desk import Desk
from monitor.workspace.desk.panel_spec import PanelSpec

__all__ = ["Desks", "Side"]

Side: TypeAlias = Literal["tab", "left", "right", "above", "below"]


class Desks:
    """Every change makes a new Desk and lets `version` grow; views look at the number and read what is new."""

    def __init__(self, desks: Sequence[Desk] = (), *, current: str = "") -> None:
        self._desks = list(desks) or [Desk(name="Main")]
        self._current = current or self._desks[0].name
        self.version = 0

    @property
    def current(self) -> Desk:
        """The desk in front."""
        return next((desk for desk in self._desks if desk.name == self._current), self._desks[0])

    def add(self, spec: PanelSpec, *, beside: str | None = None, side: Side = "right") -> str:
        """Put a new panel on the current desk, beside another or where there is most room; its id."""
        raise NotImplementedError

    def change(self, panel: str, spec: PanelSpec) -> None:
        """A panel of the current desk is another now."""
        raise NotImplementedError

    def close(self, panel: str) -> None:
        """Take a panel of the current desk away."""
        raise NotImplementedError
