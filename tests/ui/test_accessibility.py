"""Who cannot see the window, or cannot use a mouse, gets as far as anybody."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.plain_panels import PlainPanel
from tests.ui.conftest import Stage


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(window) and not widget.focusProxy()
    ]


def spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def furnish(stage: Stage) -> None:
    stage.open("Market", BTC=1.0, ETH=2.0)
    stage.workspace.notices.post("Something", now=0.0)
    stage.tick()


def test_everything_that_takes_the_focus_has_a_name(stage: Stage) -> None:
    for prepare in (stage.tick, lambda: furnish(stage)):
        prepare()
        nameless = [
            widget.objectName() or type(widget).__name__ for widget in focusable(stage.window) if not spoken(widget)
        ]
        assert nameless == []


def test_the_whole_window_is_reached_by_tab(stage: Stage, qtbot: QtBot) -> None:
    furnish(stage)
    stage.window.activateWindow()
    stage.window.top_bar.field.setFocus()
    reached = {stage.window.focusWidget()}
    for _ in range(60):
        qtbot.keyClick(stage.window.focusWidget(), Qt.Key.Key_Tab)
        reached.add(stage.window.focusWidget())
    wanted = {
        widget
        for widget in focusable(stage.window)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    missed = [f"{type(widget).__name__} {spoken(widget)}" for widget in wanted - reached]
    assert missed == []


def test_focus_is_seen_on_every_kind_of_control(stage: Stage, qtbot: QtBot) -> None:
    furnish(stage)
    stage.window.activateWindow()
    kinds = {type(widget): widget for widget in focusable(stage.window)}
    for kind, widget in kinds.items():
        if issubclass(kind, QAbstractScrollArea | PlainPanel):
            continue  # Its current row shows the focus, or the frame around it; there are tests for that.
        stage.window.setFocus()
        QApplication.processEvents()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(widget, QLineEdit):
            widget.deselect()
        assert widget.grab().toImage() != before, kind.__name__


def test_icons_alone_have_a_word_in_their_tip(stage: Stage) -> None:
    furnish(stage)
    for button in stage.window.findChildren(QToolButton):
        if not button.text() and button.isVisible() and not isinstance(button.parent(), QLineEdit):
            assert button.toolTip()
