import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.cli.rows import FORMATS, number, printable
from monitor.core.batch import Batch
from tests.helpers.rows import Source

NAN = float("nan")


def written(style: str, *batches: Batch) -> list[str]:
    form = FORMATS[style]()
    return (form.header() + "".join(text for batch in batches for text in form.rows(batch))).splitlines()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.0, "1"),
        (-0.5, "-0.5"),
        (1e15, "1000000000000000.0"),
        (0.1, "0.1"),
        (1e-9, "1e-09"),
        (NAN, "—"),
        (1e300, "1e+300"),
    ],
)
def test_numbers_are_short_and_lose_nothing(value: float, shown: str) -> None:
    assert number(value) == shown


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back_as_itself(value: float) -> None:
    assert float(number(value)) == value


def test_json_lines_hold_every_column_and_missing_ones_as_null() -> None:
    source = Source(columns=("price", "size"))
    (line,) = written("jsonl", source.batch([5.0], [1.5], [NAN], keys="Ä", received=[6.0]))
    assert json.loads(line) == {
        "t": 6.0,
        "time": 5.0,
        "feed": "feed",
        "stream": "trades",
        "key": "Ä",
        "values": {"price": 1.5, "size": None},
    }


def test_csv_has_a_line_for_each_number_that_is_there() -> None:
    source = Source(columns=("price", "size"))
    batch = source.batch([5.0, NAN], [1.5, 2.5], [NAN, 3.0], keys=['a,"b', "c"], received=[6.0, 7.0])
    head, *rows = csv.reader(io.StringIO("\n".join(written("csv", batch))))
    assert head == ["t", "time", "feed", "stream", "key", "column", "value"]
    assert [row[:2] + row[4:] for row in rows] == [
        ["6.0", "5.0", 'a,"b', "price", "1.5"],
        ["7.0", "", "c", "price", "2.5"],
        ["7.0", "", "c", "size", "3.0"],
    ]


def test_keys_keep_their_names_over_batches_and_take_new_ones_from_a_decoder_that_began_afresh() -> None:
    first, second = Source(), Source()
    lines = written(
        "jsonl",
        first.batch([1.0, 2.0], [1.0, 2.0], keys=["a", "b"]),
        first.batch([3.0], [3.0], keys="a"),
        second.batch([4.0], [4.0], keys="z"),
    )
    assert [json.loads(line)["key"] for line in lines] == ["a", "b", "a", "z"]


def test_a_table_shows_event_time_or_else_that_of_receiving() -> None:
    event, received = written("table", Source().batch([0.25, NAN], [1.0, 2.0], received=[3.5, 3.5]))
    assert event.split()[0].endswith(":00.250")
    assert received.split()[0].endswith(":03.500")


@pytest.mark.parametrize("time", [1e18, -1e18, 1e300])
def test_a_time_beyond_all_calendars_does_not_end_the_table(time: float) -> None:
    (line,) = written("table", Source().batch([time], [1.0], received=[3.5]))
    assert line.split()[0].endswith(":03.500")


def test_a_key_cannot_command_the_terminal() -> None:
    (line,) = written("table", Source().batch([1.0], [1.0], keys="\x1b[31mred\n"))
    assert "\\x1b[31mred\\n" in line


@given(st.text())
def test_what_is_printable_has_no_control_characters_and_good_text_stays(text: str) -> None:
    assert printable(text).isprintable()
    if text.isprintable():
        assert printable(text) == text
