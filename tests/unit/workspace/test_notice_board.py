"""Notices, each counted and none repeated."""

from monitor.workspace.notice_board import NoticeBoard


def test_identical_notices_are_counted() -> None:
    board = NoticeBoard()
    for second in range(3):
        board.post("the engine died", now=float(second))
    assert [(line.times, line.at) for line in board.lines] == [(3, 2.0)]


def test_the_same_words_about_another_feed_are_another_notice() -> None:
    board = NoticeBoard()
    board.post("too many keys", now=0.0, about="A")
    board.post("too many keys", now=0.0, about="B")
    assert [line.about for line in board.lines] == ["A", "B"]


def test_a_dismissed_notice_is_gone_and_may_come_again() -> None:
    board = NoticeBoard()
    board.post("x", now=0.0)
    board.dismiss(board.lines[0].serial)
    assert board.lines == ()
    board.post("x", now=1.0)
    assert board.lines[0].times == 1


def test_every_change_moves_the_version_and_nothing_else_does() -> None:
    board = NoticeBoard()
    board.post("x", now=0.0)
    first = board.version
    board.dismiss(99)
    assert board.version == first
    board.dismiss(board.lines[0].serial)
    assert board.version > first


def test_the_board_is_bounded_and_counts_what_it_lets_go() -> None:
    board = NoticeBoard()
    for number in range(60):
        board.post(f"notice {number}", now=0.0)
    assert len(board.lines) == 50
    assert board.lost == 10
    assert board.lines[0].text == "notice 10"
