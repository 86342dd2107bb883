"""Where panels stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitor.ui.panel_grid import PanelGrid, columns_for


@pytest.mark.parametrize(
    ("panels", "width", "columns"), [(1, 1100, 1), (2, 1100, 2), (4, 1100, 2), (5, 1600, 3), (9, 1600, 3), (4, 700, 1)]
)
def test_panels_stand_as_square_as_they_can(panels: int, width: int, columns: int) -> None:
    assert columns_for(panels, width=width) == columns


@given(st.integers(1, 200), st.integers(0, 8000))
def test_there_is_always_a_column_and_never_one_too_many(panels: int, width: int) -> None:
    assert 1 <= columns_for(panels, width=width) <= panels


def shown(qtbot: QtBot, number: int, width: int, height: int) -> tuple[PanelGrid, list[QWidget]]:
    grid = PanelGrid()
    qtbot.addWidget(grid)
    grid.resize(width, height)
    grid.show()
    panels = [QWidget() for _ in range(number)]
    grid.set_panels(panels)
    QApplication.processEvents()
    return grid, panels


def test_panels_are_equally_large(qtbot: QtBot) -> None:
    _, panels = shown(qtbot, 4, 1100, 800)
    widths, heights = {panel.width() for panel in panels}, {panel.height() for panel in panels}
    assert max(widths) - min(widths) <= 1
    assert max(heights) - min(heights) <= 1


def test_many_panels_scroll_instead_of_shrinking(qtbot: QtBot) -> None:
    grid, panels = shown(qtbot, 12, 1100, 600)
    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() > 0)
    assert min(panel.height() for panel in panels) >= 190


def test_a_narrower_window_has_fewer_columns(qtbot: QtBot) -> None:
    grid, panels = shown(qtbot, 4, 1100, 800)
    grid.resize(500, 800)
    QApplication.processEvents()
    assert (
        panels[1].mapTo(grid, panels[1].rect().topLeft()).x() == panels[0].mapTo(grid, panels[0].rect().topLeft()).x()
    )


def test_panels_can_go_and_come(qtbot: QtBot) -> None:
    grid, panels = shown(qtbot, 3, 1100, 800)
    gone = panels.pop(1)
    gone.setParent(None)
    grid.set_panels([*panels, QWidget()])
    QApplication.processEvents()
    assert all(panel.isVisible() for panel in panels)
    gone.deleteLater()
