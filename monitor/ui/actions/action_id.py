"""The names of everything a user can do."""

from enum import Enum, auto

__all__ = ["ActionGroup", "ActionId"]


class ActionGroup(Enum):
    """What an action is about; the order is that of the shortcuts page."""

    FEEDS = auto()
    PANELS = auto()
    WORKSPACES = auto()
    TOOLS = auto()
    LOOK = auto()
    PROGRAM = auto()


class ActionId(Enum):
    """The name of an action. Settings keep changed shortcuts under these names, so that they must stay."""

    ADDRESS = auto()
    ADD_FEED = auto()
    EDIT_FEED = auto()
    FEED_PROFILES = auto()
    DEMO = auto()
    START = auto()
    STOP = auto()
    COPY_ADDRESS = auto()
    REMOVE = auto()

    PLOT_SERIES = auto()
    SET_ALERT = auto()
    TABLE_OF_KEYS = auto()

    ADD_PANEL = auto()
    CLOSE_PANEL = auto()
    REOPEN_PANEL = auto()
    DUPLICATE_PANEL = auto()
    RENAME_PANEL = auto()
    COPY_PICTURE = auto()
    ZOOM_PANEL = auto()
    NEXT_PANEL = auto()
    PREVIOUS_PANEL = auto()
    PANEL_LEFT = auto()
    PANEL_RIGHT = auto()
    PANEL_ABOVE = auto()
    PANEL_BELOW = auto()
    PANEL_MENU = auto()
    MOVE_LEFT = auto()
    MOVE_RIGHT = auto()
    MOVE_UP = auto()
    MOVE_DOWN = auto()
    GROW = auto()
    SHRINK = auto()
    JUMP_TO_LIVE = auto()

    NEW_WORKSPACE = auto()
    NEXT_WORKSPACE = auto()
    TIDY = auto()
    RESET_WORKSPACE = auto()
    EXPORT_WORKSPACE = auto()
    IMPORT_WORKSPACE = auto()

    ALERTS = auto()
    FORMULAS = auto()
    SETTINGS = auto()
    SHORTCUTS = auto()

    DARK = auto()
    LIGHT = auto()
    SYSTEM = auto()
    HIGH_CONTRAST = auto()
    UTC = auto()
    FULL_SCREEN = auto()

    ABOUT = auto()
    QUIT = auto()
