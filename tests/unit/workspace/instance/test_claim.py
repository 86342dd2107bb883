"""One process has a workspace; what a dead one has left blocks nobody."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import UsageError
from monitor.workspace.instance.claim import Claim, Holder
from monitor.workspace.instance.request import MOST_BYTES, Request, pack_request, unpack_request


def test_the_second_sees_who_has_it(tmp_path: Path) -> None:
    first, second = Claim(tmp_path), Claim(tmp_path)
    assert first.take()
    assert second.holder() is None
    first.tell("the door")
    assert not second.take()
    found = second.holder()
    assert found is not None
    assert found.door == "the door"
    first.give_back()
    assert second.take()
    assert second.holder() is None
    second.give_back()


def test_other_folders_are_others(tmp_path: Path) -> None:
    first, second = Claim(tmp_path / "a"), Claim(tmp_path / "b")
    assert first.take()
    assert second.take()
    first.give_back()
    second.give_back()


@pytest.mark.parametrize("left", [b"", b"{", b'{"pid": 1, "door": "/nowhere"}', b"\xff" * 9000])
def test_what_a_dead_process_has_left_blocks_nobody(tmp_path: Path, left: bytes) -> None:
    (tmp_path / ".window.json").write_bytes(left)
    (tmp_path / ".window.lock").write_bytes(b"")
    claim = Claim(tmp_path)
    assert claim.take()
    assert claim.holder() is None
    claim.give_back()


def test_a_folder_that_cannot_be_locked_is_anybodys(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    claim = Claim(tmp_path / "file" / "home")
    assert claim.take()
    claim.tell("door")
    claim.give_back()


@pytest.mark.parametrize("note", [b"[]", b'{"pid": 1, "door": "\xff"}'])
def test_a_damaged_note_names_nobody(tmp_path: Path, note: bytes) -> None:
    (tmp_path / ".window.json").write_bytes(note)
    assert Claim(tmp_path).holder() is None
    assert Holder(1, "a") == Holder(1, "a")


@given(st.lists(st.text(max_size=50), max_size=20), st.booleans(), st.text(max_size=40))
def test_a_request_arrives_as_it_was_made(targets: list[str], demo: bool, token: str) -> None:
    request = Request(tuple(targets), demo, token)
    line = pack_request(request)
    assert line.count(b"\n") == 1
    assert unpack_request(line) == request


def test_what_is_no_text_asks_nothing() -> None:
    assert unpack_request(b'{"targets": ["\xff"]}\n') is None


@given(st.binary(max_size=200))
def test_other_bytes_ask_nothing_or_something_bounded(line: bytes) -> None:
    request = unpack_request(line)
    assert request is None or len(request.targets) <= 100


def test_there_is_an_end_to_what_can_be_asked() -> None:
    with pytest.raises(UsageError):
        pack_request(Request(("x" * MOST_BYTES,)))
    with pytest.raises(UsageError):
        pack_request(Request(("x",) * 101))
    assert unpack_request(b'{"targets":["' + b"x" * 9000 + b'"]}') is None
    assert unpack_request(b'{"targets":[' + b",".join([b'""'] * 101) + b"]}") is None
