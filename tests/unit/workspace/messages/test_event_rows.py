from monitor.workspace.desk.specs.messages import USUAL_PAINTS, EventLogSpec, Paint
from monitor.workspace.messages.event_rows import EventReader
from monitor.workspace.messages.paints import Painter, pattern_problem
from tests.helpers.messages import entry

EVENT = {"level": "error", "source": {"name": "press 2"}, "text": "cycle\nstopped", "n": 2.5, "ok": True, "l": [1, "a"]}


def reader(*columns: str) -> EventReader:
    return EventReader(columns, Painter(USUAL_PAINTS))


def test_a_row_has_a_cell_for_each_column_on_one_line() -> None:
    row = reader("level", "source.name", "text", "n", "ok", "l", "none").row(entry(EVENT))
    assert row.cells == ("error", "press 2", "cycle stopped", "2.5", "true", '[1,"a"]', "")
    assert row.level == "bad"
    assert row.text == 'error  press 2  cycle stopped  2.5  true  [1,"a"]'


def test_what_has_none_of_the_columns_stands_whole_in_the_last() -> None:
    assert reader("level", "text").row(entry({"event": "subscribed"})).cells == ("", '{"event": "subscribed"}')
    assert reader("level", "text").row(entry(b"not JSON\n at all")).cells == ("", "not JSON at all")
    assert reader("level", "broken[").row(entry(EVENT)).cells == ("error", "")
    assert reader().row(entry(b"just a line")).cells == ("just a line",)
    assert reader("a").row(entry(b"\x00\x01", binary=True)).cells == ("00 01",)


def test_a_cell_is_bounded() -> None:
    assert len(reader("text").row(entry({"text": "x" * 100_000})).cells[0]) == 2000


def test_the_first_rule_that_fits_gives_the_level() -> None:
    painter = Painter((Paint("(", "ok"), Paint("", "ok"), Paint("red flag", "bad"), Paint("flag", "accent")))
    assert painter.level("RED FLAG in sector 2") == "bad"
    assert painter.level("green flag") == "accent"
    assert painter.level("nothing") is None
    assert EventLogSpec().paints == USUAL_PAINTS


def test_a_pattern_that_is_none_is_told_in_words() -> None:
    assert pattern_problem("a+") == ""
    assert "regular expression" in pattern_problem("a(")
