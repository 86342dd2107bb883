import numpy as np

from monitor.core.batch import Batch
from monitor.store.keys import KeyTable


def batch(ids: list[int], base: int, names: tuple[str, ...]) -> Batch:
    rows = np.zeros(len(ids))
    return Batch("feed", "s", ("x",), np.array(ids, np.uint32), rows, rows, rows[None, :], base, names)


def test_the_first_decoders_ids_are_taken_as_they_are() -> None:
    table = KeyTable()
    fresh = batch([0, 1, 0], 0, ("A", "B"))
    assert table.translate(fresh) is fresh.keys
    assert list(table.names) == ["A", "B"]


def test_further_names_join_those_known() -> None:
    table = KeyTable()
    table.translate(batch([0], 0, ("A",)))
    assert table.translate(batch([1, 0], 1, ("B",))).tolist() == [1, 0]
    assert table.find("B") == 1


def test_a_decoder_that_starts_afresh_has_its_ids_mapped_to_the_old_names() -> None:
    table = KeyTable()
    table.translate(batch([0, 1, 2], 0, ("A", "B", "C")))
    assert table.translate(batch([0, 1, 2], 0, ("C", "D", "A"))).tolist() == [2, 3, 0]
    assert table.translate(batch([3, 0], 3, ("B",))).tolist() == [1, 2]
    assert list(table.names) == ["A", "B", "C", "D"]


def test_ids_that_were_never_named_get_a_name_that_can_be_shown() -> None:
    table = KeyTable()
    assert table.translate(batch([2, 0], 0, ())).tolist() == [2, 0]
    assert list(table.names) == ["#0", "#1", "#2"]
    assert table.translate(batch([5], 5, ("F",))).tolist() == [5]
    assert table.names[5] == "F"


def test_an_unknown_name_has_no_id() -> None:
    assert KeyTable().find("A") == -1
