"""Which theme is shown, and the one place where it changes."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from monitor.ui.fonts import text_font
from monitor.ui.style import palette_of, style_sheet
from monitor.ui.theme import Theme, ThemeChoice, load_theme

__all__ = ["Appearance"]


class Appearance(QObject):
    """Puts a theme on the application and keeps to the desktop's scheme where the user asked for that.

    changed(Theme): everything that paints in its own colours repaints with these.
    """

    changed = Signal(object)

    def __init__(
        self, app: QApplication, *, choice: ThemeChoice, high_contrast: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._themes = {
            (plain, high): load_theme(f"{plain.value}-high" if high else plain.value)
            for plain in (ThemeChoice.DARK, ThemeChoice.LIGHT)
            for high in (False, True)
        }
        self._choice = choice
        self._high = high_contrast
        app.setStyle("Fusion")
        app.setFont(text_font())
        app.styleHints().colorSchemeChanged.connect(self._scheme_changed)
        self._tell_desktop()
        self._theme = self._meant()
        self._put_on()

    @property
    def theme(self) -> Theme:
        """The theme that is shown."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Change the theme of everything that is open, now."""
        self._choice = choice
        self._tell_desktop()
        self._follow()

    def set_high_contrast(self, on: bool) -> None:
        """Draw text and lines stronger, or as usual, from now on."""
        self._high = on
        self._follow()

    @Slot()
    def _scheme_changed(self) -> None:
        self._follow()

    def _follow(self) -> None:
        meant = self._meant()
        if meant != self._theme:
            self._theme = meant
            self._put_on()
            self.changed.emit(meant)

    def _tell_desktop(self) -> None:
        """Let what the desktop draws, such as the bar with the title, be dark or light too."""
        hints = self._app.styleHints()
        match self._choice:
            case ThemeChoice.DARK:
                hints.setColorScheme(Qt.ColorScheme.Dark)
            case ThemeChoice.LIGHT:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case ThemeChoice.SYSTEM:
                hints.unsetColorScheme()

    def _meant(self) -> Theme:
        plain = self._choice
        if plain is ThemeChoice.SYSTEM:
            light = self._app.styleHints().colorScheme() == Qt.ColorScheme.Light
            plain = ThemeChoice.LIGHT if light else ThemeChoice.DARK
        return self._themes[plain, self._high]

    def _put_on(self) -> None:
        self._app.setPalette(palette_of(self._theme))
        self._app.setStyleSheet(style_sheet(self._theme))
