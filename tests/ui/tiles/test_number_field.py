import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from monitor.ui.tiles.number_field import NumberField, read_number
from monitor.workspace.wording import MINUS, THIN, number


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("  ", None), ("12", 12.0), (f"{MINUS}1{THIN}234.5", -1234.5), ("0,5", 0.5), ("1e3", 1000.0)],
)
def test_numbers_are_read_as_users_write_them(text: str, value: float | None) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["abc", "1..2", "nan", "inf", "1e999", "--1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_number(text)


@given(st.integers(-(10**9), 10**9))
def test_what_the_program_writes_it_reads(value: int) -> None:
    assert read_number(number(float(value), decimals=0)) == value


def test_a_field_says_whether_it_holds_a_number(qtbot: QtBot) -> None:
    field = NumberField(45.0, "From")
    qtbot.addWidget(field)
    assert field.text() == "45"
    field.selectAll()
    qtbot.keyClicks(field, "x")
    assert not field.valid
    assert field.accessibleDescription() == "This is no number"
    field.selectAll()
    qtbot.keyClicks(field, "7")
    assert (field.valid, field.value) == (True, 7.0)
