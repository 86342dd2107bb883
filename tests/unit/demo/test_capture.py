"""monitor.demo.capture"""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import CaptureError, UsageError
from monitor.demo import capture
from monitor.demo.capture import Recorded, check_capture, read_capture
from tests.helpers.servers import expected_payloads, line, write_capture

_TIMES = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12)
_PAYLOADS = st.text(st.characters(exclude_categories=["Cs"])) | st.binary()
_LINES = st.lists(
    st.builds(
        lambda payload, at, direction, more: line(payload, at=at, direction=direction, **more),
        _PAYLOADS,
        _TIMES,
        st.sampled_from(["in", "out"]),
        st.sampled_from([{}, {"src": "http"}, {"item": "S4000001", "depth": [1, {"a": None}]}]),
    ),
    max_size=20,
)

_PIECES = b"""{"t":1, "dir": "in" "data":"x" } , [ null "enc":"base64" \xff \x1f\x8b""".split(b" ")
_NOISE = st.binary(max_size=200) | st.lists(st.sampled_from([*_PIECES, b"\n"]), max_size=12).map(b"".join)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that lasts for all examples of a property."""
    return tmp_path_factory.mktemp("captures")


@given(lines=_LINES, compressed=st.booleans())
def test_every_recording_gives_back_what_was_recorded(folder: Path, lines: list[dict[str, Any]], compressed: bool):
    path = write_capture(folder / ("any.jsonl.gz" if compressed else "any.jsonl"), *lines)
    recorded = list(read_capture(path))
    assert [each.payload for each in recorded] == expected_payloads(path)
    assert [each.at for each in recorded] == [row["t"] for row in lines if row["dir"] == "in"]


@given(data=_NOISE)
def test_whatever_a_file_holds_only_a_capture_error_comes_out(folder: Path, data: bytes):
    path = folder / "noise.jsonl"
    path.write_bytes(data)
    recorded, error = _read(path)
    assert all(isinstance(each, Recorded) for each in recorded)
    assert error is None or (error.file == str(path) and 1 <= error.line <= data.count(b"\n") + 1)


def _read(path: Path) -> tuple[list[Recorded], CaptureError | None]:
    recorded: list[Recorded] = []
    try:
        recorded.extend(read_capture(path))
    except CaptureError as error:
        return recorded, error
    return recorded, None


@given(cut=st.integers(1, 200))
def test_a_gzip_file_cut_short_anywhere_is_told(folder: Path, cut: int):
    whole = gzip.compress(json.dumps(line("x" * 400)).encode() + b"\n" + bytes(range(97, 123)) * 20, mtime=0)
    path = folder / "cut.jsonl.gz"
    path.write_bytes(whole[: max(2, len(whole) - cut)])
    with pytest.raises(CaptureError):
        list(read_capture(path))


def test_only_what_came_from_the_server_is_read(tmp_path: Path):
    lines = line("ask", direction="out"), line("answer", at=2.5), line("rest", src="http")
    path = write_capture(tmp_path / "a.jsonl", *lines)
    assert list(read_capture(path)) == [Recorded(2.5, "answer"), Recorded(None, "rest")]


def test_a_binary_message_without_an_encoding_is_its_text_in_utf_8(tmp_path: Path):
    path = write_capture(tmp_path / "a.jsonl", line("Gefäß", op="binary"))
    assert [each.payload for each in read_capture(path)] == ["Gefäß".encode()]


def test_blank_lines_between_messages_are_passed_over(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"dir":"in","data":"1"}\n\n  \n{"dir":"in","data":"2"}')
    assert [each.payload for each in read_capture(path)] == ["1", "2"]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("not json", "malformed"),
        ("[1, 2]", "expected `object`"),
        ('{"dir":"in"}', "`data`"),
        ('{"data":"x"}', "`dir`"),
        ('{"dir":"sideways","data":"x"}', "sideways"),
        ('{"dir":"in","data":17}', "expected `str`"),
        ('{"dir":"in","data":"x","t":"soon"}', "`$.t`"),
        ('{"dir":"in","data":"x","t":1e999}', "out of range"),
        ('{"dir":"in","data":"x","op":"smoke"}', "smoke"),
        ('{"dir":"in","data":"x","enc":"rot13"}', "rot13"),
        ('{"dir":"in","data":"a","op":"binary","enc":"base64"}', "base64"),
        ('{"dir":"in","data":"YQ==YQ==","op":"binary","enc":"base64"}', "base64"),
        ('{"dir":"in","data":"ü===","op":"binary","enc":"base64"}', "base64"),
        ('{"dir":"out","data":"x"', "truncated"),
        ('{"data":"\\ud800","dir":"in"}', "surrogate"),
        ('{"dir":"in","data":"x","deep":' + "[" * 100_000, "recursion"),
    ],
)
def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path, bad: str, words: str):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"dir":"in","data":"fine"}\n\n' + bad + "\n", encoding="utf-8")
    reading = read_capture(path)
    assert next(reading).payload == "fine"
    with pytest.raises(CaptureError) as caught:
        next(reading)
    assert (caught.value.file, caught.value.line) == (str(path), 3)
    assert words in str(caught.value).lower()


def test_bytes_that_are_no_utf_8_are_a_bad_line(tmp_path: Path):
    path = tmp_path / "bad.jsonl"
    path.write_bytes(b'{"dir":"in","data":"\xff"}')
    with pytest.raises(CaptureError, match=r"bad\.jsonl:1"):
        list(read_capture(path))


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(capture, "LINE_BYTES", 1000)
    path = write_capture(tmp_path / "long.jsonl", line("x" * 900), line("x" * 1000))
    with pytest.raises(CaptureError, match=r"long\.jsonl:2: the line is longer than 1000 bytes"):
        list(read_capture(path))


def test_a_file_is_read_a_line_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write_capture(tmp_path / "a.jsonl.gz", *(line(str(number)) for number in range(1000)))
    asked: list[int] = []

    class Watched(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            asked.append(1)
            return super().readline(size)

    monkeypatch.setattr(capture.gzip, "open", lambda *_: Watched(gzip.decompress(path.read_bytes())))
    reading = read_capture(path)
    next(reading)
    assert len(asked) == 1


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path):
    with pytest.raises(UsageError, match=r"gone\.jsonl cannot be read: No such file"):
        list(read_capture(tmp_path / "gone.jsonl"))


def test_checking_counts_the_messages_to_play(tmp_path: Path):
    path = write_capture(tmp_path / "a.jsonl", line("1"), line("out", direction="out"), line("2"))
    assert check_capture(path) == 2


def test_a_recording_with_nothing_to_play_is_refused(tmp_path: Path):
    path = write_capture(tmp_path / "a.jsonl", line("out", direction="out"))
    with pytest.raises(CaptureError, match="no message from a server"):
        check_capture(path)
