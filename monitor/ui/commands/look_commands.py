"""How the window looks, as the settings keep it."""

from monitor.ui.appearance import Appearance
from monitor.ui.theme import ThemeChoice
from monitor.ui.window import MainWindow
from monitor.workspace.settings.keeper import SettingsKeeper

__all__ = ["LookCommands"]


class LookCommands:
    """Changes settings; `follow` puts what they say about looks on the window."""

    def __init__(self, settings: SettingsKeeper, window: MainWindow, appearance: Appearance) -> None:
        self._settings = settings
        self._window = window
        self._appearance = appearance
        self._followed: tuple[ThemeChoice, bool] | None = self._wanted

    def follow(self) -> None:
        """The settings may have changed: look as they say. What the command line asked for holds until they do."""
        if self._followed != self._wanted:
            self._followed = self._wanted
            theme, high = self._wanted
            self._appearance.choose(theme)
            self._appearance.set_high_contrast(high)

    @property
    def _wanted(self) -> tuple[ThemeChoice, bool]:
        now = self._settings.now
        return ThemeChoice(now.theme), now.contrast == "high"

    def dark(self) -> None:
        self._choose("dark")

    def light(self) -> None:
        self._choose("light")

    def system(self) -> None:
        self._choose("system")

    def other(self) -> None:
        """Dark where it is light, and light where it is dark."""
        self._choose("light" if self._appearance.theme.dark else "dark")

    def high_contrast(self) -> None:
        self._change(contrast="usual" if self._settings.now.contrast == "high" else "high")

    def utc(self) -> None:
        self._change(time_zone="local" if self._settings.now.time_zone == "utc" else "utc")

    def full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _choose(self, theme: str) -> None:
        self._change(theme=theme)

    def _change(self, **fields: str) -> None:
        self._settings.change(**fields)
        self._followed = None
        self.follow()
