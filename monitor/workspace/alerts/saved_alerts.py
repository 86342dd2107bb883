"""What of the alerts outlives the program."""

import msgspec

from monitor.alerts.rule import Rule

__all__ = ["SavedAlerts", "read_alerts"]


class SavedAlerts(msgspec.Struct, frozen=True, omit_defaults=True):
    """snoozed: by rule, until when (wall seconds)."""

    rules: tuple[Rule, ...] = ()
    snoozed: dict[str, float] = {}


class _Loose(msgspec.Struct, frozen=True):
    rules: tuple[msgspec.Raw, ...] = ()
    snoozed: dict[str, float] = {}


def read_alerts(data: bytes | msgspec.Raw) -> tuple[SavedAlerts, int]:
    """The alerts in JSON, and how many rules could not be read; one that is damaged costs no other."""
    try:
        loose = msgspec.json.decode(data, type=_Loose | None)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return SavedAlerts(), 1
    if loose is None:
        return SavedAlerts(), 0
    rules = []
    for raw in loose.rules:
        try:
            rules.append(msgspec.json.decode(raw, type=Rule))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
    return SavedAlerts(tuple(rules), loose.snoozed), len(loose.rules) - len(rules)
