from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from monitor.core.batch import Batch, SeriesKey
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.theme import Theme
from tests.helpers.analysis import Bench

KEYS = 100_000


@pytest.fixture
def bench(tmp_path) -> Bench:  # type: ignore[no-untyped-def]
    return Bench(tmp_path)


@pytest.fixture
def chooser(bench: Bench, dark: Theme, qtbot: QtBot) -> Iterator[SeriesChooser]:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = SeriesChooser(bench.workspace, dark, parent=owner)
    yield made
    made.close()


def rows(chooser: SeriesChooser) -> list[str]:
    model = chooser.findChild(QListView).model()
    return [str(model.index(place, 0).data()) for place in range(model.rowCount(QModelIndex()))]


def field(chooser: SeriesChooser) -> QLineEdit:
    return chooser.findChild(QLineEdit)


def test_typing_narrows_and_enter_chooses(bench: Bench, chooser: SeriesChooser, qtbot: QtBot) -> None:
    bench.rows("Market", keys="BTCUSDT", price=[1.0], size=[2.0])
    bench.rows("Market", keys="ETHUSDT", price=[3.0], size=[4.0])
    chooser.popup(QPoint(40, 40))
    assert rows(chooser) == ["MARKET · TRADES", "BTCUSDT price", "BTCUSDT size", "ETHUSDT price", "ETHUSDT size"]
    qtbot.keyClicks(field(chooser), "eth")
    assert rows(chooser)[1:] == ["ETHUSDT price", "ETHUSDT size"]
    qtbot.keyClick(field(chooser), Qt.Key.Key_Down)
    with qtbot.waitSignal(chooser.chosen) as told:
        qtbot.keyClick(field(chooser), Qt.Key.Key_Return)
    assert told.args == [SeriesKey("market", "trades", "ETHUSDT", "size")]
    assert chooser.isHidden()


def test_the_arrows_pass_over_the_heads_of_groups(bench: Bench, chooser: SeriesChooser, qtbot: QtBot) -> None:
    bench.rows("Market", price=[1.0])
    bench.rows("Machine", keys="", torque=[2.0])
    chooser.popup(QPoint(40, 40))
    qtbot.keyClick(field(chooser), Qt.Key.Key_Down)
    with qtbot.waitSignal(chooser.chosen) as told:
        qtbot.keyClick(field(chooser), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [SeriesKey("machine", "trades", "", "torque")]
    assert chooser.isVisible()
    qtbot.keyClick(field(chooser), Qt.Key.Key_Escape)
    assert chooser.isHidden()


def test_a_click_chooses(bench: Bench, chooser: SeriesChooser, qtbot: QtBot) -> None:
    bench.rows("Market", price=[1.0])
    chooser.popup(QPoint(40, 40))
    view = chooser.findChild(QListView)
    where = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(chooser.chosen) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == [SeriesKey("market", "trades", "A", "price")]


def test_of_very_many_keys_some_are_listed_and_the_rest_is_a_few_letters_away(
    bench: Bench, chooser: SeriesChooser, qtbot: QtBot
) -> None:
    bench.open("Plant")
    ids = np.arange(KEYS, dtype=np.uint32)
    time = np.full(KEYS, bench.now)
    names = tuple(f"sensor-{number:06d}" for number in range(KEYS))
    bench.workspace.store.append(Batch("plant", "trades", ("value",), ids, time, time, ids[None, :] * 1.0, 0, names))
    chooser.popup(QPoint(0, 0))
    assert len(rows(chooser)) == 201
    qtbot.keyClicks(field(chooser), "099999 val")
    assert rows(chooser)[1:] == ["sensor-099999 value"]


def test_with_nothing_to_choose_it_says_so(chooser: SeriesChooser, qapp: QApplication, qtbot: QtBot) -> None:
    chooser.popup(QPoint(0, 0))
    assert rows(chooser) == []
    qtbot.keyClick(field(chooser), Qt.Key.Key_Return)
    assert chooser.isVisible()
