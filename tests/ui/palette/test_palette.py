"""The field at the top finds whatever there is."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from monitor.engine.commands import OpenFeed
from monitor.ui.palette.offers_list import OffersList
from monitor.workspace.desk.specs.plot import PlotSpec
from tests.ui.conftest import Stage


def typed(stage: Stage, qtbot: QtBot, text: str) -> OffersList:
    field = stage.window.top_bar.field
    field.setFocus()
    qtbot.keyClicks(field, text)
    offers = stage.window.findChild(OffersList)
    assert offers is not None
    return offers


def enter(stage: Stage, qtbot: QtBot) -> None:
    qtbot.keyClick(stage.window.top_bar.field, Qt.Key.Key_Return)


def test_the_field_offers_commands_before_anything_is_typed(stage: Stage, qtbot: QtBot) -> None:
    offers = typed(stage, qtbot, "")
    assert offers.isVisible()
    assert any("Open the demo" in text for text in offers.texts)


def test_a_few_letters_and_enter_do_what_a_menu_does(stage: Stage, qtbot: QtBot) -> None:
    offers = typed(stage, qtbot, "keyb short")
    assert offers.texts[0].startswith("Keyboard shortcuts")
    enter(stage, qtbot)
    assert stage.window.pages.page is not None
    assert not offers.isVisible()
    assert stage.window.top_bar.field.text() == ""


def test_an_address_can_be_watched_at_once(stage: Stage, qtbot: QtBot) -> None:
    offers = typed(stage, qtbot, "wss://example.net/stream")
    assert offers.texts[0] == "Watch wss://example.net/stream"
    enter(stage, qtbot)
    command = stage.host.told[0]
    assert isinstance(command, OpenFeed)
    assert command.profile.address == "wss://example.net/stream"


def test_a_profile_of_the_catalogue_is_found_and_opened(stage: Stage, qtbot: QtBot) -> None:
    offers = typed(stage, qtbot, "krak")
    assert offers.texts[0].startswith("Open Kraken")
    enter(stage, qtbot)
    assert [view.profile.name for view in stage.workspace.feeds] == ["Kraken"]


def test_a_series_is_found_by_key_and_plotted(stage: Stage, qtbot: QtBot) -> None:
    stage.open("Market", BTC=1.0, ETH=2.0)
    before = set(stage.workspace.desks.current.panels)
    offers = typed(stage, qtbot, "eth price")
    assert offers.texts[0] == "ETH price Market"
    enter(stage, qtbot)
    (new,) = set(stage.workspace.desks.current.panels) - before
    spec = stage.workspace.desks.current.panels[new]
    assert isinstance(spec, PlotSpec)
    assert [curve.series.key for curve in spec.curves] == ["ETH"]


def test_arrows_choose_and_escape_gives_up(stage: Stage, qtbot: QtBot) -> None:
    offers = typed(stage, qtbot, "panel")
    first = offers.current
    qtbot.keyClick(stage.window.top_bar.field, Qt.Key.Key_Down)
    assert offers.current is not first
    qtbot.keyClick(stage.window.top_bar.field, Qt.Key.Key_Escape)
    assert not offers.isVisible()


def test_a_click_takes_an_offer(stage: Stage, qtbot: QtBot) -> None:
    offers = typed(stage, qtbot, "settings")
    place = offers.visualRect(offers.model().index(0, 0)).center()
    qtbot.mouseClick(offers.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert stage.window.pages.page is not None


def test_a_setting_is_found_and_shown(stage: Stage, qtbot: QtBot) -> None:
    offers = typed(stage, qtbot, "setting: sound")
    assert offers.texts[0].startswith("Setting: Sound")
    enter(stage, qtbot)
    assert stage.window.pages.page is not None


def test_what_is_not_there_is_said_under_the_field(stage: Stage, qtbot: QtBot) -> None:
    offers = typed(stage, qtbot, "zzqqy")
    assert not offers.isVisible()
    enter(stage, qtbot)
    assert "zzqqy" in stage.window.top_bar.field.error
