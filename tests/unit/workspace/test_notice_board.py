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
    board.post("x", now=100.0)
    assert board.lines[0].times == 1


def test_a_notice_that_was_just_dismissed_is_counted_in_silence_for_a_while() -> None:
    board = NoticeBoard()
    board.post("x", now=0.0)
    board.dismiss(board.lines[0].serial)
    for second in (1.0, 30.0, 59.0):
        assert board.post("x", now=second) == 0
    assert board.lines == ()
    board.post("x", now=61.0)
    assert board.lines[0].times == 4


def test_what_can_be_undone_is_undone_once_and_never_merged() -> None:
    board = NoticeBoard()
    undone: list[str] = []
    board.post("removed", now=0.0, undo=lambda: undone.append("a"))
    board.post("removed", now=0.0, undo=lambda: undone.append("b"))
    first, second = board.lines
    board.undo(first.serial)
    board.undo(first.serial)
    assert undone == ["a"]
    assert board.lines == (second,)


def test_a_passing_notice_goes_by_itself() -> None:
    board = NoticeBoard()
    board.post("saved", now=0.0, seconds=5.0)
    board.post("broken", now=0.0)
    board.expire(4.9)
    assert len(board.lines) == 2
    board.expire(5.0)
    assert [line.text for line in board.lines] == ["broken"]


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
