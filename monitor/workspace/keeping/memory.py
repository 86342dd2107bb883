"""Everything the program remembers from one run to the next: read at the start, written as it changes."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec

from monitor.workspace.alerts.saved_alerts import read_alerts
from monitor.workspace.desk.saving import desks_from, desks_to
from monitor.workspace.formulas.saved import read_formulas
from monitor.workspace.keeping.part import Part
from monitor.workspace.keeping.places import settings_file, state_file
from monitor.workspace.keeping.settings_file import load_settings, save_settings
from monitor.workspace.keeping.state import LoadedState, OpenedFeed, WindowShape, load_state
from monitor.workspace.keeping.state_keeper import StateKeeper
from monitor.workspace.settings.keeper import SettingsKeeper
from monitor.workspace.settings.settings import Settings
from monitor.workspace.workspace import Workspace

__all__ = ["Memory"]


class Memory:
    """home: the folder of what is remembered; None remembers nothing. apart: only the settings are, and only read.

    settings: in force, written when they change. shape: of the window when it was last closed.
    feeds:    those that were open, in their order, for whoever opens them again.
    problems: what could not be read, in words for the user.
    """

    def __init__(self, home: Path | None, *, apart: bool = False) -> None:
        self._home = None if apart else home
        self.problems: list[str] = []
        self.settings = SettingsKeeper()
        self._state = LoadedState()
        if home is not None:
            loaded = load_settings(settings_file(home))
            self.problems += loaded.problems
            if apart:
                self.settings = SettingsKeeper(loaded.settings)
            else:
                self.settings = SettingsKeeper(loaded.settings, save=self._save_settings)
                self._state = load_state(state_file(home))
                self.problems += self._state.problems
        self._on_problem: Callable[[str], None] = self.problems.append

    @property
    def shape(self) -> WindowShape:
        """Of the window when it was last closed, or the usual one."""
        return self._state.window

    @property
    def feeds(self) -> Sequence[OpenedFeed]:
        """The feeds that were open."""
        return self._state.feeds

    def restore(self, workspace: Workspace) -> None:
        """Give a fresh workspace its desks, formulas and alert rules."""
        state = self._state.state
        workspace.desks, problems = desks_from(bytes(state.desks))
        self.problems += problems
        formulas, lost = read_formulas(state.formulas)
        workspace.derived.restore(formulas)
        alerts, less = read_alerts(state.alerts)
        workspace.alerts.restore(alerts, now=workspace.wall())
        for what, number in (("formulas", lost), ("alert rules", less)):
            if number:
                self.problems.append(f"{number} {what} could not be read and were left out")

    def keeper(
        self,
        workspace: Workspace,
        *,
        feeds: Callable[[], Sequence[OpenedFeed]],
        shape: Callable[[], WindowShape],
        on_problem: Callable[[str], None],
    ) -> StateKeeper | None:
        """What writes the state as it changes; None where nothing is remembered."""
        self._on_problem = on_problem
        if self._home is None:
            return None
        derived, alerts, desks = workspace.derived, workspace.alerts, workspace.desks
        parts = (
            Part("desks", lambda: desks.version, partial(desks_to, desks)),
            Part("formulas", lambda: derived.version, lambda: msgspec.json.encode(derived.saved())),
            Part("alerts", alerts.saved, lambda: msgspec.json.encode(alerts.saved())),
            Part("window", shape, lambda: msgspec.json.encode(shape())),
        )
        return StateKeeper(state_file(self._home), feeds=feeds, parts=parts, on_problem=self._not_written)

    def _save_settings(self, settings: Settings) -> None:
        assert self._home is not None
        try:
            save_settings(settings_file(self._home), settings)
        except OSError as error:
            self._not_written(error)

    def _not_written(self, error: OSError) -> None:
        place = error.filename or self._home
        self._on_problem(f"What you have set up could not be saved ({error.strerror or error}: {place})")
