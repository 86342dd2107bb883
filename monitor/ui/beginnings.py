"""What a run of the window is made of, as its options say: application, appearance, engine."""

import asyncio
import signal
import sys

from PySide6.QtWidgets import QApplication

from monitor.core.clock import Clock
from monitor.engine.host import EngineHost
from monitor.engine.process import ProcessHost
from monitor.ui.app import WindowOptions
from monitor.ui.appearance import Appearance
from monitor.ui.application import Application
from monitor.ui.theme import ThemeChoice
from monitor.workspace.settings.settings import Settings

__all__ = ["appearance_of", "end_on_signals", "engine_of", "the_application"]


def the_application() -> QApplication:
    """The one application, under our name; another one that is there already stays."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = Application(sys.argv[:1])
    app.setApplicationName("feedscope")
    app.setApplicationDisplayName("Feedscope")
    app.setDesktopFileName("feedscope")
    # Closing the window begins the shutdown; only its end may end the loop.
    app.setQuitOnLastWindowClosed(False)
    return app


def appearance_of(app: QApplication, options: WindowOptions, settings: Settings) -> Appearance:
    """The theme the command line names, or the settings."""
    choice = ThemeChoice(options.theme or settings.theme)
    return Appearance(app, choice=choice, high_contrast=settings.contrast == "high", parent=app)


def engine_of(options: WindowOptions, clock: Clock) -> EngineHost:
    """An engine in a process of its own, or in this one where that is asked for."""
    told = options.reporting
    heed = None if told is None else told.known.heed
    if not options.inline_engine:
        return ProcessHost(clock=clock, reporting=None if told is None else told.for_engine, heed=heed)
    # Loaded only here: an engine of its own process need not be loaded in this one.
    from monitor.engine.inline import InlineHost

    return InlineHost(clock=clock, heed=heed)


def end_on_signals(over: asyncio.Event) -> None:
    """Ctrl+C and a polite kill end the window as its close button does. Windows knows neither in this form."""
    if sys.platform != "win32":
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, over.set)
