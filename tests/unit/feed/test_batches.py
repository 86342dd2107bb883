import json

from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.batches import batches

ITEMS = st.lists(st.text(max_size=20).map(json.dumps), max_size=60)


@given(items=ITEMS, most=st.integers(1, 20), room=st.none() | st.integers(1, 200))
def test_every_item_stands_in_one_batch_in_order_and_none_is_too_large(
    items: list[str], most: int, room: int | None
) -> None:
    made = list(batches(items, most=most, room=room))
    assert [each for array in made for each in json.loads(array)] == [json.loads(each) for each in items]
    for array in made:
        assert 1 <= len(json.loads(array)) <= most
        assert room is None or len(array.encode()) <= room or len(json.loads(array)) == 1


def test_a_batch_is_as_full_as_it_may_be() -> None:
    assert list(batches(["1", "2", "3", "4", "5"], most=2)) == ["[1,2]", "[3,4]", "[5]"]
    assert list(batches(["10", "20", "30"], most=9, room=7)) == ["[10,20]", "[30]"]
    assert list(batches(["10", "20", "30"], most=9, room=6)) == ["[10]", "[20]", "[30]"]
    assert list(batches([], most=9)) == []
