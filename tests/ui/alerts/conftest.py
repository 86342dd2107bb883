"""A page of alerts over a window whose engine says what a test tells it to."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from monitor.ui.alerts.alerts_page import AlertsPage
from tests.ui.conftest import Stage


@pytest.fixture
def page(stage: Stage, qtbot: QtBot) -> Iterator[AlertsPage]:
    made = AlertsPage(stage.workspace, stage.appearance.theme)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    widget: QWidget = made
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
