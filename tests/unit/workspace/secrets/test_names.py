"""The names of kept secrets outlive the program, alone, and survive a second program that writes them."""

from pathlib import Path

import pytest

from monitor.core.errors import KeychainError
from monitor.workspace.secrets.names import NameList


def test_names_are_there_the_next_time_and_sorted(tmp_path: Path) -> None:
    file = tmp_path / "home" / "secrets.json"
    names = NameList(file)
    names.add("B")
    names.add("A")
    names.add("A")
    assert NameList(file).names == ("A", "B")
    names.drop("B")
    assert NameList(file).names == ("A",)


def test_what_another_program_adds_is_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    window, terminal = NameList(file), NameList(file)
    window.add("A")
    terminal.add("B")
    window.add("C")
    assert NameList(file).names == ("A", "B", "C")
    terminal.rescan()
    assert terminal.names == ("A", "B", "C")


@pytest.mark.parametrize("text", [b"", b"{", b'{"names": 5}', b"[]", b'{"names": ["\xff"]}'])
def test_a_damaged_file_holds_no_names(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "secrets.json"
    file.write_bytes(text)
    assert NameList(file).names == ()


def test_without_a_file_names_are_known_for_this_run() -> None:
    names = NameList()
    names.add("A")
    assert names.names == ("A",)
    assert not names.lasting


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(KeychainError, match="cannot be written down"):
        NameList(tmp_path / "file" / "secrets.json").add("A")


def test_there_are_at_most_a_thousand(tmp_path: Path) -> None:
    names = NameList()
    for number in range(1000):
        names.add(f"N{number}")
    with pytest.raises(KeychainError, match="At most 1000"):
        names.add("ONE_MORE")
