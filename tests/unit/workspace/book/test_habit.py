import numpy as np

from monitor.store.row_cursor import Rows
from monitor.workspace.book.habit import Habit
from monitor.workspace.book.told import told_of


def look(habit: Habit, *messages: list[float]) -> bool:
    """Let it look at messages of these sizes, prices falling within each; what it speaks for then."""
    for sizes in messages:
        look.now += 1.0  # type: ignore[attr-defined]
        moments = np.full(len(sizes), look.now)  # type: ignore[attr-defined]
        prices = np.arange(len(sizes), 0.0, -1.0)
        habit.look(told_of(Rows(moments, moments, (prices, np.array(sizes)))))
    return habit.speaks_for_whole


look.now = 0.0  # type: ignore[attr-defined]


def test_messages_of_one_length_are_whole_sides() -> None:
    assert look(Habit(), [1.0] * 5, [2.0] * 5, [1.0] * 4)


def test_a_message_that_takes_a_level_away_is_a_change() -> None:
    habit = Habit()
    assert look(habit, [1.0] * 5, [1.0] * 5)
    assert not look(habit, [1.0, 0.0, 1.0, 1.0, 1.0])
    assert not look(habit, *([[1.0] * 5] * 100))


def test_a_long_message_before_short_ones_is_the_whole_and_these_are_changes() -> None:
    assert not look(Habit(), [1.0] * 50, [1.0], [1.0, 1.0])


def test_many_messages_without_a_removal_are_whole_sides_whatever_their_length() -> None:
    habit = Habit()
    assert not look(habit, *([[1.0] * 5, [1.0]] * 10))
    assert look(habit, *([[1.0] * 5, [1.0]] * 10))


def test_nothing_speaks_against_whole_sides_before_the_first_message() -> None:
    assert Habit().speaks_for_whole
