"""How much of the suite is run: all of it echoes 11 GB, most of that in a few large cases."""

from typing import Final

__all__ = ["EXTENTS", "QUICK", "WHOLE"]

WHOLE: Final = "whole"
QUICK: Final = "quick"

_SIZES: Final = range(1, 19)
"""What ends the number of a compression case: the sizes of its messages and of the fragments they are sent in."""
_SHORT: Final = (1, 2, 3, 4, 11)
"""Messages of 16, 64, 256 and 1024 bytes, and of 8 KiB in fragments of 256 bytes."""

EXTENTS: Final[dict[str, tuple[str, ...]]] = {
    WHOLE: (),
    "short": tuple(f"{part}.*.{size}" for part in (12, 13) for size in _SIZES if size not in _SHORT),
    QUICK: ("9.*", "12.*", "13.*"),
}
"""The patterns of the cases that each leaves out: none, compressed messages that are large, all that takes long."""
