"""Tests for monitor.ui.add_feed.speaks_line."""

import pytest
from pytestqt.qtbot import QtBot

from monitor.feed.recognition.names import DIALECTS
from monitor.ui.add_feed.speaks_line import SpeaksLine
from monitor.workspace.adding.speaking import FIND_OUT, Speaking

TRIED = (("plain connection", "refused"), ("SockJS: GET /info", "it answers as such a server does"))


@pytest.fixture
def line(qtbot: QtBot) -> SpeaksLine:
    made = SpeaksLine()
    qtbot.addWidget(made)
    made.show()
    return made


def choose(line: SpeaksLine, kind: str) -> None:
    """As a click on the choice does."""
    line.combo.setCurrentIndex(line.combo.findData(kind))
    line.combo.activated.emit(line.combo.currentIndex())


def test_every_dialect_can_be_chosen_and_finding_out_comes_first(line: SpeaksLine) -> None:
    held = [line.combo.itemData(place) for place in range(line.combo.count())]

    assert held == [FIND_OUT, "", *DIALECTS]
    assert line.combo.itemText(2) == "Socket.IO"


def test_what_was_recognised_is_said_with_how(line: SpeaksLine) -> None:
    line.show_speaking(Speaking("socketio", "Socket.IO 4", "its answer to /socket.io/", TRIED))

    assert line.combo.currentData() == "socketio"
    assert line.words == "Socket.IO 4, by its answer to /socket.io/"


def test_a_name_that_stands_in_the_choice_is_not_said_twice(line: SpeaksLine) -> None:
    line.show_speaking(Speaking("sockjs", "SockJS", "its answer to /info", TRIED))

    assert line.words == "found by its answer to /info"


@pytest.mark.parametrize(
    ("speaking", "words"),
    [
        (Speaking(FIND_OUT), "finding out…"),
        (Speaking(FIND_OUT, tried=TRIED), "not recognised"),
        (Speaking("mqtt"), "as the profile says"),
        (Speaking(""), "every message stands for itself"),
    ],
)
def test_it_is_said_how_it_stands(line: SpeaksLine, speaking: Speaking, words: str) -> None:
    line.show_speaking(speaking)

    assert line.words == words


def test_what_was_tried_unfolds(line: SpeaksLine) -> None:
    line.show_speaking(Speaking("sockjs", "SockJS", "x", TRIED))
    assert line.tried == "plain connection: refused\nSockJS: GET /info: it answers as such a server does"
    assert line.more.toolTip() == line.tried
    assert line.more.text() == "2 tried"

    line.more.click()
    assert line.layout() is not None
    assert line.more.isChecked()

    line.fold()
    assert not line.more.isChecked()
    line.show_speaking(Speaking("mqtt"))
    assert line.more.isHidden()


def test_the_user_can_say_otherwise(line: SpeaksLine) -> None:
    said: list[str] = []
    line.chosen.connect(said.append)
    line.show_speaking(Speaking("socketio", "Socket.IO 4", "x", TRIED))

    choose(line, "socketio")
    choose(line, "mqtt")
    choose(line, "")
    line.show_speaking(Speaking(FIND_OUT))
    choose(line, FIND_OUT)

    # To find out again is asked for by choosing it again.
    assert said == ["mqtt", "", FIND_OUT]
