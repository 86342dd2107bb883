"""Which actions stand in which menu."""

from collections.abc import Sequence

from monitor.ui.actions.action_id import ActionId

__all__ = ["FEED_MENU", "MAIN_MENU", "SERIES_MENU"]

_BETWEEN = None

MAIN_MENU: Sequence[ActionId | None] = (
    ActionId.ADDRESS,
    ActionId.ADD_FEED,
    ActionId.FEED_PROFILES,
    ActionId.DEMO,
    _BETWEEN,
    ActionId.ADD_PANEL,
    ActionId.REOPEN_PANEL,
    ActionId.JUMP_TO_LIVE,
    _BETWEEN,
    ActionId.IMPORT_WORKSPACE,
    ActionId.EXPORT_WORKSPACE,
    _BETWEEN,
    ActionId.ALERTS,
    ActionId.FORMULAS,
    _BETWEEN,
    ActionId.DARK,
    ActionId.LIGHT,
    ActionId.SYSTEM,
    ActionId.HIGH_CONTRAST,
    ActionId.UTC,
    ActionId.FULL_SCREEN,
    _BETWEEN,
    ActionId.SETTINGS,
    ActionId.SHORTCUTS,
    ActionId.ABOUT,
    ActionId.QUIT,
)

FEED_MENU: Sequence[ActionId | None] = (
    ActionId.START,
    ActionId.STOP,
    ActionId.EDIT_FEED,
    ActionId.COPY_ADDRESS,
    _BETWEEN,
    ActionId.REMOVE,
)

SERIES_MENU: Sequence[ActionId | None] = (
    ActionId.PLOT_SERIES,
    ActionId.SET_ALERT,
    ActionId.TABLE_OF_KEYS,
)
