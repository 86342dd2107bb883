from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.messages.history import HISTORY_MOST, HistoryWalk, remembered


def test_what_is_sent_again_moves_to_the_end() -> None:
    assert remembered(("a", "b"), "a") == ("b", "a")
    assert remembered(("a",), "  ") == ("a",)
    assert remembered(("a",), "x" * 100_000) == ("a",)
    assert len(remembered([str(number) for number in range(HISTORY_MOST)], "new")) == HISTORY_MOST


def test_walking_back_and_forth_returns_to_what_was_being_written() -> None:
    walk = HistoryWalk(("first", "second"))
    assert walk.forth() is None
    assert [walk.back("draft"), walk.back("second"), walk.back("first")] == ["second", "first", None]
    assert [walk.forth(), walk.forth(), walk.forth()] == ["second", "draft", None]
    assert HistoryWalk().back("x") is None


@given(st.lists(st.text(max_size=5), max_size=300))
def test_a_history_holds_each_text_once_and_never_too_many(texts: list[str]) -> None:
    history: tuple[str, ...] = ()
    for text in texts:
        history = remembered(history, text)
    assert len(history) == len(set(history)) <= HISTORY_MOST
    said = [text for text in texts if text.strip()]
    assert not said or history[-1] == said[-1]
