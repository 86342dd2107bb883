"""Formulas are written with help, tried out as one types, changed, plotted, removed and brought back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from monitor.core.batch import SeriesKey
from monitor.core.clock import ManualClock
from monitor.feed.profile import Profile, StreamRule
from monitor.formulas.functions import FUNCTIONS
from monitor.store.store import Store
from monitor.ui.formulas.page import FormulasPage
from monitor.ui.theme import Theme
from monitor.workspace.derived import Derived
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START, Source


class Desk:
    def __init__(self, qtbot: QtBot, theme: Theme, folder: Path) -> None:
        self.clock = ManualClock(wall=START + 50)
        store = Store(keep_bytes=1 << 26)
        self.workspace = Workspace(FakeHost(), store=store, clock=self.clock, own_feeds=folder)
        self.workspace.derived = Derived(store, clock=self.clock)
        rule = StreamRule(name="trade", columns={"price": "p", "size": "q"})
        feed = self.workspace.open_feed(Profile(name="Market", address="wss://example.net/x", stream=(rule,)))
        source = Source(feed, "trade", ("price", "size"))
        for key, level in (("BTC", 100.0), ("ETH", 10.0)):
            times = [START + second for second in range(50)]
            store.append(source.batch(times, [level + i for i in range(50)], [1.0] * 50, keys=key))
        self.page = FormulasPage(self.workspace, theme)
        self.editor = self.page.editor
        self.field = self.editor.expression
        self.qtbot = qtbot
        self.plotted: list[tuple[SeriesKey, ...]] = []
        self.page.series_wanted.connect(self.plotted.append)
        qtbot.addWidget(self.page)
        self.page.resize(820, 700)
        self.page.show()
        qtbot.waitExposed(self.page)

    def type(self, text: str) -> None:
        self.field.setFocus()
        self.qtbot.keyClicks(self.field, text)

    def write(self, name: str, text: str) -> None:
        self.editor.name.setFocus()
        self.qtbot.keyClicks(self.editor.name, name)
        self.type(text)
        self.qtbot.keyClick(self.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def refresh(self) -> None:
        self.clock.advance(1.0)
        self.workspace.derived.update(self.clock.wall())
        self.page.refresh(self.clock.wall())

    @property
    def said(self) -> str:
        return self.editor._problem.text() if self.editor._problem.isVisibleTo(self.editor) else ""

    @property
    def offered(self) -> list[str]:
        shown = self.field._suggestions
        model = shown.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())] if shown.isVisible() else []

    @property
    def names(self) -> tuple[str, ...]:
        return self.workspace.derived.names


@pytest.fixture
def desk(qtbot: QtBot, dark: Theme, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, dark, tmp_path)
    yield made
    made.page.hide()


def test_a_formula_is_written_and_saved_by_keyboard_alone(desk: Desk) -> None:
    assert desk.page.list._empty.isVisibleTo(desk.page.list)
    desk.write("double", "2 * [BTC/price]")
    desk.refresh()
    assert desk.names == ("double",)
    row = desk.page.list.rows["double"]
    assert row._value.text() == "298"
    assert row._text.text() == "2 * [BTC/price]"
    assert (desk.editor.name.text(), desk.field.text) == ("", "")
    assert not desk.page.list._empty.isVisibleTo(desk.page.list)


def test_what_comes_of_it_is_seen_before_it_is_saved(desk: Desk) -> None:
    desk.qtbot.keyClicks(desk.editor.unit, "USD")
    desk.type("[BTC/price] - [ETH/price]")
    desk.refresh()
    assert desk.editor._value.text() == "90\N{FOUR-PER-EM SPACE}USD"
    assert len(desk.editor._trend._values) == 50
    assert desk.said == ""
    assert desk.names == ()


def test_an_error_is_said_with_its_place_and_underlined(desk: Desk) -> None:
    desk.type("sma([BTC/prise], 60s) + 1")
    assert desk.said == "At character 5: There is no series [BTC/prise]. Did you mean [BTC/price]?"
    (mark,) = desk.field.extraSelections()
    assert mark.cursor.selectedText() == "[BTC/prise]"
    assert desk.editor._problem.property("level") == "bad"
    desk.field.put("sma([BTC/price], 60s)")
    assert desk.said == ""
    assert not desk.field.extraSelections()


def test_what_is_merely_unfinished_is_not_said_in_red(desk: Desk) -> None:
    desk.type("1 +")
    assert "expected" in desk.said
    assert desk.editor._problem.property("level") == "muted"
    assert not desk.field.extraSelections()


def test_saving_what_cannot_be_meant_says_so(desk: Desk) -> None:
    desk.write("f", "1 +")
    assert desk.names == ()
    assert desk.editor._problem.property("level") == "bad"


def test_a_formula_needs_a_name_of_its_own(desk: Desk) -> None:
    desk.write("", "[BTC/price]")
    assert desk.said == "The formula has no name yet. Give it one."
    assert desk.editor.name.hasFocus()
    desk.write("f", "")
    assert desk.names == ("f",)
    desk.write("f", "[ETH/price]")
    assert desk.said == "There is a formula f already. Choose another name."


def test_series_are_completed_while_one_types(desk: Desk) -> None:
    desk.type("2 * [pri")
    assert desk.offered == ["[BTC/price]", "[ETH/price]"]
    desk.qtbot.keyClick(desk.field, Qt.Key.Key_Down)
    desk.qtbot.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.field.text == "2 * [ETH/price]"
    assert desk.offered == []
    desk.type(" + 1")
    desk.refresh()
    assert desk.editor._value.text() == "119"


def test_functions_are_completed_too(desk: Desk) -> None:
    desk.type("1 + de")
    assert desk.offered[:2] == ["derivative(", "delta("]
    desk.qtbot.keyClick(desk.field, Qt.Key.Key_Tab)
    assert desk.field.text == "1 + derivative("


def test_what_is_offered_goes_away_with_escape_and_with_the_focus(desk: Desk) -> None:
    closed: list[bool] = []
    desk.page.closed.connect(lambda: closed.append(True))
    desk.type("sm")
    assert desk.offered
    desk.qtbot.keyClick(desk.field, Qt.Key.Key_Escape)
    assert not desk.offered
    assert not closed
    desk.type("a")
    desk.qtbot.keyClick(desk.field, Qt.Key.Key_Backspace)
    assert desk.offered
    desk.field.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
    assert not desk.offered


def test_the_list_of_offers_is_gone_through_by_keys(desk: Desk) -> None:
    desk.type("s")
    shown = desk.field._suggestions
    last = shown.model().rowCount() - 1
    for key, row in (
        (Qt.Key.Key_Up, last),
        (Qt.Key.Key_Down, 0),
        (Qt.Key.Key_PageDown, min(8, last)),
        (Qt.Key.Key_PageUp, 0),
    ):
        desk.qtbot.keyClick(desk.field, key)
        assert shown.currentIndex().row() == row
    desk.qtbot.mouseClick(
        shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualRect(shown.model().index(1, 0)).center()
    )
    assert desk.field.text == "sum("


def test_a_series_is_inserted_from_the_list_of_all(desk: Desk) -> None:
    desk.type("1 + ")
    desk.qtbot.mouseClick(desk.editor._series, Qt.MouseButton.LeftButton)
    chooser = desk.editor._chooser
    assert chooser is not None
    desk.qtbot.keyClicks(chooser._field, "eth size")
    desk.qtbot.keyClick(chooser._field, Qt.Key.Key_Return)
    assert desk.field.text == "1 + [ETH/size]"


def test_a_function_is_inserted_from_the_reference(desk: Desk) -> None:
    buttons = desk.page.reference.findChildren(QPushButton)
    assert len(buttons) == len(FUNCTIONS)
    ema = next(button for button in buttons if button.text() == "ema(x, 20)")
    assert ema.accessibleDescription() == FUNCTIONS["ema"].help
    ema.click()
    assert desk.field.text == "ema("


def test_a_formula_is_changed_and_renamed_and_others_follow(desk: Desk) -> None:
    desk.write("f", "[BTC/price]")
    desk.write("g", "[f] * 2")
    desk.refresh()
    desk.qtbot.mouseClick(desk.page.list.rows["f"]._edit, Qt.MouseButton.LeftButton)
    assert (desk.editor.name.text(), desk.field.text) == ("f", "[BTC/price]")
    assert desk.editor._save.text() == "Save changes"
    desk.editor.name.setText("base")
    desk.field.put("[ETH/price]")
    desk.editor._save.click()
    desk.refresh()
    desk.refresh()
    assert desk.names == ("base", "g")
    assert desk.page.list.rows["g"]._text.text() == "[base] * 2"
    assert desk.page.list.rows["g"]._value.text() == "118"
    assert desk.editor._save.text() == "Add formula"


def test_a_formula_is_not_offered_to_itself(desk: Desk) -> None:
    desk.write("spread", "[BTC/price] - [ETH/price]")
    desk.refresh()
    desk.type("[spr")
    assert desk.offered == ["[spread]"]
    desk.page.change("spread")
    desk.field.put("")
    desk.type("[spr")
    assert desk.offered == []
    desk.type("ead] ")
    assert "There is no series [spread]" in desk.said


def test_escape_gives_up_a_change_and_then_closes(desk: Desk) -> None:
    closed: list[bool] = []
    desk.page.closed.connect(lambda: closed.append(True))
    desk.write("f", "[BTC/price]")
    desk.page.change("f")
    desk.qtbot.keyClick(desk.field, Qt.Key.Key_Escape)
    assert desk.editor.changing == ""
    assert not closed
    desk.qtbot.keyClick(desk.field, Qt.Key.Key_Escape)
    assert closed
    desk.page.change("f")
    desk.editor._cancel.click()
    assert desk.editor.changing == ""


def test_a_removed_formula_can_be_brought_back(desk: Desk) -> None:
    desk.write("f", "[BTC/price]")
    desk.refresh()
    desk.page.change("f")
    desk.qtbot.mouseClick(desk.page.list.rows["f"]._remove, Qt.MouseButton.LeftButton)
    assert desk.names == ()
    assert desk.editor.changing == ""
    (notice,) = desk.workspace.notices.lines
    assert notice.text == "The formula f was removed"
    assert notice.undo is not None
    notice.undo()
    desk.refresh()
    assert desk.page.list.rows["f"]._value.text() == "149"


def test_a_formula_that_waits_says_for_what(desk: Desk) -> None:
    desk.write("f", "[okx/tickers/SOL/last]")
    desk.refresh()
    row = desk.page.list.rows["f"]
    assert row._note.text() == "Waits for okx · tickers"
    assert row._value.text() == "—"
    assert "Waits for" in row.accessibleDescription()


def test_a_formula_is_plotted_from_its_row(desk: Desk) -> None:
    desk.write("f", "[BTC/price]")
    desk.qtbot.mouseClick(desk.page.list.rows["f"]._plot, Qt.MouseButton.LeftButton)
    assert desk.plotted == [(SeriesKey("formulas", "f", "", "value"),)]


def test_another_theme_restyles_everything(desk: Desk, light: Theme) -> None:
    desk.write("f", "[BTC/price]")
    desk.type("[BTC/prise] + 1")
    before = desk.page.grab().toImage()
    desk.page.set_theme(light)
    assert desk.page.grab().toImage() != before
    (mark,) = desk.field.extraSelections()
    assert mark.format.underlineColor().name() == light.bad


def test_return_is_no_line_break(desk: Desk) -> None:
    desk.type("1 +")
    desk.qtbot.keyClick(desk.field, Qt.Key.Key_Escape)
    desk.qtbot.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.field.text == "1 +"


def test_the_lines_about_functions_stand_in_one_column(desk: Desk) -> None:
    helps = {function.help for function in FUNCTIONS.values()}
    lines = [label for label in desk.page.reference.findChildren(QLabel) if label.text() in helps]
    assert len(lines) == len(FUNCTIONS)
    assert len({line.mapTo(desk.page.reference, QPoint(0, 0)).x() for line in lines}) == 1
