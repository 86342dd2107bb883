"""One run of the window, from the first line of Qt to the last."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import TypeAlias

import qasync
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from monitor.core.clock import SystemClock
from monitor.core.errors import FeedscopeError
from monitor.store.store import Store
from monitor.ui.alerts.alarm import Alarm
from monitor.ui.alerts.alert_sound import AlertSound
from monitor.ui.alerts.desktop_notes import DesktopNotes
from monitor.ui.app import WindowOptions
from monitor.ui.app_icon import app_icon
from monitor.ui.beginnings import appearance_of, end_on_signals, engine_of, the_application
from monitor.ui.commands.commands import Commands
from monitor.ui.fonts import load_fonts
from monitor.ui.frame import Frame
from monitor.ui.input_watch import InputWatch
from monitor.ui.panels.kinds import load_plots, panel_kinds
from monitor.ui.qt_log import QtLog
from monitor.ui.reception import Reception
from monitor.ui.remembering import Remembering
from monitor.ui.screenshot import save_screenshot
from monitor.ui.secrets.keychain_known import keychain_known
from monitor.ui.tasks import Tasks
from monitor.ui.ticker import Ticker
from monitor.ui.window import MainWindow
from monitor.workspace.adding.pasted import take_secrets_out
from monitor.workspace.demo_feeds import DemoFeeds
from monitor.workspace.keeping.memory import Memory
from monitor.workspace.keeping.places import profiles_folder
from monitor.workspace.secrets.secrets import Secrets
from monitor.workspace.secrets.system_vault import system_vault
from monitor.workspace.workspace import Workspace

__all__ = ["Companion", "Session", "run_session"]

_KEEP_BYTES = 1024 * 1024 * 1024
"""Rows of all feeds together; a feed's profile bounds it further."""


def run_session(options: WindowOptions, *, companion: "Companion | None" = None) -> int:
    """Open the window, return the exit status when it has been closed and nothing of it is left.

    companion: runs beside it from the start, such as a benchmark that looks on.
    """
    app = the_application()
    load_fonts()
    qt_log = QtLog()
    if options.reporting is not None:
        qt_log.begin()
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
            return runner.run(_run(app, options, companion))
    finally:
        qt_log.end()


async def _run(app: QApplication, options: WindowOptions, companion: "Companion | None") -> int:
    if options.reporting is not None and options.reporting.crashes is not None:
        asyncio.get_running_loop().set_exception_handler(options.reporting.crashes.on_loop)
    session = Session(app, options)
    try:
        if companion is not None:
            session.tasks.spawn(companion(session), name="companion")
        await session.begin()
        await session.over.wait()
    finally:
        await session.end()
    return session.status


class Session:
    """Everything one window needs, begun and ended in order. `over` is set when it should end."""

    def __init__(self, app: QApplication, options: WindowOptions) -> None:
        self.over = asyncio.Event()
        self.status = 0
        self._options = options
        clock = SystemClock()
        memory = Memory(options.home, apart=options.apart)
        self.workspace = Workspace(
            engine_of(options, clock),
            store=Store(keep_bytes=_KEEP_BYTES),
            clock=clock,
            own_feeds=profiles_folder(os.environ),
            settings=memory.settings,
            secrets=Secrets(system_vault(options.home)),
        )
        memory.restore(self.workspace)
        self._demo = DemoFeeds(self.workspace)
        self.tasks = Tasks(on_error=self._tell)
        appearance = appearance_of(app, options, memory.settings.now)
        mark = app_icon()
        app.setWindowIcon(mark)
        notes = DesktopNotes(mark)
        self._alarm = Alarm(self.workspace, desktop=notes, sound=AlertSound())
        self.window = MainWindow(self.workspace, appearance.theme, kinds=panel_kinds())
        self._frame = Frame(self.workspace, self.window, clock=clock)
        rate = self.window.screen().refreshRate()
        self.ticker = Ticker(self._frame, clock=clock, rate=rate, parent=self.window)
        self._frame.ticker = self.ticker
        self.window.painted.connect(self.ticker.painted)
        self._commands = Commands(
            self.workspace,
            self.window,
            appearance,
            open_demo_feeds=self._open_demo,
            quit_now=self.over.set,
            telling=lambda: notes.words,
        )
        self._frame.follow = self._follow
        self._reception = Reception(app, self.workspace, self.window, self._commands, options)
        self._remembering = Remembering(memory, self.workspace, self.window, self._demo)

    async def begin(self) -> None:
        """Show the window, then load what it does not need to be shown."""
        end_on_signals(self.over)
        # First of all, since another process can load while this one builds its window.
        await self.workspace.start()
        self._remembering.restore_shape()
        if self._options.size is not None:
            self.window.resize(*self._options.size)
        if self._options.targets or self._options.demo:
            self.window.feeds.take_focus()
        else:
            self.window.top_bar.field.take_focus()
        self.window.show()
        InputWatch(self.window, self.ticker.wake)
        self.ticker.start()
        self.tasks.spawn(self._settle_in(), name="settling in")

    async def end(self) -> None:
        """End everything behind the window, then the window."""
        self.ticker.stop()
        self._alarm.stop()
        self._reception.end()
        self._remembering.save()
        self.window.hide()
        await self.tasks.end()
        try:
            await self.workspace.stop()
        finally:
            self._demo.stop()
            self._take_down()

    def _take_down(self) -> None:
        self.window.desk.clear()
        self.window.allow_close()
        self.window.close()
        self.window.deleteLater()
        # A plot that lives when the interpreter ends often takes the process with it.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    async def _settle_in(self) -> None:
        if self._options.screenshot is not None:
            self.tasks.spawn(self._take_picture(), name="screenshot")
        self._remembering.restore_feeds()
        self.tasks.spawn(self._remembering.restore_demo(), name="demo")
        vault = self.workspace.secrets.vault
        vault.look()
        pasted = (*self._options.openings, *(profile.address for profile in self._options.targets))
        if any(take_secrets_out(each, host="", keychain=False).secrets for each in pasted):
            # Where a pasted secret goes depends on it.
            await keychain_known(vault)
        self._open_targets()
        self._reception.begin()
        # The window is painted before pyqtgraph takes its half second.
        await asyncio.sleep(0.02)
        load_plots()

    def _open_targets(self) -> None:
        """What the command line names, unless it is open already."""
        there = {view.profile.address for view in self.workspace.feeds}
        for target in self._options.targets:
            profile = self.workspace.without_secrets(target)
            if profile.address not in there:
                self.workspace.open_feed(profile)
        if self._options.demo:
            self._commands.do.feeds.open_demo()

    def _follow(self) -> None:
        self._commands.refresh()
        self._remembering.look()
        self._reception.look()
        self._alarm.refresh(self.workspace.wall())

    def _open_demo(self) -> None:
        self.tasks.spawn(self._demo_feeds(), name="demo")

    async def _demo_feeds(self) -> None:
        try:
            await self._demo.open()
        except FeedscopeError:
            self._commands.allow_demo()
            raise

    async def _take_picture(self) -> None:
        assert self._options.screenshot is not None
        await asyncio.sleep(self._options.after)
        try:
            save_screenshot(self.window, self._options.screenshot)
        except FeedscopeError:
            self.status = 1
            raise
        finally:
            self.over.set()

    def _tell(self, error: FeedscopeError) -> None:
        self.workspace.notices.post(error.what, now=self.workspace.wall(), advice=error.advice)


Companion: TypeAlias = Callable[[Session], Coroutine[None, None, None]]
