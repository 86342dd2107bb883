"""The table of kinds, and choosing from it."""

import typing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from monitor.core.batch import SeriesKey
from monitor.resources import resource
from monitor.ui.panels.kind_cards import KindCards
from monitor.ui.panels.kinds import PanelKind, kind_of, panel_kinds
from monitor.ui.panels.picker import PanelPicker
from monitor.ui.theme import Theme
from monitor.workspace.desk.panel_spec import PanelSpec
from tests.helpers.analysis import Bench

KINDS = panel_kinds()


def test_every_kind_of_settings_has_its_panel() -> None:
    assert {kind.spec for kind in KINDS} == set(typing.get_args(PanelSpec))
    assert len({kind.name for kind in KINDS}) == len({kind.glyph for kind in KINDS}) == len(KINDS)
    assert kind_of(KINDS[3].spec(), KINDS) is KINDS[3]
    assert kind_of(KINDS[3].spec(), KINDS[:3]) is None


@pytest.mark.parametrize("kind", KINDS, ids=[kind.spec.__name__ for kind in KINDS])
def test_every_kind_can_begin_with_nothing_and_with_anything(kind: PanelKind[typing.Any], tmp_path) -> None:  # type: ignore[no-untyped-def]
    bench = Bench(tmp_path)
    assert resource("icons", f"{kind.glyph.value}.svg").exists()
    assert isinstance(kind.fresh(bench.workspace, ()), kind.spec)
    bench.rows("Market", keys=["BTC", "ETH"], price=[1.0, 2.0], size=[3.0, 4.0])
    assert isinstance(kind.fresh(bench.workspace, ()), kind.spec)
    dropped = [SeriesKey("market", "trades", "BTC", "price"), SeriesKey("gone", "x", "", "y")]
    assert isinstance(kind.fresh(bench.workspace, dropped), kind.spec)


def focused(cards: QWidget) -> str:
    return next(card.accessibleName() for card in cards.findChildren(QPushButton) if card.hasFocus())


def test_arrows_go_from_card_to_card(dark: Theme, qtbot: QtBot) -> None:
    cards = KindCards(KINDS, dark, columns=2)
    qtbot.addWidget(cards)
    cards.show()
    cards.activateWindow()
    qtbot.waitUntil(cards.isActiveWindow)
    cards.focus_first()
    names = [focused(cards)]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(cards.focusWidget(), key)
        names.append(focused(cards))
    order = [kind.name for kind in KINDS]
    assert names == [order[place] for place in (0, 1, 3, 2, 0, 0)]


def test_a_picker_tells_what_was_chosen_and_goes(dark: Theme, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.resize(600, 600)
    owner.show()
    picker = PanelPicker(KINDS, dark, parent=owner)
    picker.popup(owner)
    card = picker.findChildren(QPushButton)[1]
    with qtbot.waitSignal(picker.chosen) as told:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert told.args == [KINDS[1]]
    assert picker.isHidden()


def test_a_picker_is_left_by_escape(dark: Theme, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    picker = PanelPicker(KINDS, dark, parent=owner)
    picker.popup(owner)
    qtbot.keyClick(QApplication.focusWidget() or picker, Qt.Key.Key_Escape)
    assert picker.isHidden()
