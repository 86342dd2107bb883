import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from monitor.store.candles import CandleSpan
from monitor.ui.candles.candle_painter import CandleColours, Field, paint_candles, thinned

COLOURS = CandleColours(*(QColor(name) for name in ("#0000ff", "#ff0000", "#000088", "#880000", "#000000")))


def span_of(number: list[int], opens: list[float], closes: list[float]) -> CandleSpan:
    opened, closed = np.array(opens), np.array(closes)
    times = np.array(number, np.float64)
    high, low = np.maximum(opened, closed) + 1.0, np.minimum(opened, closed) - 1.0
    return CandleSpan(
        np.array(number, np.int64), times, times, opened, high, low, closed, np.arange(1.0, len(number) + 1.0)
    )


def painted(span: CandleSpan, *, step: float, first: float = 0.0, line: int = 1) -> np.ndarray:
    """(40, 60) of 0xrrggbb, with volume in the lowest 10 rows."""
    image = QImage(60, 50, QImage.Format.Format_RGB32)
    image.fill(0)
    most = float(span.volume.max())
    field = Field(0.0, 40.0, 40, first, step, strip=10, bottom=50, most=most, line=line)
    with QPainter(image) as painter:
        paint_candles(painter, span, field, COLOURS)
    return np.frombuffer(image.constBits(), np.uint32).reshape(50, 60).copy() & 0xFFFFFF


@pytest.mark.parametrize("line", [1, 2])
def test_a_body_reaches_from_open_to_close_and_its_wick_from_low_to_high(line: int) -> None:
    picture = painted(span_of([0], [10.0], [20.0]), step=0.05, line=line)[:40]
    rows, columns = np.nonzero(picture == 0x0000FF)
    assert (rows.min(), rows.max()) == (19, 31 + line - 1)
    column = picture[:, (columns.min() + columns.max()) // 2]
    assert column[25] == 0, "the body of a rising candle is hollow"
    assert column[19] == 0x0000FF
    falling = painted(span_of([0], [20.0], [10.0]), step=0.05, line=line)[:40]
    assert (falling[20:30, 8:12] == 0xFF0000).all()


def test_a_candle_that_does_not_move_is_a_line() -> None:
    picture = painted(span_of([0], [10.0], [10.0]), step=0.1)[:40]
    assert (picture[30] == 0x0000FF).sum() > 3


def test_bars_of_volume_stand_on_the_floor() -> None:
    picture = painted(span_of([0, 1], [10.0, 20.0], [20.0, 10.0]), step=0.1)
    assert (picture[49] == 0x000088).any()
    assert (picture[49] == 0x880000).any()
    assert (picture[40] == 0x880000).any()
    assert not (picture[40] == 0x000088).any()


@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=80, unique=True).map(sorted),
    st.floats(1.0, 40.0),
)
@settings(max_examples=40, deadline=None)
def test_candles_of_one_column_are_one_bar_from_the_lowest_to_the_highest(numbers: list[int], step: float) -> None:
    random = np.random.default_rng(len(numbers))
    span = span_of(numbers, list(random.uniform(5, 35, len(numbers))), list(random.uniform(5, 35, len(numbers))))
    columns = np.floor((np.array(numbers) + 0.5) / step).astype(int)
    bars = thinned(span, columns)
    for bar, column in enumerate(bars.number.tolist()):
        inside = columns == column
        assert bars.high[bar] == span.high[inside].max()
        assert bars.low[bar] == span.low[inside].min()
        assert (bars.open[bar], bars.close[bar]) == (span.open[inside][0], span.close[inside][-1])
    assert bars.number.tolist() == sorted(set(columns.tolist()))


def test_panning_by_whole_pixels_moves_the_picture_and_changes_nothing_else() -> None:
    numbers = list(range(200))
    random = np.random.default_rng(3)
    span = span_of(numbers, list(random.uniform(5, 35, 200)), list(random.uniform(5, 35, 200)))
    for step in (0.13, 0.3, 3.7):
        one = painted(span, step=step, first=10.0)
        other = painted(span, step=step, first=17.0)
        np.testing.assert_array_equal(one[:, 17:50], other[:, 10:43])


def test_nothing_is_painted_of_nothing() -> None:
    empty = np.empty(0)
    span = CandleSpan(np.empty(0, np.int64), *([empty] * 7))
    field = Field(0.0, 1.0, 10, 0.0, 0.1, strip=5, bottom=20, most=0.0, line=1)
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        paint_candles(painter, span, field, COLOURS)
    assert image.pixelColor(3, 3) == QColor("#000000")
