from monitor.workspace.plotting.time_view import SHORTEST, TimeView


def test_a_live_view_ends_at_the_edge() -> None:
    assert TimeView(60.0).span(1000.0, 0.0) == (1000.0, 60.0)


def test_a_frozen_view_stays_until_it_is_live_again() -> None:
    view = TimeView(60.0)
    view.freeze(100.0, 200.0)
    assert not view.live
    assert view.span(5000.0, 0.0) == (200.0, 100.0)
    view.go_live()
    assert view.span(5000.0, 0.0) == (5000.0, 60.0)


def test_choosing_a_window_is_live() -> None:
    view = TimeView(60.0)
    view.freeze(100.0, 200.0)
    view.choose(10.0)
    assert view.span(5000.0, 0.0) == (5000.0, 10.0)


def test_all_begins_before_the_oldest_row_and_is_seldom_drawn_anew() -> None:
    view = TimeView(None)
    lengths = set()
    for edge in range(1000, 2000):
        end, seconds = view.span(float(edge), 500.0)
        assert end - seconds <= 500.0
        lengths.add(seconds)
    assert len(lengths) < 25


def test_all_follows_when_old_rows_have_gone() -> None:
    view = TimeView(None)
    view.span(1000.0, 0.0)
    assert view.span(1000.0, 900.0)[1] < 200.0


def test_a_view_can_be_neither_too_short_nor_too_long() -> None:
    view = TimeView(60.0)
    view.freeze(100.0, 100.0)
    assert view.span(0.0, 0.0)[1] == SHORTEST
    view.freeze(0.0, 1e15)
    assert view.span(0.0, 0.0)[1] < 2e9
