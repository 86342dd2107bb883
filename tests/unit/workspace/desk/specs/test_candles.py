import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.specs.candles import CandlesSpec, read_width, width_words


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("90 s", (90.0, None)),
        ("5min", (300.0, None)),
        (" 1H 30 min ", (5400.0, None)),
        ("1 d", (86_400.0, None)),
        ("250 ticks", (60.0, 250)),
        ("1 000 t", (60.0, 1000)),
        ("0 s", None),
        ("2 d", None),
        ("0 ticks", None),
        ("9999999 ticks", None),
        ("1.5 h", None),
        ("-5 s", None),
        ("5", None),
        ("s", None),
        ("5 min 100 ticks", None),
        ("5 parsecs", None),
        ("", None),
    ],
)
def test_a_width_is_read_as_people_write_it(text: str, width: tuple[float, int | None] | None) -> None:
    assert read_width(text) == width


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_width_that_can_be_or_none(text: str) -> None:
    width = read_width(text)
    assert width is None or (1.0 <= width[0] <= 86_400.0 and (width[1] is None or width[1] >= 1))


@given(st.one_of(st.tuples(st.integers(1, 59).map(float), st.none()), st.tuples(st.just(60.0), st.integers(1, 10**6))))
def test_what_is_shown_can_be_typed(width: tuple[float, int | None]) -> None:
    assert read_width(width_words(width)) == width


def test_a_spec_survives_being_written_down() -> None:
    price = SeriesKey("feed", "trades", "BTC", "price")
    spec = CandlesSpec(price=price, interval=90.0, count=5, shown=50)
    assert msgspec.json.decode(msgspec.json.encode(spec), type=CandlesSpec) == spec
