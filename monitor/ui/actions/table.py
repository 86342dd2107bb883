"""Everything a user can do, in one table: menus, shortcuts, the shortcuts page and the palette are made from it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from monitor.ui.actions.action_id import ActionGroup, ActionId
from monitor.ui.actions.spec import ActionSpec
from monitor.ui.commands.doers import Doers
from monitor.ui.icons import Glyph

__all__ = ["action_table", "group_title"]


def action_table(do: Doers) -> Sequence[ActionSpec]:
    """Every action there is, in the user's language."""
    return (
        *_feeds(do),
        *_panels(do),
        *_between_panels(do),
        *_sizes_and_places(do),
        *_workspaces(do),
        *_tools(do),
        *_look(do),
        *_program(do),
    )


def group_title(group: ActionGroup) -> str:
    """What a group is called."""
    tr = QCoreApplication.translate
    titles = {
        ActionGroup.FEEDS: tr("Actions", "Feeds"),
        ActionGroup.PANELS: tr("Actions", "Panels"),
        ActionGroup.WORKSPACES: tr("Actions", "Workspaces"),
        ActionGroup.TOOLS: tr("Actions", "Tools"),
        ActionGroup.LOOK: tr("Actions", "Look"),
        ActionGroup.PROGRAM: tr("Actions", "Program"),
    }
    return titles[group]


def _feeds(do: Doers) -> Sequence[ActionSpec]:
    tr, group, feeds, series = QCoreApplication.translate, ActionGroup.FEEDS, do.feeds, do.series
    return (
        ActionSpec(
            ActionId.ADDRESS,
            group,
            tr("Actions", "Paste an address or search"),
            do.pages.focus_field,
            Glyph.SEARCH,
            ("Ctrl+K", "Ctrl+L"),
        ),
        ActionSpec(ActionId.ADD_FEED, group, tr("Actions", "Add a feed"), do.pages.add_feed, Glyph.PLUS, ("Ctrl+N",)),
        ActionSpec(ActionId.EDIT_FEED, group, tr("Actions", "Edit feed"), do.pages.edit_feed, Glyph.EDIT, ("Ctrl+E",)),
        ActionSpec(
            ActionId.FEED_PROFILES, group, tr("Actions", "Feed profiles"), do.pages.feed_profiles, Glyph.PROFILES
        ),
        ActionSpec(ActionId.DEMO, group, tr("Actions", "Open the demo"), feeds.open_demo, Glyph.DEMO),
        ActionSpec(ActionId.START, group, tr("Actions", "Connect now"), feeds.start, Glyph.START, ("Ctrl+R",)),
        ActionSpec(ActionId.STOP, group, tr("Actions", "Stop feed"), feeds.stop, Glyph.STOP, ("Ctrl+.",)),
        ActionSpec(ActionId.COPY_ADDRESS, group, tr("Actions", "Copy address"), feeds.copy_address, Glyph.COPY),
        ActionSpec(
            ActionId.REMOVE, group, tr("Actions", "Remove feed"), feeds.remove, Glyph.REMOVE, ("Del",), in_list=True
        ),
        ActionSpec(ActionId.PLOT_SERIES, group, tr("Actions", "Plot series"), series.plot, Glyph.CURVE),
        ActionSpec(ActionId.SET_ALERT, group, tr("Actions", "Set an alert…"), series.set_alert, Glyph.BELL),
        ActionSpec(ActionId.TABLE_OF_KEYS, group, tr("Actions", "Table of all keys"), series.tabulate, Glyph.TABLE),
    )


def _panels(do: Doers) -> Sequence[ActionSpec]:
    tr, group, desk = QCoreApplication.translate, ActionGroup.PANELS, do.desk
    return (
        ActionSpec(ActionId.ADD_PANEL, group, tr("Actions", "Add a panel"), desk.add_panel, Glyph.PANEL, ("Ctrl+T",)),
        ActionSpec(ActionId.CLOSE_PANEL, group, tr("Actions", "Close panel"), desk.close_panel, None, ("Ctrl+W",)),
        ActionSpec(
            ActionId.REOPEN_PANEL,
            group,
            tr("Actions", "Open the closed panel again"),
            desk.reopen_panel,
            Glyph.UNDO,
            ("Ctrl+Shift+T",),
        ),
        ActionSpec(ActionId.DUPLICATE_PANEL, group, tr("Actions", "Duplicate panel"), desk.duplicate_panel),
        ActionSpec(ActionId.RENAME_PANEL, group, tr("Actions", "Rename panel"), desk.rename_panel, None, ("F2",)),
        ActionSpec(
            ActionId.COPY_PICTURE,
            group,
            tr("Actions", "Copy panel as picture"),
            desk.copy_picture,
            Glyph.COPY,
            ("Ctrl+Shift+C",),
        ),
        ActionSpec(
            ActionId.ZOOM_PANEL, group, tr("Actions", "Enlarge or restore panel"), desk.zoom_panel, None, ("F10",)
        ),
    )


