"""The page that says what this is: all of it can be copied, without the name of the user's folder."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from monitor import __version__
from monitor.ui.about.fact_row import FactRow
from monitor.ui.about.page import AboutPage
from monitor.ui.about.window_facts import window_facts
from monitor.ui.theme import Theme
from monitor.workspace.about.facts import Fact


@pytest.fixture
def page(qtbot: QtBot, dark: Theme, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AboutPage:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("FEEDSCOPE_HOME", str(tmp_path / "kept"))
    (tmp_path / "kept").mkdir()
    made = AboutPage(dark)
    qtbot.addWidget(made)
    return made


def test_versions_and_folders_are_copied_with_the_home_as_a_tilde(page: AboutPage, tmp_path: Path) -> None:
    page.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text == page.text
    for name in ("Commit", "Python", "PySide6", "Qt", "pyqtgraph", "msgspec", "Window system", "Screens", "Logs"):
        assert f"\n{name} " in f"\n{text}"
    assert __version__ in text
    assert str(Path("~") / "kept" / "logs") in text
    assert str(tmp_path) not in text


def test_a_folder_that_is_there_can_be_opened_and_others_not_yet(
    page: AboutPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    rows = page.findChildren(FactRow)
    buttons = [row.button for row in rows if not row.button.isHidden()]
    assert [button.isEnabled() for button in buttons] == [True, False, False, False]
    buttons[0].click()
    assert [Path(each) for each in opened] == [tmp_path / "kept"]


def test_what_is_no_folder_has_no_button(qtbot: QtBot) -> None:
    row = FactRow(Fact("Python", "3.13"))
    qtbot.addWidget(row)
    assert row.button.isHidden()


def test_the_licences_of_what_is_inside_are_named(page: AboutPage) -> None:
    texts = {label.text() for label in page.findChildren(QLabel)}
    assert {"Qt, PySide6", "LGPL-3.0", "Inter, JetBrains Mono", "OFL-1.1"} <= texts


def test_the_desktop_is_what_the_environment_says() -> None:
    assert window_facts({"XDG_CURRENT_DESKTOP": "GNOME"})["Desktop"] == "GNOME"
    assert window_facts({})["Desktop"]
