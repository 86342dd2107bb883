"""One row of the table of actions."""

from collections.abc import Callable
from dataclasses import dataclass

from monitor.ui.actions.action_id import ActionGroup, ActionId
from monitor.ui.icons import Glyph

__all__ = ["ActionSpec"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `in_list`: its shortcut holds only while the feeds list has the focus. `choice`: it can be ticked."""

    id: ActionId
    group: ActionGroup
    text: str
    call: Callable[[], None]
    glyph: Glyph | None = None
    shortcuts: tuple[str, ...] = ()
    in_list: bool = False
    choice: bool = False
