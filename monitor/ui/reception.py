"""What reaches an open window from outside: targets of the command line, second starts, drops, an earlier crash."""

import os

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from monitor.engine.reporting.crash_folder import unseen
from monitor.ui.app import WindowOptions
from monitor.ui.application import Application
from monitor.ui.commands.commands import Commands
from monitor.ui.crashes.crash_offer import CrashOffer
from monitor.ui.instance.door import Door
from monitor.ui.opening.arrivals import Arrivals
from monitor.ui.window import MainWindow
from monitor.workspace.instance.request import Request
from monitor.workspace.workspace import Workspace

__all__ = ["Reception"]

_TOKEN = "XDG_ACTIVATION_TOKEN"


class Reception(QObject):
    """Begun once the window stands. `look` now and then, `end` at the end."""

    def __init__(
        self,
        app: QApplication,
        workspace: Workspace,
        window: MainWindow,
        commands: Commands,
        options: WindowOptions,
    ) -> None:
        super().__init__(window)
        self._app = app
        self._workspace = workspace
        self._window = window
        self._commands = commands
        self._options = options
        self._reported = 0
        self.offer: CrashOffer | None = None
        self.arrivals = Arrivals(window)
        self.arrivals.came.connect(commands.opener.open)
        self.door: Door | None = None
        if options.claim is not None and options.home is not None:
            self.door = Door(options.home, parent=self)
            self.door.asked.connect(self.take)

    def begin(self) -> None:
        """Open what the window was started with, tell of an earlier crash, and hear what further starts ask."""
        self._commands.opener.open(self._options.openings)
        if isinstance(self._app, Application):
            self._commands.opener.open(self._app.early)
            self._app.heard = True
            self._app.asked_to_open.connect(self._open_one)
        self._offer_reports()
        if self.door is not None and self._options.claim is not None:
            self._options.claim.tell(self.door.name)

    def look(self) -> None:
        """Tell of what went wrong in this run."""
        reporting = self._options.reporting
        written = reporting.crashes.written if reporting is not None and reporting.crashes is not None else 0
        if written > self._reported:
            self._reported = written
            self._workspace.notices.post(
                self.tr("Something in Feedscope failed, and was stopped"),
                now=self._workspace.wall(),
                advice=self.tr("A report was kept; the next start offers to show it. Nothing is sent anywhere."),
                level="bad",
            )

    def end(self) -> None:
        """Hear nobody any more."""
        if self.door is not None:
            self.door.close()
            self.door = None

    @Slot(object)
    def take(self, request: Request) -> None:
        """A second start: come to the front and open what it was asked to."""
        self._come_forward(request.token)
        self._commands.opener.open(request.targets)
        if request.demo:
            self._commands.do.feeds.open_demo()

    def _come_forward(self, token: str) -> None:
        window = self._window
        if token:
            # Wayland lets a window come to the front for whoever was clicked; Qt looks for the proof of it here.
            os.environ[_TOKEN] = token
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        os.environ.pop(_TOKEN, None)

    @Slot(str)
    def _open_one(self, target: str) -> None:
        self._come_forward("")
        self._commands.opener.open([target])

    def _offer_reports(self) -> None:
        reporting = self._options.reporting
        folder = reporting.crash_folder if reporting is not None else None
        # A picture shows what was asked for.
        reports = unseen(folder) if folder is not None and self._options.screenshot is None else ()
        if reports:
            self.offer = CrashOffer(reports, self._window.pages.theme)
            self.offer.shown.connect(self._commands.do.pages.crash_report)
            self._window.show_strip(self.offer)
