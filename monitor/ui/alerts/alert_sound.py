"""Playing the sound of an alert with what the system has for that; never waited for."""

import contextlib
import sys
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QStandardPaths, QTemporaryDir
from PySide6.QtWidgets import QApplication

from monitor.ui.alerts.chime import chime
from monitor.ui.alerts.programs import Programs

__all__ = ["AlertSound"]

_PLAYERS: tuple[tuple[str, ...], ...] = (("pw-play",), ("paplay",), ("afplay",), ("aplay", "--quiet"))
"""PipeWire, PulseAudio, macOS, ALSA; the first that is there."""


class AlertSound(QObject):
    """Where nothing can play the sound, the desktop's own beep stands in for it."""

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._programs = Programs(parent=self)
        self._folder: QTemporaryDir | None = None
        self._player: tuple[str, ...] | None = None

    def play(self, level: Literal["warn", "bad"]) -> None:
        """Sound once; nothing while the last sound is still playing. Never blocks."""
        file = self._file(level)
        if file is None or self._programs.failed:
            QApplication.beep()
        elif sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        elif player := self._found():
            self._programs.run(player[0], [*player[1:], str(file)])
        else:
            QApplication.beep()

    def stop(self) -> None:
        """Be quiet. May be called twice."""
        self._programs.stop()

    def _found(self) -> tuple[str, ...]:
        """The player and its options; empty where there is none."""
        if self._player is None:
            there = ((QStandardPaths.findExecutable(name), *options) for name, *options in _PLAYERS)
            self._player = next((player for player in there if player[0]), ())
        return self._player

    def _file(self, level: Literal["warn", "bad"]) -> Path | None:
        """The sound as a file, made when it is first wanted; None where none can be written."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        if not self._folder.isValid():
            return None
        path = Path(self._folder.filePath(f"{level}.wav"))
        with contextlib.suppress(OSError):
            if not path.exists():
                path.write_bytes(chime(level))
            return path
        return None
