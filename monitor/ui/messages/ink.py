"""The colours of messages: names, words and numbers told apart, the rest muted."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from monitor.ui.theme import Theme, mixed
from monitor.workspace.messages.paints import Level
from monitor.workspace.messages.tokens import Kind

__all__ = ["MessageInk"]

_ON_LIGHT = 0.78
"""So much of a curve's colour makes text of it that can be read on white."""


@dataclass(frozen=True, slots=True)
class MessageInk:
    """kinds: the colour of each kind of token; levels: that of lines a rule has marked.

    found: the ground of what a search has found; changed: that of a value that differs.
    """

    kinds: dict[Kind, QColor]
    levels: dict[Level, QColor]
    time: QColor
    text: QColor
    muted: QColor
    accent: QColor
    selected: QColor
    hovered: QColor
    found: QColor
    changed: QColor

    @classmethod
    def of(cls, theme: Theme) -> "MessageInk":
        """The colours of a theme."""
        name, number = (_legible(theme.series[place], theme) for place in (0, 1))
        return cls(
            kinds={
                Kind.NAME: QColor(name),
                Kind.STRING: QColor(mixed(theme.text, theme.muted, share=0.45)),
                Kind.NUMBER: QColor(number),
                Kind.WORD: QColor(number),
                Kind.MARK: QColor(theme.muted),
                Kind.TEXT: QColor(theme.text),
            },
            levels={
                "ok": QColor(_legible(theme.ok, theme)),
                "warn": QColor(_legible(theme.warn, theme)),
                "bad": QColor(_legible(theme.bad, theme)),
                "accent": QColor(_legible(theme.accent, theme)),
                "faint": QColor(theme.muted),
            },
            time=QColor(theme.muted),
            text=QColor(theme.text),
            muted=QColor(theme.muted),
            accent=QColor(theme.accent),
            selected=QColor(theme.raised),
            hovered=QColor(mixed(theme.raised, theme.panel, share=0.5)),
            found=QColor(mixed(theme.accent, theme.panel, share=0.35)),
            changed=QColor(mixed(theme.warn, theme.panel, share=0.13)),
        )


def _legible(colour: str, theme: Theme) -> str:
    return colour if theme.dark else mixed(colour, theme.text, share=_ON_LIGHT)
