"""Telling the user of alerts that come on: in the window, on the desktop, by sound, and never in a flood."""

import math
from collections.abc import Sequence
from typing import Literal, Protocol

from PySide6.QtCore import QCoreApplication

from monitor.workspace.alerts.alert import ActiveAlert
from monitor.workspace.alerts.rule_words import rule_words
from monitor.workspace.workspace import Workspace

__all__ = ["Alarm", "Shower", "Sounder"]

_MOST_TOASTS = 3
_TOAST = 30.0
_BETWEEN_NOTES = 5.0
_BETWEEN_SOUNDS = 2.0
_REPEATED = 30.0
"""Seconds: how long a toast stays, and the least between two notes, two sounds, and two of a serious alert's."""


class Shower(Protocol):
    """Shows notes on the desktop."""

    def show(self, title: str, text: str, level: Literal["warn", "bad"]) -> None: ...
    def stop(self) -> None: ...


class Sounder(Protocol):
    """Sounds."""

    def play(self, level: Literal["warn", "bad"]) -> None: ...
    def stop(self) -> None: ...


class Alarm:
    """`refresh` sees what is new; call it a few times a second, also while the window is hidden.

    Alerts that come on together, or within seconds, make one note that says how many.
    """

    def __init__(self, workspace: Workspace, *, desktop: Shower, sound: Sounder) -> None:
        self._workspace = workspace
        self._desktop = desktop
        self._sound = sound
        self._noted_at = self._sounded_at = -math.inf
        self._unnoted: list[ActiveAlert] = []

    def refresh(self, now: float) -> None:
        """Tell of what has come on since the last call, at `now` (wall seconds)."""
        fresh = self._workspace.alerts.fresh()
        if fresh:
            self._toast(fresh, now)
            self._unnoted += [alert for alert in fresh if alert.rule.notify]
        self._note(now)
        self._make_sound(fresh, now)

    def stop(self) -> None:
        """Be quiet from here on."""
        self._desktop.stop()
        self._sound.stop()

    def _toast(self, fresh: Sequence[ActiveAlert], now: float) -> None:
        """In the words of the rule, which are the same each time, so that what flaps is counted and not piled up."""
        rules = {(alert.rule.id, alert.key): alert for alert in fresh}
        for alert in list(rules.values())[:_MOST_TOASTS]:
            words = rule_words(alert.rule, self._feed_name)
            text = f"{alert.key}: {words}" if alert.key and alert.key not in words else words
            self._post(text, alert.rule.level, now, about=alert.rule.name)
        if len(rules) > _MOST_TOASTS:
            worst: Literal["warn", "bad"] = "bad" if any(each.rule.level == "bad" for each in fresh) else "warn"
            self._post(
                QCoreApplication.translate("Alarm", "%1 more alerts have come on").replace(
                    "%1", str(len(rules) - _MOST_TOASTS)
                ),
                worst,
                now,
            )

    def _post(self, text: str, level: Literal["warn", "bad"], now: float, *, about: str = "") -> None:
        self._workspace.notices.post(text, now=now, about=about, level=level, seconds=_TOAST)

    def _note(self, now: float) -> None:
        if not self._workspace.settings.now.notify:
            self._unnoted.clear()
        if not self._unnoted or 0.0 <= now - self._noted_at < _BETWEEN_NOTES:
            return
        self._noted_at = now
        first, others = self._unnoted[0], len(self._unnoted) - 1
        worst: Literal["warn", "bad"] = "bad" if any(each.rule.level == "bad" for each in self._unnoted) else "warn"
        text = first.reason
        if others:
            text = (
                QCoreApplication.translate("Alarm", "%1 (and %2 more)").replace("%1", text).replace("%2", str(others))
            )
        self._unnoted.clear()
        self._desktop.show(first.rule.name, text, worst)

    def _make_sound(self, fresh: Sequence[ActiveAlert], now: float) -> None:
        if not self._workspace.settings.now.sound:
            return
        since = now - self._sounded_at
        wanted = [alert for alert in fresh if alert.rule.sound]
        if not 0.0 <= since < _REPEATED:
            wanted += self._unheeded(now)
        if wanted and not 0.0 <= since < _BETWEEN_SOUNDS:
            self._sounded_at = now
            self._sound.play("bad" if any(alert.rule.level == "bad" for alert in wanted) else "warn")

    def _unheeded(self, now: float) -> list[ActiveAlert]:
        """Serious alerts that nobody has acknowledged."""
        board = self._workspace.alerts
        if not board.counts.bad:
            return []
        return [
            alert
            for alert in board.active
            if alert.rule.sound
            and alert.rule.level == "bad"
            and not alert.acknowledged
            and board.snoozed_until(alert.rule.id, now=now) is None
        ]

    def _feed_name(self, feed: str) -> str:
        view = self._workspace.feed(feed)
        return feed if view is None else view.name
