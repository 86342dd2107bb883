"""The settings in force, for whoever reads or changes them."""

from collections.abc import Callable
from typing import Any

import msgspec

from monitor.workspace.settings.settings import Settings

__all__ = ["SettingsKeeper"]


class SettingsKeeper:
    """Holds the settings. `version` grows with every change; `save`, where given, is told each of them."""

    def __init__(self, settings: Settings | None = None, *, save: Callable[[Settings], None] | None = None) -> None:
        self.now = Settings() if settings is None else settings
        self.version = 0
        self._save = save

    def change(self, **fields: Any) -> None:
        """Set some settings by name. Values that are already in force change nothing."""
        new = msgspec.structs.replace(self.now, **fields)
        if new != self.now:
            self.now = new
            self.version += 1
            if self._save is not None:
                self._save(new)
