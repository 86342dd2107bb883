"""Settings in force."""

from monitor.workspace.settings.keeper import SettingsKeeper
from monitor.workspace.settings.settings import Settings


def test_a_change_is_in_force_at_once_moves_the_version_and_is_saved() -> None:
    saved: list[Settings] = []
    keeper = SettingsKeeper(save=saved.append)
    keeper.change(theme="light")
    assert keeper.now.theme == "light"
    assert (keeper.version, saved) == (1, [keeper.now])


def test_what_is_in_force_already_changes_nothing() -> None:
    saved: list[Settings] = []
    keeper = SettingsKeeper(save=saved.append)
    keeper.change(theme="system")
    assert (keeper.version, saved) == (0, [])
