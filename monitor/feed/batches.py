"""Items of a message, in batches that its server takes."""

from collections.abc import Iterator, Sequence

__all__ = ["batches"]


def batches(items: Sequence[str], *, most: int, room: int | None = None) -> Iterator[str]:
    """JSON arrays of the items, already JSON, in order: at most `most` of them in one.

    room: bytes of an array with its brackets, None for any number. An item that alone is longer goes alone.
    """
    batch: list[str] = []
    size = 0
    for item in items:
        longer = size + len(item.encode(errors="replace")) + 1
        if batch and (len(batch) >= most or (room is not None and longer + 1 > room)):
            yield f"[{','.join(batch)}]"
            batch, longer = [], longer - size
        batch.append(item)
        size = longer
    if batch:
        yield f"[{','.join(batch)}]"
