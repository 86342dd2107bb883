"""What only a running window knows of what it runs on."""

import os
from collections.abc import Mapping

from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication, QScreen

__all__ = ["window_facts"]

_KINDS = {"xcb": "X11", "wayland": "Wayland", "windows": "Windows", "cocoa": "macOS"}


def window_facts(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Names and values: Qt, how it reaches the screen, the desktop, and the screens with their scale."""
    environment = os.environ if environment is None else environment
    platform = QGuiApplication.platformName()
    desktop = environment.get("XDG_CURRENT_DESKTOP") or environment.get("XDG_SESSION_DESKTOP") or ""
    facts = {
        "Qt": f"{qVersion()} ({QSysInfo.buildAbi()})",
        "Window system": _KINDS.get(platform.partition("-")[0], platform),
        "Desktop": desktop or QSysInfo.prettyProductName(),
        "Screens": ", ".join(_screen(screen) for screen in QGuiApplication.screens()),
    }
    return {name: value for name, value in facts.items() if value}


def _screen(screen: QScreen) -> str:
    size = screen.geometry().size()
    return f"{size.width()}\N{MULTIPLICATION SIGN}{size.height()} at {screen.devicePixelRatio() * 100:.0f} %"