def _between_panels(do: Doers) -> Sequence[ActionSpec]:
    tr, group, desk = QCoreApplication.translate, ActionGroup.PANELS, do.desk
    return (
        ActionSpec(ActionId.NEXT_PANEL, group, tr("Actions", "Next panel"), desk.next_panel, None, ("F6",)),
        ActionSpec(
            ActionId.PREVIOUS_PANEL, group, tr("Actions", "Previous panel"), desk.previous_panel, None, ("Shift+F6",)
        ),
        ActionSpec(
            ActionId.PANEL_LEFT,
            group,
            tr("Actions", "Go to the panel on the left"),
            desk.panel_left,
            None,
            ("Ctrl+Alt+Left",),
        ),
        ActionSpec(
            ActionId.PANEL_RIGHT,
            group,
            tr("Actions", "Go to the panel on the right"),
            desk.panel_right,
            None,
            ("Ctrl+Alt+Right",),
        ),
        ActionSpec(
            ActionId.PANEL_ABOVE,
            group,
            tr("Actions", "Go to the panel above"),
            desk.panel_above,
            None,
            ("Ctrl+Alt+Up",),
        ),
        ActionSpec(
            ActionId.PANEL_BELOW,
            group,
            tr("Actions", "Go to the panel below"),
            desk.panel_below,
            None,
            ("Ctrl+Alt+Down",),
        ),
        ActionSpec(
            ActionId.PANEL_MENU, group, tr("Actions", "Open the menu of the panel"), desk.panel_menu, None, ("Ctrl+M",)
        ),
    )


def _sizes_and_places(do: Doers) -> Sequence[ActionSpec]:
    tr, group, desk = QCoreApplication.translate, ActionGroup.PANELS, do.desk
    return (
        ActionSpec(
            ActionId.MOVE_LEFT, group, tr("Actions", "Move panel left"), desk.move_left, None, ("Ctrl+Shift+Left",)
        ),
        ActionSpec(
            ActionId.MOVE_RIGHT, group, tr("Actions", "Move panel right"), desk.move_right, None, ("Ctrl+Shift+Right",)
        ),
        ActionSpec(ActionId.MOVE_UP, group, tr("Actions", "Move panel up"), desk.move_up, None, ("Ctrl+Shift+Up",)),
        ActionSpec(
            ActionId.MOVE_DOWN, group, tr("Actions", "Move panel down"), desk.move_down, None, ("Ctrl+Shift+Down",)
        ),
        ActionSpec(ActionId.GROW, group, tr("Actions", "Make panel larger"), desk.grow, None, ("Ctrl+Shift++",)),
        ActionSpec(ActionId.SHRINK, group, tr("Actions", "Make panel smaller"), desk.shrink, None, ("Ctrl+Shift+-",)),
        ActionSpec(
            ActionId.JUMP_TO_LIVE, group, tr("Actions", "Jump to live"), desk.jump_to_live, Glyph.LIVE, ("Ctrl+J",)
        ),
    )


def _workspaces(do: Doers) -> Sequence[ActionSpec]:
    tr, group, desk, files = QCoreApplication.translate, ActionGroup.WORKSPACES, do.desk, do.files
    return (
        ActionSpec(
            ActionId.NEW_WORKSPACE, group, tr("Actions", "New workspace"), desk.new_workspace, None, ("Ctrl+Shift+N",)
        ),
        ActionSpec(
            ActionId.NEXT_WORKSPACE, group, tr("Actions", "Next workspace"), desk.next_workspace, None, ("Ctrl+PgDown",)
        ),
        ActionSpec(ActionId.TIDY, group, tr("Actions", "Tidy panels into a grid"), desk.tidy),
        ActionSpec(ActionId.RESET_WORKSPACE, group, tr("Actions", "Reset arrangement"), desk.reset),
        ActionSpec(ActionId.EXPORT_WORKSPACE, group, tr("Actions", "Export workspace…"), files.choose_export),
        ActionSpec(ActionId.IMPORT_WORKSPACE, group, tr("Actions", "Import workspace…"), files.choose_import),
    )


def _tools(do: Doers) -> Sequence[ActionSpec]:
    tr, group, pages = QCoreApplication.translate, ActionGroup.TOOLS, do.pages
    return (
        ActionSpec(ActionId.ALERTS, group, tr("Actions", "Alerts"), pages.alerts, Glyph.BELL, ("Ctrl+Shift+A",)),
        ActionSpec(
            ActionId.FORMULAS, group, tr("Actions", "Formulas"), pages.formulas, Glyph.FORMULA, ("Ctrl+Shift+F",)
        ),
        ActionSpec(ActionId.SETTINGS, group, tr("Actions", "Settings"), pages.settings, Glyph.SETTINGS, ("Ctrl+,",)),
        ActionSpec(
            ActionId.SHORTCUTS, group, tr("Actions", "Keyboard shortcuts"), pages.shortcuts, Glyph.KEYBOARD, ("F1",)
        ),
    )


def _look(do: Doers) -> Sequence[ActionSpec]:
    tr, group, look = QCoreApplication.translate, ActionGroup.LOOK, do.look
    return (
        ActionSpec(ActionId.DARK, group, tr("Actions", "Dark"), look.dark, choice=True),
        ActionSpec(ActionId.LIGHT, group, tr("Actions", "Light"), look.light, choice=True),
        ActionSpec(ActionId.SYSTEM, group, tr("Actions", "Dark or light as the system"), look.system, choice=True),
        ActionSpec(ActionId.HIGH_CONTRAST, group, tr("Actions", "High contrast"), look.high_contrast, choice=True),
        ActionSpec(ActionId.UTC, group, tr("Actions", "Times in UTC"), look.utc, choice=True),
        ActionSpec(
            ActionId.FULL_SCREEN, group, tr("Actions", "Full screen"), look.full_screen, Glyph.FULL_SCREEN, ("F11",)
        ),
    )


def _program(do: Doers) -> Sequence[ActionSpec]:
    tr, group = QCoreApplication.translate, ActionGroup.PROGRAM
    return (
        ActionSpec(ActionId.ABOUT, group, tr("Actions", "About Feedscope"), do.pages.about, Glyph.ABOUT),
        ActionSpec(ActionId.QUIT, group, tr("Actions", "Quit"), do.quit, Glyph.QUIT, ("Ctrl+Q",)),
    )
