"""Settings in a file a person may have edited."""

from pathlib import Path

from monitor.workspace.keeping.settings_file import load_settings, save_settings
from monitor.workspace.settings.settings import Settings


def test_settings_survive_their_file_which_holds_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    chosen = Settings(theme="light", time_zone="utc", shortcuts={"STOP": "Ctrl+0"})
    save_settings(path, chosen)
    assert load_settings(path).settings == chosen
    text = path.read_text("utf-8")
    assert 'theme = "light"' in text
    assert "sound" not in text


def test_a_wrong_value_stays_as_usual_and_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "pink"\ntime_zone = "utc"\nwhat = 1\n', "utf-8")
    loaded = load_settings(path)
    assert loaded.settings == Settings(time_zone="utc")
    assert len(loaded.problems) == 2
    assert "theme" in loaded.problems[0]
    assert "what" in loaded.problems[1]


def test_a_damaged_file_is_set_aside_and_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = ", "utf-8")
    loaded = load_settings(path)
    assert loaded.settings == Settings()
    assert "settings.toml.damaged" in loaded.problems[0]
    assert (tmp_path / "settings.toml.damaged").exists()


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml").problems == ()
