"""Turns: who had to wait comes first in the next round."""

from collections.abc import Callable

from monitor.ui.desk.turns import Turns


def after(count: int) -> Callable[[], bool]:
    """Late once so many things have been taken."""
    asked = iter(range(1, 100))
    return lambda: next(asked) >= count


def never() -> bool:
    return False


def test_everybody_has_a_turn_where_there_is_time() -> None:
    turns: Turns[str] = Turns()
    assert list(turns.take([*"abc"], late=never)) == ["a", "b", "c"]
    assert not turns.waiting


def test_who_had_to_wait_comes_first() -> None:
    turns: Turns[str] = Turns()
    assert list(turns.take([*"abcd"], late=after(3))) == ["a", "b", "c"]
    assert turns.waiting
    assert list(turns.take([*"abcd"], late=after(3))) == ["d", "a", "b"]
    assert list(turns.take([*"abcd"], late=never)) == ["c", "d", "a", "b"]
    assert not turns.waiting


def test_one_has_its_turn_however_late_it_is() -> None:
    turns: Turns[str] = Turns()
    assert [list(turns.take([*"abc"], late=after(0))) for _ in range(4)] == [["a"], ["b"], ["c"], ["a"]]


def test_nobody_waits_once_the_last_has_had_its_turn() -> None:
    turns: Turns[str] = Turns()
    assert list(turns.take([*"ab"], late=after(2))) == ["a", "b"]
    assert not turns.waiting


def test_who_has_gone_is_not_waited_for() -> None:
    turns: Turns[str] = Turns()
    list(turns.take([*"abc"], late=after(1)))
    assert list(turns.take([*"ac"], late=never)) == ["a", "c"]
    assert list(turns.take([], late=never)) == []
