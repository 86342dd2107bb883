from monitor.ui.candles.kept import Kept


def test_a_function_is_asked_again_only_when_the_question_is_another() -> None:
    asked: list[tuple[int, int]] = []

    def answer(one: int, *, other: int = 0) -> int:
        asked.append((one, other))
        return one + other

    kept = Kept(answer)
    assert [kept(1), kept(1), kept(1, other=2), kept(1, other=2), kept(1)] == [1, 1, 3, 3, 1]
    assert asked == [(1, 0), (1, 2), (1, 0)]
