"""A formula yields what its definition says, however its rows are cut into pushes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.batch import Floats
from monitor.formulas.compiler import bind, compile_tree
from monitor.formulas.rows import Block, Rows
from tests.helpers.plain_formulas import PLAIN, held, union

START = 1_700_000_000.0


class Trades:
    """A stream of two columns."""

    name = "trade"
    columns = ("price", "size")
    keys = ("A", "B")

    def __init__(self, feed: str = "market") -> None:
        self.feed = feed

    def key_id(self, key: str) -> int:
        return self.keys.index(key) if key in self.keys else -1


History = tuple[Floats, Floats]
"""Times and (2, n) values of one key."""


@st.composite
def histories(draw: st.DrawFn, most: int = 60) -> History:
    steps = draw(st.lists(st.sampled_from([0.0, 0.001, 0.25, 0.5, 1.0, 3.0]), max_size=most))
    times = START + np.cumsum(np.array(steps, float))
    number = st.one_of(st.floats(-1e3, 1e3), st.floats(64_000, 64_001), st.just(np.nan))
    values = [draw(st.lists(number, min_size=len(steps), max_size=len(steps))) for _ in range(2)]
    return times, np.array(values, float).reshape(2, -1)


def run(text: str, *sources: History, cuts: list[list[int]] | None = None) -> Rows:
    """What a formula makes of these sources, each cut where `cuts` says."""
    program = compile_tree(bind(text, [Trades()]))
    parts = max((len(each) for each in cuts), default=0) + 1 if cuts else 1
    blocks = []
    for place, (times, values) in enumerate(sources):
        columns = [("price", "size").index(name) for name in program.sources[place].columns]
        wanted = sorted(cuts[place])[: parts - 1] if cuts else []
        edges = [0, *(min(cut, len(times)) for cut in wanted), *[len(times)] * (parts - len(wanted))]
        upto = [times[b - 1] if b else -np.inf for b in edges[1:]]
        upto[-1] = np.inf
        blocks.append(
            [Block(times[a:b], values[columns][:, a:b], u) for a, b, u in zip(edges, edges[1:], upto, strict=False)]
        )
    results = [program.push(step) for step in zip(*blocks, strict=True)]
    return Rows(
        np.concatenate([each.times for each in results]),
        np.concatenate([each.values for each in results]),
        None,
        np.inf,
    )


def same(one: Floats, other: Floats, *, scale: float = 1.0) -> bool:
    return len(one) == len(other) and np.allclose(one, other, rtol=1e-9, atol=1e-9 * scale, equal_nan=True)


CUTS = st.lists(st.integers(0, 60), max_size=8)


@pytest.mark.parametrize("text", PLAIN)
@settings(max_examples=15, deadline=None)
@given(history=histories(), cuts=CUTS)
def test_a_function_yields_what_its_definition_says_however_it_is_cut(
    text: str, history: History, cuts: list[int]
) -> None:
    times, values = history
    there = ~np.isnan(values[0])
    expected = np.array(PLAIN[text](times[there].tolist(), values[0][there].tolist()), float)
    result = run(text.replace("x,", "[A/price],").replace("x)", "[A/price])"), history, cuts=[cuts])
    scale = float(np.abs(values[0][there]).max(initial=1.0))
    if text.startswith(("zscore", "rsi")):
        # Where hardly anything moved, both are a quotient of rounding errors.
        steady = np.isnan(expected) | np.isnan(result.values) | (np.abs(expected) < 0)
        assert len(result.values) == len(expected)
        moved = ~steady & (np.array(PLAIN["std(x, 5)"](times[there].tolist(), values[0][there].tolist())) > 1e-3)
        assert np.allclose(result.values[moved], expected[moved], rtol=1e-6, atol=1e-4 * scale)
    else:
        assert same(result.values, expected, scale=scale * max(1, len(times)))
    assert same(result.times, times[there])


ONE_SOURCE = [
    "[A/price] - [A/size]",
    "vwap([A/price], [A/size], 2s)",
    "vwap([A/price], [A/size], 4)",
    "where([A/price] > sma([A/price], 3), [A/size], -[A/size])",
    "resample([A/price], 250ms)",
    "resample(sma([A/price], 1s), 1s) * 2",
    "ema([A/price], 5) - ema([A/price], 2s) + std([A/size], 3)",
    "clip([A/price], lowest([A/size], 3), highest([A/size], 3))",
    "hold([A/price], 1s) + resample([A/size], 500ms)",
]
TWO_SOURCES = [
    "[A/price] - [B/price]",
    "ratio([A/price] + [B/size], [B/price])",
    "sma([A/price] - [B/price], 3)",
    "max(sma([A/price], 2s), [B/price], [A/size])",
    "vwap([A/price], [B/size], 2s)",
    "resample([A/price] - [B/price], 1s) and [A/size] != 0 or [B/price] >= 0",
]


@pytest.mark.parametrize("text", ONE_SOURCE)
@settings(max_examples=20, deadline=None)
@given(history=histories(), cuts=CUTS)
def test_any_way_of_cutting_one_source_gives_the_same(text: str, history: History, cuts: list[int]) -> None:
    whole, cut = run(text, history), run(text, history, cuts=[cuts])
    assert same(whole.times, cut.times)
    assert same(whole.values, cut.values, scale=1e5)


@pytest.mark.parametrize("text", TWO_SOURCES)
@settings(max_examples=25, deadline=None)
@given(one=histories(), other=histories(), cuts=CUTS, more_cuts=CUTS)
def test_any_way_of_cutting_two_sources_gives_the_same(
    text: str, one: History, other: History, cuts: list[int], more_cuts: list[int]
) -> None:
    whole, cut = run(text, one, other), run(text, one, other, cuts=[cuts, more_cuts])
    assert same(whole.times, cut.times)
    assert same(whole.values, cut.values, scale=1e5)


@settings(max_examples=25, deadline=None)
@given(one=histories(), other=histories())
def test_two_sources_meet_at_every_moment_of_either(one: History, other: History) -> None:
    result = run("[A/price] - [B/price]", one, other)
    series = [(times[~np.isnan(values[0])], values[0][~np.isnan(values[0])]) for times, values in (one, other)]
    moments = union(series[0][0], series[1][0])
    expected = [held(*series[0], at) - held(*series[1], at) for at in moments]
    assert same(result.times, moments)
    assert same(result.values, np.array(expected))


@settings(max_examples=20, deadline=None)
@given(history=histories(), extra=histories())
def test_nothing_looks_ahead(history: History, extra: History) -> None:
    later = (extra[0] - START + history[0][-1] if len(history[0]) else extra[0], extra[1])
    both = (np.concatenate((history[0], later[0])), np.concatenate((history[1], later[1]), axis=1))
    text = "zscore([A/price], 4) + ema([A/size], 2s) - lag([A/price], 1s) + fft_magnitude([A/size], 2, 4)"
    alone, more = run(text, history), run(text, both)
    assert same(more.times[: len(alone)], alone.times)
    assert same(more.values[: len(alone)], alone.values, scale=1e5)


def test_rows_of_one_millisecond_keep_their_own_sizes() -> None:
    times = np.full(3, START)
    result = run("vwap([A/price], [A/size], 1min)", (times, np.array([[10.0, 20.0, 30.0], [1.0, 3.0, 4.0]])))
    assert result.values.tolist() == [10.0, 17.5, 23.75]


def test_a_value_holds_for_five_minutes_and_no_longer() -> None:
    prices = np.array([[1.0] * 4, [0.0] * 4])
    slow = (np.array([START]), np.array([[5.0], [0.0]]))
    result = run("[A/price] + [B/price]", (START + np.array([1.0, 299.0, 300.0, 301.0]), prices), slow)
    assert result.values[1:].tolist() == pytest.approx([6, 6, 6, np.nan], nan_ok=True)


def test_a_slow_series_holds_for_ten_of_its_intervals() -> None:
    hourly = (START + 3600.0 * np.arange(3), np.array([[1.0, 2.0, 3.0], [0.0] * 3]))
    fast = (START + 3600.0 * np.array([2.5, 12.0, 12.1]), np.array([[10.0] * 3, [0.0] * 3]))
    result = run("[A/price] + [B/price]", hourly, fast)
    assert result.values[3:].tolist() == pytest.approx([13, 13, np.nan], nan_ok=True)


def test_hold_lets_a_value_hold_longer_or_shorter() -> None:
    fast = (START + np.array([1.0, 4.0, 1000.0]), np.array([[1.0] * 3, [0.0] * 3]))
    slow = (np.array([START]), np.array([[5.0], [0.0]]))
    assert run("[A/price] + hold([B/price], 1h)", fast, slow).values[1:].tolist() == [6, 6, 6]
    short = run("[A/price] + hold([B/price], 2s)", fast, slow).values[1:]
    assert short.tolist() == pytest.approx([6, np.nan, np.nan], nan_ok=True)


def test_there_is_no_slope_and_no_area_across_a_gap() -> None:
    times = START + np.array([0.0, 1.0, 1001.0, 1002.0])
    history = (times, np.array([[0.0, 2.0, 4.0, 8.0], [0.0] * 4]))
    assert run("derivative([A/price])", history).values.tolist() == pytest.approx([np.nan, 2, np.nan, 4], nan_ok=True)
    assert run("integral([A/price])", history).values.tolist() == [0, 1, 1, 7]


def test_resampling_gives_every_full_step_once_it_is_sure() -> None:
    times = START + np.array([0.2, 0.7, 2.0, 3.5])
    history = (times, np.array([[1.0, 2.0, 3.0, 4.0], [0.0] * 4]))
    program = compile_tree(bind("resample([A/price], 1s)", [Trades()]))
    result = program.push([Block(times, history[1][:1], float(times[-1]))])
    assert (result.times - START).tolist() == [1, 2, 3]
    assert result.values.tolist() == [2, 3, 3]


def test_resampling_ends_a_value_that_holds_no_longer_with_one_empty_step() -> None:
    history = (START + np.array([0.0, 1000.5]), np.array([[1.0, 2.0], [0.0] * 2]))
    result = run("resample([A/price], 100s)", history)
    offsets = (result.times - START).tolist()
    assert offsets[:5] == [0, 100, 200, 300, 400]
    assert result.values[:5].tolist() == pytest.approx([1, 1, 1, 1, np.nan], nan_ok=True)
    assert offsets[5] == 1100


def test_what_is_no_number_is_nothing_and_takes_nothing_along() -> None:
    history = (START + np.arange(4.0), np.array([[1.0, 0.0, 4.0, -1.0], [0.0] * 4]))
    assert run("1 / [A/price]", history).values.tolist() == pytest.approx([1, np.nan, 0.25, -1], nan_ok=True)
    assert run("cumsum(1 / [A/price])", history).values.tolist() == pytest.approx([1, np.nan, 1.25, 0.25], nan_ok=True)
    logic = run("where(log([A/price]) > 1, 7, 8)", history).values
    assert logic.tolist() == pytest.approx([8, np.nan, 7, np.nan], nan_ok=True)


def test_a_part_that_is_written_twice_is_worked_out_once() -> None:
    program = compile_tree(bind("sma([A/price], 3) * sma([price], 3) + sma([A/price], 3s)", [OneKey()]))
    assert len(program) == 4


class OneKey(Trades):
    keys = ("A",)
    columns = ("price",)


def test_a_window_with_too_many_samples_is_cut_short_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.formulas.windows.MOST_SAMPLES", 10)
    program = compile_tree(bind("count([A/price], 1h)", [Trades()]))
    result = program.push([Block(START + np.arange(40.0), np.ones((1, 40)), np.inf)])
    assert result.values.max() == 20
    assert "too many samples" in program.notes[0]


def test_memory_does_not_grow_with_time() -> None:
    program = compile_tree(bind("std([A/price], 2s) + lag([A/price], 2s) + highest([A/price], 50)", [Trades()]))

    def held_bytes() -> int:
        seen: list[int] = []

        def walk(thing: object, depth: int = 0) -> None:
            if isinstance(thing, np.ndarray):
                seen.append(thing.nbytes)
            elif isinstance(thing, list | tuple):
                for each in thing:
                    walk(each, depth + 1)
            elif depth < 12 and type(thing).__module__.startswith("monitor"):
                names = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
                for name in names or list(vars(thing)):
                    walk(getattr(thing, name), depth + 1)

        walk(program)
        return sum(seen)

    sizes = []
    for push in range(60):
        times = START + push + np.arange(100) / 100
        program.push([Block(times, np.sin(times)[None], float(times[-1]))])
        sizes.append(held_bytes())
    assert max(sizes[40:]) <= max(sizes[:20])
    assert max(sizes) < 100_000
