"""From a plotted value to an alert that is on, by keys and mouse, over a real engine and a real server."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from monitor.core.batch import SeriesKey
from monitor.core.clock import SystemClock
from monitor.engine.inline import InlineHost
from monitor.store.store import Store
from monitor.ui.alerts.alerts_button import AlertsButton
from monitor.ui.alerts.alerts_page import AlertsPage
from monitor.ui.alerts.fields import NumberField
from monitor.ui.theme import Theme
from monitor.workspace.workspace import Workspace
from tests.helpers.add_feed_stage import on_qt
from tests.helpers.hosting import profile_for
from tests.helpers.live_server import LiveServer


def button(parent: QWidget, text: str) -> QPushButton:
    (found,) = [each for each in parent.findChildren(QPushButton) if each.text() == text and not each.isHidden()]
    return found


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center())


def type_in(field: QLineEdit, text: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def test_an_alert_is_made_tried_seen_to_come_on_and_acknowledged(
    qapp: QApplication, tmp_path: Path, dark: Theme
) -> None:
    async def work() -> None:
        clock = SystemClock()
        workspace = Workspace(InlineHost(clock=clock), store=Store(keep_bytes=1 << 24), clock=clock, own_feeds=tmp_path)
        await workspace.start()
        page = AlertsPage(workspace, dark)
        bell = AlertsButton(workspace.alerts, dark)
        page.resize(900, 700)
        page.show()

        async def until(condition: Callable[[], object]) -> None:
            async with asyncio.timeout(20):
                while not condition():
                    workspace.pump(0.01)
                    page.refresh(workspace.wall())
                    page.frame(workspace.wall())
                    bell.refresh()
                    await asyncio.sleep(0.01)

        async with LiveServer() as server:
            feed = workspace.open_feed(profile_for(server.url))
            visit = await server.visit()
            await visit.say(*(json.dumps({"k": "BTC", "p": price}) for price in (90.0, 120.0, 95.0)))
            await until(lambda: workspace.store.streams(feed) and workspace.store.streams(feed)[0].rows == 3)

            page.set_alert(SeriesKey(feed, "ticks", "BTC", "price"))
            editor = page.editor
            assert editor is not None
            limit = editor.cards[0].findChildren(NumberField)[0]
            assert limit.text() == "95"
            type_in(limit, "100")
            await until(lambda: editor.outcome.startswith("Would have been on once in the last"))
            assert editor.rule.name == "BTC price above 100"
            click(button(page, "Save"))
            assert page.editor is None
            (rule,) = workspace.alerts.rules

            await visit.say(json.dumps({"k": "BTC", "p": 101.0}))
            await until(lambda: page.rules.rows[rule.id].line.on == 1)
            assert bell.text() == "1"
            assert page.history.model.index(0).data().endswith("BTC price 101 is above 100")
            click(button(page.rules.rows[rule.id], "Acknowledge"))
            await until(lambda: page.rules.rows[rule.id].line.acknowledged)

            await visit.say(json.dumps({"k": "BTC", "p": 99.0}))
            await until(lambda: page.rules.rows[rule.id].line.on == 0)
            assert [event.on for event in workspace.alerts.history] == [True, False]
            await workspace.stop()
        for widget in (page, bell):
            widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    on_qt(qapp, work())
