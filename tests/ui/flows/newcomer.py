"""What a newcomer does, done to the real program by keys and mouse; run by test_newcomer in processes of its own.

    python -m tests.ui.flows.newcomer first|second HOME ADDRESS

first: pastes the address, saves the feed, arranges four panels, sets an alert. second: looks whether all is as it was.
What stands at the end goes to stdout as one line of JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from monitor.ui.session import Session

_PATIENCE = 30.0


async def until(condition: Callable[[], object], what: str) -> None:
    """Wait for the thing itself."""
    try:
        async with asyncio.timeout(_PATIENCE):
            while True:
                if condition():
                    return
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"it never came: {what}") from None


class Hands:
    """Keys and mouse on the window of a session."""

    def __init__(self, session: "Session") -> None:
        self.session = session
        self.workspace = session.workspace
        self.window = session.window

    async def to_front(self) -> None:
        """Without a window manager a popup that closes leaves no window active."""
        from PySide6.QtWidgets import QApplication

        self.window.activateWindow()
        await until(lambda: QApplication.activeWindow() is self.window, "the window in front")

    def keys(self, name: str, *, on: "QWidget | None" = None) -> None:
        """Press a key, such as "Ctrl+K"."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest

        combination = QKeySequence(name)[0]
        QTest.keyClick(on or self.window, combination.key(), combination.keyboardModifiers())

    def type(self, text: str, *, on: "QWidget") -> None:
        from PySide6.QtTest import QTest

        QTest.keyClicks(on, text)

    def click(self, widget: "QWidget") -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())

    async def press(self, text: str, *, within: "QWidget") -> None:
        """Click the button that says so, once it can be seen."""
        from PySide6.QtWidgets import QPushButton

        def shown() -> list[QPushButton]:
            return [each for each in within.findChildren(QPushButton) if each.isVisible() and each.text() == text]

        await until(shown, f"the button {text}")
        self.click(shown()[0])

    def palette(self, text: str) -> None:
        """Find something by typing, and take what comes first."""
        self.keys("Ctrl+K")
        field = self.window.top_bar.field
        assert field.hasFocus()
        self.type(text, on=field)
        self.keys("Return", on=field)


async def first(hands: Hands, address: str) -> None:
    begun = time.monotonic()
    workspace, window = hands.workspace, hands.window
    hands.palette(address)
    await until(lambda: workspace.desks.current.panels, "a panel for what comes")
    await until(lambda: window.desk.panels, "the panel on the desk")
    assert time.monotonic() - begun < 60.0, "a minute is long enough"
    await _save(hands)
    await _arrange(hands)
    await _set_alert(hands)


async def _save(hands: Hands) -> None:
    from monitor.ui.add_feed.page import AddFeedPage

    hands.window.feeds.take_focus()
    hands.keys("Ctrl+E")
    page = hands.window.pages.page
    assert isinstance(page, AddFeedPage)
    await until(lambda: page.form.save_line.save.isEnabled(), "a feed that can be saved")
    page.form.save_line.name.setFocus()
    hands.keys("Ctrl+A", on=page.form.save_line.name)
    hands.type("My market", on=page.form.save_line.name)
    hands.click(page.form.save_line.save)
    await until(lambda: hands.window.pages.page is None, "the desk again")
    assert [view.name for view in hands.workspace.feeds] == ["My market"]


async def _arrange(hands: Hands) -> None:
    desks = hands.workspace.desks
    await hands.to_front()
    for panel in list(desks.current.panels)[1:]:
        desks.close(panel)
    for kind in ("Table", "Tiles", "Inspector"):
        before = len(desks.current.panels)
        hands.palette(f"add a panel: {kind}")
        await until(lambda before=before: len(desks.current.panels) > before, f"a panel of the kind {kind}")
    await until(lambda: len(hands.window.desk.panels) == 4, "four panels on the desk")
    hands.keys("Ctrl+Shift+Left")
    hands.keys("Ctrl+Shift+Up")


async def _set_alert(hands: Hands) -> None:
    from PySide6.QtWidgets import QLineEdit

    from monitor.ui.alerts.alerts_page import AlertsPage
    from monitor.ui.alerts.fields import NumberField
    from monitor.ui.series_menu import SeriesChooser

    await hands.to_front()
    hands.keys("Ctrl+Shift+A")
    page = hands.window.pages.page
    assert isinstance(page, AlertsPage), page
    await hands.press("New alert", within=page)
    assert page.editor is not None
    await hands.press("Choose a series", within=page)
    chooser = next(each for each in page.findChildren(SeriesChooser) if each.isVisible())
    field = chooser.findChild(QLineEdit)
    assert field is not None
    hands.type("price", on=field)
    hands.keys("Return", on=field)
    limit = page.editor.cards[0].findChildren(NumberField)[0]
    limit.setFocus()
    hands.keys("Ctrl+A", on=limit)
    hands.type("-1000", on=limit)
    await until(lambda: page.editor is not None and "Would have been" in page.editor.outcome, "the trial of the rule")
    await hands.press("Save", within=page)
    await until(lambda: hands.workspace.alerts.active, "an alert that is on")
    hands.keys("Esc", on=page)


async def second(hands: Hands) -> None:
    workspace, window = hands.workspace, hands.window
    await until(lambda: workspace.feeds, "the feed of before")
    feed = workspace.feeds[0].feed
    await until(lambda: workspace.store.streams(feed), "rows of the feed")
    await until(lambda: len(window.desk.panels) == 4, "four panels on the desk")
    await until(lambda: workspace.alerts.active, "the alert again")


def summary(session: "Session") -> dict[str, Any]:
    """What must be the same the next time."""
    workspace = session.workspace
    desk = workspace.desks.current
    return {
        "feeds": [[view.feed, view.name] for view in workspace.feeds],
        "panels": {panel: repr(spec) for panel, spec in desk.panels.items()},
        "tree": repr(desk.tree),
        "rules": [repr(rule) for rule in workspace.alerts.rules],
    }


def main() -> int:
    part, home, address = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    from monitor.ui.app import WindowOptions, load_session

    failures: list[str] = []

    async def play(session: "Session") -> None:
        try:
            await until(session.window.isVisible, "the window")
            session.window.activateWindow()
            hands = Hands(session)
            await (first(hands, address) if part == "first" else second(hands))
            print(json.dumps(summary(session)))  # noqa: T201
        except BaseException as error:
            failures.append(repr(error))
            raise
        finally:
            session.over.set()

    status = load_session()(WindowOptions(home=home, size=(1440, 900), theme="dark"), companion=play)
    return 1 if failures else status


if __name__ == "__main__":
    sys.exit(main())
