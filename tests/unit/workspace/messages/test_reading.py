import json

from monitor.workspace.messages.pretty import MOST_LINES
from monitor.workspace.messages.reading import read_message
from monitor.workspace.wording import THIN
from tests.helpers.messages import entry

WIDE = 100
DIFFERS = "Nothing differs from the message of its kind before it"


def test_each_view_shows_the_message_its_way() -> None:
    message = entry({"a": 1})
    assert [line.text for line in read_message(message, "pretty", width=WIDE).lines] == ["{", '  "a": 1', "}"]
    assert [line.text for line in read_message(message, "raw", width=WIDE).lines] == ['{"a": 1}']
    assert read_message(message, "hex", width=WIDE).lines[0].text.startswith("00000000  7b 22 61")
    assert read_message(message, "pretty", width=WIDE).words == ""


def test_text_is_shown_as_text_and_binary_as_bytes() -> None:
    assert [line.text for line in read_message(entry(b"hello"), "pretty", width=WIDE).lines] == ["hello"]
    assert read_message(entry(b"\x00\x01", binary=True), "raw", width=WIDE).lines[0].text.startswith("00000000  00 01")
    assert [line.text for line in read_message(entry(b"\xff{"), "raw", width=WIDE).lines] == ["\ufffd{"]


def test_changes_say_how_many_there_are() -> None:
    new, old = entry({"a": 1, "b": 2}), entry({"a": 2, "b": 3})
    one = entry({"a": 1, "b": 3})
    words = "from the message of its kind before it"
    assert read_message(new, "changes", width=WIDE, before=old).words == f"2 values differ {words}"
    assert read_message(new, "changes", width=WIDE, before=one).words == f"1 value differs {words}"
    assert read_message(new, "changes", width=WIDE, before=new).words == f"Nothing differs {words}"
    assert read_message(new, "changes", width=WIDE).words == "No earlier message of this kind is held"


def test_of_a_huge_message_the_beginning_is_shown_at_once_and_that_is_said() -> None:
    message = entry({"data": [{"price": number, "size": "1.5"} for number in range(34_000)]})
    assert len(message.payload) > 1_000_000
    for view in ("pretty", "raw", "hex", "changes"):
        reading = read_message(message, view, width=WIDE, before=None if view == "raw" else message)
        assert len(reading.lines) <= MOST_LINES + 2000
        expected = f"Only the beginning is shown: the message has 1.1{THIN}MB"
        assert reading.words == (f"{DIFFERS}; only the beginning was compared" if view == "changes" else expected)


def test_a_message_of_which_only_the_beginning_is_held_says_so() -> None:
    message = entry(json.dumps({"a": [1, 2, 3]}).encode()[:8], size=4200)
    assert (
        read_message(message, "pretty", width=WIDE).words == f"Only the beginning is shown: the message has 4.2{THIN}kB"
    )
