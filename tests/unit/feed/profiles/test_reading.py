"""Reading profile files, and telling what is wrong with them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import ProfileError
from monitor.feed.profile import Profile
from monitor.feed.profiles.reading import MOST_BYTES, load_profile, parse_profile
from monitor.feed.profiles.writing import dump_profile
from tests.helpers.profiles import profiles

_GOOD = """\
schema = 1
name = "Example"
address = "wss://example.org/ws?key=${token}"
symbols = ["A", "B"]

[variables]
token = "${env:TOKEN}"

[limits]
send_rate = 2.5

[[send]]
text = '{"subscribe":${items}}'
each = '"${symbol}"'

[[stream]]
name = "trade"
when = { type = "trade" }
time = { path = "T", unit = "ms" }
[stream.columns]
price = "p"

[[stream]]
name = "book"
rows = "bids[]"
key = { path = "^.channel", pattern = "_(.*)" }
columns = { price = "[0]", size = { path = "[1]", scale = 0.5 } }
"""


def _fault(text: str) -> ProfileError:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, file="my.toml")
    return caught.value


def test_a_good_profile_is_read() -> None:
    profile = parse_profile(_GOOD, file="my.toml")
    assert profile.stream[1].columns["price"] == "[0]"
    assert profile.limits.send_rate == 2.5


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "what"),
    [
        ('name = "Example"', 'name = "Example', 2, "", "this is not TOML: illegal character"),
        ('price = "p"', 'price = "p"\nprice = "q"', 22, "", "cannot overwrite a value"),
        ('name = "Example"\n', "", None, "name", "the key `name` is missing"),
        ("schema = 1", "schema = 2", 1, "schema", "newer Feedscope"),
        ("each = '\"${symbol}\"'", "eahc = 1", 14, "send[0].eahc", "unknown key `eahc`; did you mean `each`?"),
        ('price = "p"', "price = 5", 21, "stream[0].columns.price", "must be text or a table"),
        ('name = "book"', 'name = ""', 24, "stream[1].name", "a stream needs a name"),
        ('name = "book"', 'name = "trade"', 24, "stream[1].name", "there are two streams named `trade`"),
        ("send_rate = 2.5", "send_rate = -1", 10, "limits.send_rate", "must be a number above 0, not -1.0"),
        ("send_rate = 2.5", "send_rate = nan", 10, "limits.send_rate", "must be a number above 0"),
        ("_(.*)", "_(.*", 26, "stream[1].key.pattern", "is no regular expression"),
        ("_(.*)", "_.*", 26, "stream[1].key.pattern", "needs one group"),
        ('rows = "bids[]"', 'rows = "bids["', 25, "stream[1].rows", "cannot be read at character 5"),
        ('unit = "ms"', 'unit = "minutes"', 19, "stream[0].time.unit", "must be one of s, ms, us"),
        ('token = "${env:TOKEN}"', "", 3, "address", "`${token}` is not defined"),
        ('symbols = ["A", "B"]', "symbols = []", 13, "send[0].text", "asks for symbols"),
        ('[[stream]]\nname = "book"', "[[stream]]", 23, "stream[1].name", "the key `name` is missing"),
    ],
)
def test_each_fault_is_told_with_file_line_and_key(old: str, new: str, line: int | None, key: str, what: str) -> None:
    assert old in _GOOD
    error = _fault(_GOOD.replace(old, new, 1))
    assert (error.file, error.line, error.key) == ("my.toml", line, key)
    assert what in error.what
    assert str(error).startswith(f"my.toml:{line}: " if line else "my.toml: ")


@pytest.mark.parametrize("text", ["x = [" * 50_000, "d = 2024-13-45", "x = {" * 5_000, "[a" + ".a" * 5_000 + "]"])
def test_text_made_to_break_the_parser_is_a_profile_error(text: str) -> None:
    assert _fault(text).file == "my.toml"


def test_a_fault_at_the_end_of_the_text_has_the_last_line() -> None:
    assert _fault('a = 1\nb = """x\n').line == 3


@settings(max_examples=150, deadline=None)
@given(profiles(), st.data())
def test_a_damaged_profile_is_read_or_told_but_never_crashes(profile: Profile, data: st.DataObject) -> None:
    text = dump_profile(profile)
    at = data.draw(st.integers(0, len(text)))
    damage = data.draw(st.text('="[]{}#\n\\x1$.', max_size=3))
    damaged = text[:at] + damage + text[at + data.draw(st.integers(0, 5)) :]
    try:
        read = parse_profile(damaged, file="my.toml")
    except ProfileError as error:
        told = str(error)
    else:
        told = ""
        assert parse_profile(dump_profile(read), file="my.toml") == read
    assert not told or told.startswith("my.toml:")


def test_a_file_is_read_also_with_a_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + _GOOD.replace("\n", "\r\n").encode())
    assert load_profile(path) == parse_profile(_GOOD, file="")


def test_a_file_that_is_not_utf8_is_told_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b'name = "x"\nabout = "\xe9t\xe9"\n')
    with pytest.raises(ProfileError, match="is not UTF-8 text; save it as UTF-8") as caught:
        load_profile(path)
    assert caught.value.line == 2


def test_a_folder_a_missing_file_and_an_impossible_name_are_told(tmp_path: Path) -> None:
    for path, what in (
        (tmp_path, "this is a folder"),
        (tmp_path / "none.toml", "there is no such file"),
        (tmp_path / "nul\0.toml", "cannot be read"),
        (tmp_path / ("x" * 300), "cannot be read|no such file"),
    ):
        with pytest.raises(ProfileError, match=what) as caught:
            load_profile(path)
        assert caught.value.file == str(path)


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as stream:
        stream.truncate(64 * MOST_BYTES)
    with pytest.raises(ProfileError, match=f"more than {MOST_BYTES} bytes"):
        load_profile(path)


def test_a_text_that_is_too_long_is_refused() -> None:
    assert "is no profile" in _fault("#" * (MOST_BYTES + 1)).what


def test_a_file_full_of_keys_is_answered_quickly() -> None:
    text = _GOOD + "[headers]\n" + "".join(f'x-{index} = "1"\n' for index in range(40_000)) + "bad = 1\n"
    assert _fault(text).key == "headers.bad"
