"""Notes on the desktop, shown by whatever the system has for that; never waited for."""

import sys
from typing import Literal, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from monitor.ui.alerts.programs import Programs

__all__ = ["DesktopNotes", "NoNotes", "Notes", "ProgramNotes", "TrayNotes"]

_NAME = "Feedscope"
_LONGEST = 300
_SHOWN = 8_000
"""Milliseconds, where it can be asked for."""


class Notes(Protocol):
    """A way to show notes."""

    @property
    def works(self) -> bool:
        """Whether notes are likely to be seen."""

    def show(self, title: str, text: str, level: Literal["warn", "bad"]) -> None:
        """Show a note. Never blocks."""

    def stop(self) -> None:
        """Nothing more will be shown."""


class NoNotes:
    """Where there is no way."""

    works = False

    def show(self, _title: str, _text: str, _level: Literal["warn", "bad"]) -> None:
        return None

    def stop(self) -> None:
        return None


class ProgramNotes:
    """By `notify-send`, which desktops on Linux and BSD come with."""

    def __init__(self, program: str, *, parent: QObject) -> None:
        self._program = program
        self._programs = Programs(parent=parent)

    @property
    def works(self) -> bool:
        return not self._programs.failed

    def show(self, title: str, text: str, level: Literal["warn", "bad"]) -> None:
        urgency = "critical" if level == "bad" else "normal"
        options = [f"--app-name={_NAME}", "--icon=feedscope", f"--urgency={urgency}"]
        self._programs.run(self._program, [*options, "--", _cut(title), _escaped(_cut(text))])

    def stop(self) -> None:
        self._programs.stop()


class TrayNotes(QObject):
    """By an icon in the tray, which is shown from the first note on."""

    def __init__(self, icon: QIcon, *, parent: QObject) -> None:
        super().__init__(parent)
        self._tray = QSystemTrayIcon(icon, self)
        self._tray.setToolTip(_NAME)

    @property
    def works(self) -> bool:
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def show(self, title: str, text: str, level: Literal["warn", "bad"]) -> None:
        kind = QSystemTrayIcon.MessageIcon
        self._tray.show()
        self._tray.showMessage(_cut(title), _cut(text), kind.Critical if level == "bad" else kind.Warning, _SHOWN)

    @Slot()
    def stop(self) -> None:
        self._tray.hide()


class DesktopNotes(QObject):
    """Finds out at the first note which way there is. `words` says how it is going."""

    def __init__(self, icon: QIcon, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._notes: Notes | None = None

    @property
    def works(self) -> bool:
        """Whether notes are likely to be seen; true as long as none has been tried."""
        return self._notes is None or self._notes.works

    @property
    def words(self) -> str:
        """For the user: nothing where all is well."""
        if self.works:
            return ""
        return QCoreApplication.translate("DesktopNotes", "This desktop takes no notes; alerts show in the window")

    def show(self, title: str, text: str, level: Literal["warn", "bad"]) -> None:
        """Show a note, if there is a way to."""
        if self._notes is None:
            self._notes = self._way()
        self._notes.show(title, text, level)

    def stop(self) -> None:
        """Nothing more will be shown. May be called twice."""
        if self._notes is not None:
            self._notes.stop()

    def _way(self) -> Notes:
        program = QStandardPaths.findExecutable("notify-send") if sys.platform not in ("win32", "darwin") else ""
        if program:
            return ProgramNotes(program, parent=self)
        if QSystemTrayIcon.isSystemTrayAvailable():
            return TrayNotes(self._icon, parent=self)
        return NoNotes()


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _escaped(text: str) -> str:
    """Desktops may read a note's text as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
