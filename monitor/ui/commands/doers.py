"""Who does what the actions say."""

from collections.abc import Callable
from dataclasses import dataclass

from monitor.ui.commands.desk_commands import DeskCommands
from monitor.ui.commands.feed_commands import FeedCommands
from monitor.ui.commands.look_commands import LookCommands
from monitor.ui.commands.page_commands import PageCommands
from monitor.ui.commands.series_commands import SeriesCommands
from monitor.ui.opening.workspace_files import WorkspaceFiles

__all__ = ["Doers"]


@dataclass(frozen=True, slots=True)
class Doers:
    """One part of the window each. files: workspaces as files. quit: ends the program."""

    feeds: FeedCommands
    series: SeriesCommands
    desk: DeskCommands
    pages: PageCommands
    look: LookCommands
    files: WorkspaceFiles
    quit: Callable[[], None]
