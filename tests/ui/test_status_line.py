"""The status line: what is counted, in words."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from monitor.ui.status_line import StatusLine
from monitor.ui.theme import Theme
from monitor.workspace.status_view import StatusView


@pytest.fixture
def line(qtbot: QtBot, dark: Theme) -> StatusLine:
    made = StatusLine(dark)
    qtbot.addWidget(made)
    made.show()
    return made


def said(line: StatusLine) -> list[str]:
    labels = [label for label in line.findChildren(QLabel) if label.isVisible() and label.text()]
    return [label.text() for label in labels]


def test_states_nobody_is_in_are_left_out(line: StatusLine) -> None:
    line.show_status(StatusView(live=2, needs_you=1), frames="60 fps")
    assert said(line) == [
        "2 live",
        "1 needs you",
        "0 msg/s",
        "60 fps",
        "0 dropped",
        "0\N{FOUR-PER-EM SPACE}B in memory",
    ]


@pytest.mark.parametrize(("number", "words"), [(1, "1 needs you"), (2, "2 need you")])
def test_one_needs_and_two_need(line: StatusLine, number: int, words: str) -> None:
    line.show_status(StatusView(needs_you=number), frames="idle")
    assert words in said(line)


@pytest.mark.parametrize(("left", "words"), [(3.6, "1 retrying in 4 s"), (0.2, "1 retrying"), (None, "1 retrying")])
def test_the_next_try_is_told(line: StatusLine, left: float | None, words: str) -> None:
    line.show_status(StatusView(retrying=1, next_retry=left), frames="idle")
    assert words in said(line)


def test_an_engine_that_is_not_there_is_told(line: StatusLine) -> None:
    line.show_status(StatusView(engine_down=True), frames="idle")
    assert "the engine is not running" in said(line)


def test_large_numbers_are_parted(line: StatusLine) -> None:
    line.show_status(StatusView(rate=9284.4, dropped=12345), frames="60 fps")
    assert "9\N{FOUR-PER-EM SPACE}284 msg/s" in said(line)
    assert "12\N{FOUR-PER-EM SPACE}345 dropped" in said(line)
