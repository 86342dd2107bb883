"""Where things are kept."""

from pathlib import Path

import platformdirs

from monitor.workspace.keeping.places import home_folder, profiles_folder, settings_file, state_file


def test_things_are_kept_where_the_platform_keeps_them() -> None:
    home = Path(platformdirs.user_config_dir("feedscope", appauthor=False))
    assert home_folder({}) == home
    assert profiles_folder({}) == home / "feeds"


def test_the_environment_names_another_place(tmp_path: Path) -> None:
    environment = {"FEEDSCOPE_HOME": str(tmp_path)}
    assert profiles_folder(environment) == tmp_path / "feeds"
    assert profiles_folder({**environment, "FEEDSCOPE_FEEDS": "elsewhere"}) == Path("elsewhere")
    assert {settings_file(tmp_path).parent, state_file(tmp_path).parent} == {tmp_path}
