from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from monitor.ui.theme import Theme, load_theme
from monitor.ui.tiles.editor import TileEditor
from monitor.ui.tiles.panel import TilesPanel
from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.tiles import Tile, TilesSpec
from monitor.workspace.wording import THIN
from tests.helpers.analysis import Bench, series
from tests.helpers.analysis_panels import context_of, draw, shown
from tests.helpers.plots import colour, pixels

KEYS = ("A", "B", "C", "D")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.open("Market", unit="USD")
    for place, key in enumerate(KEYS):
        time = made.now - 60.0 + np.arange(60.0)
        made.rows(time=list(time), keys=key, price=list(100.0 * (place + 1) + np.arange(60.0)))
    return made


def tiles(*keys: str, **fields: object) -> tuple[Tile, ...]:
    return tuple(Tile(series(key=key), **fields) for key in keys)  # type: ignore[arg-type]


def panel_of(bench: Bench, theme: Theme, qtbot: QtBot, *those: Tile, size: tuple[int, int] = (640, 360)) -> TilesPanel:
    panel = shown(TilesPanel(context_of(bench, theme), TilesSpec(tiles=those)), qtbot, size=size)
    draw(panel, bench, frames=2, seconds=1.2)
    return panel


def keys(panel: TilesPanel) -> str:
    return "".join(tile.series.key for tile in panel.spec.tiles)


def test_a_tile_says_value_unit_and_change(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles("A"))
    (face,) = panel.board.faces
    assert (face.label, face.value, face.unit) == ("A price", "159", "USD")
    assert face.direction == 1
    assert face.changes[0].startswith(f"+59.00{THIN}%  +59 in 1")
    assert f"159{THIN}USD" in panel.board.accessibleDescription()


def test_a_band_colours_the_tile_and_says_its_level(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles("A", bands=(Band("bad", low=100.0),)))
    assert panel.board.faces[0].level_words == "bad"
    assert (pixels(panel.board.viewport()) == colour(dark.bad)).sum() > 100


@pytest.mark.parametrize("look", ["number", "gauge", "bar"])
@pytest.mark.parametrize("size", [(160, 100), (440, 190), (1200, 700)])
def test_every_look_is_painted_at_every_size(
    bench: Bench, dark: Theme, qtbot: QtBot, look: str, size: tuple[int, int]
) -> None:
    bands = (Band("ok", high=150.0), Band("warn", 150.0))
    panel = panel_of(bench, dark, qtbot, *tiles("A", "B", look=look, bands=bands), size=size)
    seen = pixels(panel.board.viewport())
    assert (seen == colour(dark.text)).any()
    light = load_theme("light")
    panel.set_theme(light)
    assert (pixels(panel.board.viewport()) == colour(light.text)).any()


def test_a_stale_value_is_grey_and_carries_its_age(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles("A", bands=(Band("bad"),)))
    bench.clock.advance(100.0)
    draw(panel, bench, frames=1)
    (face,) = panel.board.faces
    assert face.age_words == f"1{THIN}min 44{THIN}s ago"
    assert face.level_words == ""
    assert not (pixels(panel.board.viewport()) == colour(dark.text)).any()


def test_a_series_without_rows_says_so(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles("Z"))
    assert panel.board.faces[0].age_words == "no numbers yet"


def test_series_that_are_dropped_become_tiles_once(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot)
    assert not panel.board.isVisible()
    with qtbot.waitSignal(panel.spec_changed):
        panel.take_series([series(key="A"), series(key="B"), series(key="A")])
    assert keys(panel) == "AB"
    assert panel.board.isVisible()
    panel.take_series([series(key="B")])
    assert keys(panel) == "AB"


