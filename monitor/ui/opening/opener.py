"""Opens addresses, profiles and shared workspaces, wherever they come from, and says what came of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from monitor.core.errors import FeedscopeError
from monitor.workspace.opening import file_meant, is_shared, profile_meant
from monitor.workspace.sharing.exporting import shared_from
from monitor.workspace.sharing.importing import Imported, take_in
from monitor.workspace.sharing.reading import load_shared
from monitor.workspace.sharing.writing import save_shared
from monitor.workspace.workspace import Workspace

__all__ = ["Opener"]

_SECONDS = 10.0


class Opener(QObject):
    """opened(feed): a feed is in the list now, or was there already. Errors become notices."""

    opened = Signal(str)

    def __init__(self, workspace: Workspace, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def open(self, targets: Sequence[str]) -> None:
        """Open all of these, each by itself: what is wrong with one costs no other."""
        for target in targets:
            try:
                self._open(target.strip())
            except FeedscopeError as error:
                self._tell(error)

    def bring_in(self, file: Path) -> None:
        """Add a shared workspace to what is open."""
        try:
            self._bring_in(file)
        except FeedscopeError as error:
            self._tell(error)

    def export(self, file: Path) -> None:
        """Write the workspace in front into a file that can be passed on."""
        try:
            save_shared(shared_from(self._workspace), file)
        except FeedscopeError as error:
            self._tell(error)
            return
        self._say(
            self.tr("The workspace was exported to %1").replace("%1", file.name),
            self.tr("It holds no secrets: who opens it fills in their own."),
        )

    def _open(self, target: str) -> None:
        file = file_meant(target)
        if file is not None and is_shared(file):
            self._bring_in(file)
            return
        workspace = self._workspace
        profile = profile_meant(target, own=workspace.profiles.own)
        there = next((view.feed for view in workspace.feeds if view.profile.address == profile.address), None)
        self.opened.emit(there or workspace.open_address(target))

    def _bring_in(self, file: Path) -> None:
        came = take_in(self._workspace, load_shared(file))
        self._say(
            self.tr("%1 was added: %2").replace("%1", file.name).replace("%2", self._amounts(came)),
            self._asking(came.asking),
        )

    def _amounts(self, came: Imported) -> str:
        counted = (
            (came.feeds, self.tr("1 feed"), self.tr("%n feeds", "", came.feeds)),
            (came.desks, self.tr("1 workspace"), self.tr("%n workspaces", "", came.desks)),
            (came.formulas, self.tr("1 formula"), self.tr("%n formulas", "", came.formulas)),
            (came.rules, self.tr("1 alert rule"), self.tr("%n alert rules", "", came.rules)),
        )
        words = [one if number == 1 else many for number, one, many in counted if number]
        return ", ".join(words) or self.tr("nothing that was not there")

    def _asking(self, names: Sequence[str]) -> str:
        if not names:
            return ""
        words = self.tr("%1 would send a secret of yours and stays disconnected until you connect it.")
        return words.replace("%1", ", ".join(names))

    def _say(self, text: str, advice: str = "") -> None:
        now = self._workspace.wall()
        seconds = float("inf") if advice else _SECONDS
        self._workspace.notices.post(text, now=now, advice=advice, level="ok", seconds=seconds)

    def _tell(self, error: FeedscopeError) -> None:
        self._workspace.notices.post(error.what, now=self._workspace.wall(), advice=error.advice, level="bad")
