"""Who does what the actions say."""

from collections.abc import Callable
from dataclasses import dataclass

from monitor.ui.commands.desk_commands import DeskCommands
from monitor.ui.commands.feed_commands import FeedCommands
from monitor.ui.commands.look_commands import LookCommands
from monitor.ui.commands.page_commands import PageCommands
from monitor.ui.commands.series_commands import SeriesCommands

__all__ = ["Doers"]


@dataclass(frozen=True, slots=True)
class Doers:
    """One part of the window each. quit: ends the program."""

    feeds: FeedCommands
    series: SeriesCommands
    desk: DeskCommands
    pages: PageCommands
    look: LookCommands
    quit: Callable[[], None]