def test_a_tile_is_dragged_to_another_place(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles(*KEYS))
    board = panel.board
    start, end = board.tile_rect(0).center(), board.tile_rect(3).bottomRight() - QPoint(3, 3)
    qtbot.mousePress(board.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(board.viewport(), start + QPoint(30, 0))
    qtbot.mouseMove(board.viewport(), end)
    with qtbot.waitSignal(panel.spec_changed):
        qtbot.mouseRelease(board.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert keys(panel) == "BCDA"
    assert board.current == 3


def test_a_press_without_a_move_leaves_the_tiles_where_they_are(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles(*KEYS))
    qtbot.mouseClick(panel.board.viewport(), Qt.MouseButton.LeftButton, pos=panel.board.tile_rect(2).center())
    assert keys(panel) == "ABCD"
    assert panel.board.current == 2


def test_the_keys_go_through_tiles_and_take_them_along(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles(*KEYS))
    board = panel.board
    board.setFocus()
    qtbot.keyClick(board, Qt.Key.Key_Right)
    assert board.current == 1
    assert "B price" in board.accessibleDescription()
    qtbot.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert keys(panel) == "ACBD"
    assert board.current == 2
    qtbot.keyClick(board, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert keys(panel) == "ABCD"
    qtbot.keyClick(board, Qt.Key.Key_End)
    qtbot.keyClick(board, Qt.Key.Key_Delete)
    assert keys(panel) == "ABC"
    assert board.current == 2
    qtbot.keyClick(board, Qt.Key.Key_Home)
    qtbot.keyClick(board, Qt.Key.Key_Down)
    assert board.current == board.grid.columns


def test_looks_are_chosen_from_the_menu_of_a_tile(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles("A", "B"))
    panel.board.menu_asked.emit(1, QPoint(10, 10))
    menu = panel.findChild(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert menu is not None
    actions = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert not actions["Move on"].isEnabled()
    actions["Gauge"].trigger()
    assert [tile.look for tile in panel.spec.tiles] == ["number", "gauge"]
    menu.close()


def test_bands_and_scale_are_edited_in_a_popup(bench: Bench, dark: Theme, qtbot: QtBot, qapp: QApplication) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles("A"))
    panel.board.setFocus()
    qtbot.keyClick(panel.board, Qt.Key.Key_Return)
    editor = panel.findChild(TileEditor)
    assert editor is not None
    assert editor.isVisible()
    fields = {field.accessibleName(): field for field in editor.findChildren(QLineEdit)}
    qtbot.keyClicks(fields["Name"], "Torque")
    qtbot.keyClicks(fields["Scale to"], "200")
    qtbot.mouseClick(editor.findChild(QPushButton), Qt.MouseButton.LeftButton)
    fields = {field.accessibleName(): field for field in editor.findChildren(QLineEdit)}
    qtbot.keyClicks(fields["From"], "1x")
    assert panel.spec.tiles[0].bands == (Band("warn", low=1.0),)
    qtbot.keyClick(fields["From"], Qt.Key.Key_Backspace)
    qtbot.keyClicks(fields["From"], "50")
    assert panel.spec.tiles[0] == Tile(series(key="A"), label="Torque", high=200.0, bands=(Band("warn", low=150.0),))
    draw(panel, bench, frames=1)
    assert panel.board.faces[0].level_words == "warning"
    editor.close()


def test_of_very_many_tiles_only_those_that_are_seen_are_worked_on(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    names = [f"k{number}" for number in range(500)]
    bench.rows("Many", time=[bench.now] * 500, keys=names, price=list(np.arange(500.0)))
    those = [Tile(series(feed="many", key=name)) for name in names]
    panel = panel_of(bench, dark, qtbot, *those)
    board = panel.board
    assert 0 < len(board.faces) < 60
    assert not panel.frame(bench.now + 0.01), "nothing has changed"
    board.verticalScrollBar().setValue(board.verticalScrollBar().maximum())
    draw(panel, bench, frames=1)
    assert board.faces[-1].value == "499"


def test_an_earlier_moment_can_be_looked_at(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles("A"))
    panel.look_at(bench.now - 32.9)
    draw(panel, bench, frames=1, seconds=0.01)
    assert panel.board.faces[0].value == "129"
    panel.look_at(None)
    draw(panel, bench, frames=1, seconds=0.01)
    assert panel.board.faces[0].value == "159"


def test_the_span_of_the_change_is_kept_in_the_spec(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, *tiles("A"))
    span = panel.menu_actions()[1].menu()
    next(action for action in span.actions() if action.data() == 10.0).trigger()
    assert panel.spec.change_seconds == 10.0
    draw(panel, bench, frames=1)
    assert panel.board.faces[0].changes[0].endswith(f"in 10{THIN}s")
    panel.let_go()
