"""The table view of a plot."""

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from monitor.store import Store
from monitor.ui.plots import PlotPanel
from monitor.ui.plots.data_table import DataTable
from monitor.workspace.wording import UNKNOWN
from tests.helpers.plots import NOW, Screen, Shown, spec_of
from tests.helpers.rows import Source


def rows() -> Store:
    store, source = Store(keep_bytes=1 << 24), Source()
    store.append(source.batch([NOW - 3.0, NOW - 2.0, NOW - 1.0], [1.5, 2.25, 3.0], keys="A"))
    store.append(source.batch([NOW - 2.0], [8.0], keys="B"))
    return store


def table_of(panel: PlotPanel) -> DataTable:
    table = panel.table
    assert table is not None
    return table


def cells(table: DataTable, row: int) -> list[str]:
    model = table.view.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def shown(screen: Screen, store: Store) -> PlotPanel:
    panel = screen.show(store, spec_of("A", "B", as_table=True))
    panel.frame(NOW)
    return panel


def test_the_samples_stand_newest_first_with_a_column_for_each_curve(screen: Screen) -> None:
    table = table_of(shown(screen, rows()))
    assert table.isVisible()
    assert table.view.model().rowCount() == 3
    assert cells(table, 0)[1:] == ["3.00", UNKNOWN]
    assert cells(table, 1)[1:] == ["2.25", "8"]
    assert [table.view.model().headerData(column, Qt.Orientation.Horizontal) for column in range(3)] == [
        "TIME",
        "A",
        "B",
    ]


def test_only_what_is_shown_of_time_is_in_it(screen: Screen) -> None:
    store = rows()
    store.append(Source().batch(list(NOW - 300.0 + np.arange(10.0)), [0.0] * 10))
    panel = shown(screen, store)
    assert table_of(panel).view.model().rowCount() == 3
    panel.controls.chips[-1].click()  # type: ignore[union-attr]
    panel.frame(NOW + 1.0)
    assert table_of(panel).view.model().rowCount() == 13


def test_what_is_selected_is_copied_with_all_its_digits(screen: Screen, qtbot: QtBot) -> None:
    table = table_of(shown(screen, rows()))
    view = table.view
    for column in range(3):
        view.selectionModel().select(view.model().index(1, column), QItemSelectionModel.SelectionFlag.Select)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line, end = QGuiApplication.clipboard().text().split("\n")
    assert head == "TIME\tA\tB"
    assert line.split("\t")[1:] == ["2.25", "8.0"]
    assert "T" in line.split("\t")[0]
    assert end == ""


def test_everything_is_copied_when_nothing_is_selected(screen: Screen) -> None:
    lines = table_of(shown(screen, rows())).view.copied().splitlines()
    assert len(lines) == 4
    assert lines[1].endswith("3.0\t")


def test_rows_stand_still_while_some_are_selected(screen: Screen, qtbot: QtBot) -> None:
    store = rows()
    panel = shown(screen, store)
    table = table_of(panel)
    table.view.selectRow(0)
    store.append(Source().batch([NOW + 0.5], [4.0]))
    panel.frame(NOW + 1.0)
    assert cells(table, 0)[1] == "3.00"
    assert any("Esc" in label.text() for label in table.findChildren(QLabel))
    qtbot.keyClick(table.view, Qt.Key.Key_Escape)
    panel.frame(NOW + 2.0)
    assert cells(table, 0)[1] == "4.00"


def test_it_is_looked_at_twice_a_second_at_most(screen: Screen) -> None:
    panel = shown(screen, rows())
    drawn = [panel.frame(NOW + frame / 60) for frame in range(1, 61)]
    assert 1 <= sum(drawn) <= 3


def test_times_are_those_of_the_zone_the_user_wants(screen: Screen) -> None:
    store = rows()
    made = Shown(store, spec_of("A", as_table=True))
    made.context.workspace.settings.change(time_zone="utc")
    made.frame(NOW)
    assert cells(table_of(made.panel), 0)[0] == "14:03:19.000"
    made.panel.close()
    made.panel.deleteLater()


def test_a_plot_becomes_a_table_and_a_plot_again(screen: Screen) -> None:
    panel = screen.show(rows(), spec_of("A"))
    panel.frame(NOW)
    told = QSignalSpy(panel.spec_changed)
    (action,) = [action for action in panel.menu_actions() if action.text() == "Show as table"]
    action.trigger()
    panel.frame(NOW + 0.1)
    assert panel.spec.as_table
    assert table_of(panel).isVisible()
    action.trigger()
    assert panel.frame(NOW + 0.2)
    assert panel.canvas.isVisible()
    assert told.count() == 2
