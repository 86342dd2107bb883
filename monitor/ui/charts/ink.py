"""A theme's colours as charts draw with them, made once for each theme."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from monitor.ui.theme import Theme, mixed

__all__ = ["Ink"]

_ROUNDS = (1.0, 0.6, 0.35)
"""How much of a theme's curve colour is left each time they begin anew, the rest being the colour of text."""


@dataclass(frozen=True, slots=True)
class Ink:
    """series: as many colours as can be told apart at all, the theme's own first."""

    panel: QColor
    grid: QColor
    text: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    series: tuple[QColor, ...]

    @classmethod
    def of(cls, theme: Theme) -> "Ink":
        """The ink of a theme."""
        return cls(
            panel=QColor(theme.panel),
            grid=QColor(theme.grid),
            text=QColor(theme.text),
            muted=QColor(theme.muted),
            faint=QColor(theme.faint),
            accent=QColor(theme.accent),
            series=tuple(
                QColor(mixed(colour, theme.text, share=share)) for share in _ROUNDS for colour in theme.series
            ),
        )

    def curve(self, index: int, *, strength: float = 1.0) -> QColor:
        """The colour of the series in this place; weaker, it fades into the panel."""
        colour = self.series[index % len(self.series)]
        return colour if strength == 1.0 else QColor(mixed(colour.name(), self.panel.name(), share=strength))
