"""What the command line makes of its words before a window opens."""

import sys
from pathlib import Path

import pytest

from monitor.cli.main import run
from monitor.ui import app
from monitor.ui.app import WindowOptions
from monitor.workspace.sharing.writing import dump_shared
from tests.helpers.sharing import SHARED


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[WindowOptions]:
    """The windows that would have been opened."""
    made: list[WindowOptions] = []

    def instead(options: WindowOptions) -> int:
        made.append(options)
        return 0

    monkeypatch.setattr(app, "run_window", instead)
    monkeypatch.setenv("FEEDSCOPE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return made


def test_files_are_handed_on_with_their_whole_path(opened: list[WindowOptions], tmp_path: Path) -> None:
    assert run(["wss://example.net/x", "desk.feedscope", "kraken", "sub/mine.toml"]) == 0
    (options,) = opened
    assert options.openings == (
        "wss://example.net/x",
        str(tmp_path / "desk.feedscope"),
        "kraken",
        str(tmp_path / "sub" / "mine.toml"),
    )


@pytest.mark.parametrize(
    ("words", "single", "apart", "kept"),
    [
        ([], True, False, True),
        (["--new-window"], False, True, True),
        (["--fresh"], False, False, False),
        (["--screenshot", "x.png"], False, False, False),
    ],
)
def test_who_shares_the_window(
    opened: list[WindowOptions], words: list[str], single: bool, apart: bool, kept: bool
) -> None:
    assert run(words) == 0
    (options,) = opened
    assert (options.single, options.apart, options.home is not None) == (single, apart, kept)


def test_in_a_terminal_a_slip_is_told_there(
    opened: list[WindowOptions], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("monitor.cli.window._in_terminal", lambda: True)
    (tmp_path / "bad.feedscope").write_text('{"feedscope": 1,\n"desks": 3}')
    assert run(["bad.feedscope"]) == 1
    assert "bad.feedscope:2: desks: must be a list" in capsys.readouterr().err
    assert run(["nonesuch"]) == 2
    (tmp_path / "good.feedscope").write_text(dump_shared(SHARED))
    assert run(["good.feedscope"]) == 0
    assert len(opened) == 1


def test_without_a_terminal_the_window_tells_it(opened: list[WindowOptions], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.cli.window._in_terminal", lambda: False)
    assert run(["nonesuch"]) == 0
    assert opened[0].openings == ("nonesuch",)


def test_verbose_comes_before_anything(opened: list[WindowOptions]) -> None:
    for words in (["--verbose"], ["--verbose", "window"], ["-v", "wss://example.net/x"]):
        assert run(words) == 0
    assert all(options.reporting is not None and options.reporting.for_engine.level == 10 for options in opened)


def test_the_versions_and_the_folders_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FEEDSCOPE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert run(["--version"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("feedscope ")
    for name in ("Commit", "Python", "PySide6", "pyqtgraph", "msgspec", "System", "Settings", "Recordings", "Logs"):
        assert f"\n{name} " in told
    assert str(Path("~") / "home" / "logs") in told or sys.platform == "win32"
    assert not (tmp_path / "home").exists()


def test_help_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FEEDSCOPE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "argv", ["feedscope", "tail", "--help"])
    assert run(["tail", "--help"]) == 0
    assert not (tmp_path / "home").exists()
