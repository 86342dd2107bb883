"""What a panel is made with."""

from dataclasses import dataclass

from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.theme import Theme
from monitor.workspace.workspace import Workspace

__all__ = ["PanelContext"]


@dataclass(frozen=True, slots=True)
class PanelContext:
    """Handed to every panel. theme: the one in force when it is made; `set_theme` tells of others."""

    workspace: Workspace
    theme: Theme
    cursor: TimeCursor
