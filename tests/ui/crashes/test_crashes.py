"""An earlier crash is offered once, in a strip that holds nothing up."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from monitor.engine.reporting.crash_folder import new_report, unseen
from monitor.ui.crashes.crash_offer import CrashOffer
from monitor.ui.crashes.report_page import ReportPage
from monitor.ui.theme import Theme, load_theme
from tests.ui.conftest import Stage


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return new_report(tmp_path / "crashes", "what went wrong", at=1.0, part="window")


@pytest.fixture
def offer(qtbot: QtBot, dark: Theme, report: Path) -> CrashOffer:
    made = CrashOffer((report,), dark)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_put_away_for_good(offer: CrashOffer, report: Path) -> None:
    offer.dismiss_button.click()
    assert offer.isHidden()
    assert unseen(report.parent) == ()
    assert [file.read_text() for file in report.parent.iterdir()] == ["what went wrong"]


def test_it_is_copied(offer: CrashOffer, report: Path) -> None:
    offer.copy_button.click()
    assert QGuiApplication.clipboard().text() == "what went wrong"
    assert unseen(report.parent) == ()


def test_it_is_shown_on_a_page(stage: Stage, offer: CrashOffer) -> None:
    offer.shown.connect(stage.commands.do.pages.crash_report)
    offer.show_button.click()
    page = stage.window.pages.page
    assert isinstance(page, ReportPage)
    assert page.text == "what went wrong"
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == "what went wrong"


def test_the_folder_of_reports_can_be_opened(
    qtbot: QtBot, dark: Theme, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page = ReportPage(report, dark)
    qtbot.addWidget(page)
    page.folder_button.click()
    assert [Path(each) for each in opened] == [report.parent]


def test_several_are_counted_and_the_newest_is_shown(qtbot: QtBot, dark: Theme, tmp_path: Path) -> None:
    reports = tuple(new_report(tmp_path, str(second), at=float(second), part="window") for second in range(3))
    offer = CrashOffer(reports, dark)
    qtbot.addWidget(offer)
    assert "3" in offer.accessibleName()
    with qtbot.waitSignal(offer.shown) as shown:
        offer.show_button.click()
    assert shown.args is not None
    assert shown.args[0].read_text() == "2"
    assert unseen(tmp_path) == ()


def test_it_stands_below_the_top_bar_in_the_theme_of_the_window(stage: Stage, offer: CrashOffer) -> None:
    stage.window.show_strip(offer)
    stage.window.set_theme(load_theme("light"))
    assert offer.isVisible()
    assert offer.window() is stage.window
    assert offer.y() == stage.window.top_bar.height()


def test_a_report_that_is_gone_is_told(qtbot: QtBot, dark: Theme, tmp_path: Path) -> None:
    page = ReportPage(tmp_path / "gone.txt", dark)
    qtbot.addWidget(page)
    assert "No such file" in page.text
