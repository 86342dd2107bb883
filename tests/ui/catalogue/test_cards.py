"""Cards fill the width they have, and are chosen by mouse and keys."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from monitor.ui.catalogue.cards import CatalogueCards
from monitor.ui.theme import Theme
from monitor.workspace.adding.cards import Card

CARDS = [Card(f"c{at}", f"Card {at}", "About it " * 12, "example.net", "no key needed", True) for at in range(5)]


@pytest.fixture
def cards(qtbot: QtBot, dark: Theme) -> CatalogueCards:
    made = CatalogueCards(dark)
    made.resize(520, 400)
    made.show_cards(CARDS)
    made.show()
    qtbot.addWidget(made)
    qtbot.waitExposed(made)
    return made


def test_as_many_stand_beside_each_other_as_there_is_room_for(cards: CatalogueCards) -> None:
    boxes = [cards.visualRect(cards.model().index(at, 0)) for at in range(5)]
    assert boxes[0].top() == boxes[1].top() < boxes[2].top()
    assert boxes[4].bottom() <= cards.height()
    cards.resize(300, 400)
    cards.doItemsLayout()
    boxes = [cards.visualRect(cards.model().index(at, 0)) for at in range(5)]
    assert len({box.left() for box in boxes}) == 1


def test_a_click_or_enter_chooses(cards: CatalogueCards, qtbot: QtBot) -> None:
    with qtbot.waitSignal(cards.chosen) as clicked:
        at = cards.visualRect(cards.model().index(1, 0)).center()
        qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert clicked.args == ["c1"]
    with qtbot.waitSignal(cards.chosen) as entered:
        qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert entered.args == ["c1"]


def test_the_field_above_moves_the_current_card_within_bounds(cards: CatalogueCards, qtbot: QtBot) -> None:
    assert cards.current == "c0"
    cards.move_current(2)
    assert cards.current == "c2"
    cards.move_current(-9)
    assert cards.current == "c0"
    with qtbot.waitSignal(cards.chosen):
        cards.choose_current()


def test_no_cards_choose_nothing(cards: CatalogueCards, qtbot: QtBot) -> None:
    cards.show_cards([])
    assert cards.current == ""
    with qtbot.assertNotEmitted(cards.chosen):
        cards.choose_current()


def test_every_card_says_all_it_shows_to_a_screen_reader(cards: CatalogueCards) -> None:
    said = cards.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Card 0" in said
    assert "no key needed" in said
